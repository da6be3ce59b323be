using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>Keras's cross-entropies, as keras.losses computes them in float64.</summary>
internal static class Crossentropies
{
    private const double Epsilon = 1e-7;

    /// <summary>The mean over the outputs of max(z, 0) - z y + ln(1 + exp(-|z|)); the slope is sigmoid(z) - y.</summary>
    public static double BinaryOfLogits(ReadOnlySpan<double> truth, ReadOnlySpan<double> logits, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double z = logits[i];
            if (double.IsNaN(z))
            {
                return z;
            }

            double e = Elementary.Exp(-Math.Abs(z));
            sum += Math.Max(z, 0) - z * truth[i] + Elementary.LogOnePlus(e);
            if (!gradient.IsEmpty)
            {
                gradient[i] = ((z >= 0 ? 1 / (1 + e) : e / (1 + e)) - truth[i]) / logits.Length;
            }
        }

        return sum / logits.Length;
    }

    /// <summary>
    /// The mean over the outputs of -(y ln p + (1 - y) ln(1 - p)) with p clipped to 1e-7 .. 1 - 1e-7; a clipped p has the slope 0.
    /// </summary>
    /// <param name="added">What is added inside the logarithm: 1e-7 in tf.keras 2, 0 in Keras 3.</param>
    public static SampleLoss Binary(double added) =>
        (truth, probabilities, gradient) =>
        {
            double sum = 0;
            for (int i = 0; i < probabilities.Length; i++)
            {
                double p = Clip(probabilities[i]);
                sum -= truth[i] * Elementary.Log(p + added) + (1 - truth[i]) * Elementary.Log(1 - p + added);
                if (gradient.IsEmpty)
                {
                    continue;
                }

                gradient[i] =
                    p == probabilities[i] ? ((1 - truth[i]) / (1 - p + added) - truth[i] / (p + added)) / probabilities.Length : 0;
            }

            return sum / probabilities.Length;
        };

    /// <summary>
    /// The sum over the classes of y (ln(sum exp z) - z); the slope is softmax(z) - y, as TensorFlow has it for any labels.
    /// </summary>
    public static double CategoricalOfLogits(ReadOnlySpan<double> truth, ReadOnlySpan<double> logits, Span<double> gradient)
    {
        double max = double.NegativeInfinity;
        foreach (double logit in logits)
        {
            max = Math.Max(max, logit);
        }

        double sum = 0;
        foreach (double logit in logits)
        {
            sum += Elementary.Exp(logit - max);
        }

        double log = Elementary.Log(sum);
        double loss = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            loss += truth[i] * (log - (logits[i] - max));
            if (!gradient.IsEmpty)
            {
                gradient[i] = Elementary.Exp(logits[i] - max) / sum - truth[i];
            }
        }

        return loss;
    }

    /// <summary>
    /// The sum over the classes of -y ln c, where c is p divided by the sum of all p and then clipped; a clipped c has the slope 0.
    /// </summary>
    public static double Categorical(ReadOnlySpan<double> truth, ReadOnlySpan<double> probabilities, Span<double> gradient)
    {
        double total = 0;
        foreach (double probability in probabilities)
        {
            total += probability;
        }

        double loss = 0;
        double shared = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double share = probabilities[i] / total;
            double clipped = Clip(share);
            loss -= truth[i] * Elementary.Log(clipped);
            double slope = clipped == share ? -truth[i] / clipped : 0;
            shared += slope * share;
            if (!gradient.IsEmpty)
            {
                gradient[i] = slope;
            }
        }

        // Every p is in the sum that all are divided by.
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (gradient[i] - shared) / total;
        }

        return loss;
    }

    /// <summary>
    /// The loss of logits ln c, where c is p clipped: the sum over the classes of y (ln(sum c) - ln c); a clipped c has the slope 0.
    /// </summary>
    public static double SparseCategorical(ReadOnlySpan<double> truth, ReadOnlySpan<double> probabilities, Span<double> gradient)
    {
        double sum = 0;
        foreach (double probability in probabilities)
        {
            sum += Clip(probability);
        }

        double log = Elementary.Log(sum);
        double loss = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double clipped = Clip(probabilities[i]);
            if (truth[i] != 0)
            {
                loss += truth[i] * (log - Elementary.Log(clipped));
            }

            if (!gradient.IsEmpty)
            {
                gradient[i] = clipped == probabilities[i] ? 1 / sum - truth[i] / clipped : 0;
            }
        }

        return loss;
    }

    private static double Clip(double probability) => Math.Clamp(probability, Epsilon, 1 - Epsilon);
}
