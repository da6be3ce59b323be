namespace Repro.Losses;

/// <summary>Keras's cross-entropies, as keras.losses computes them in float64.</summary>
internal static class Crossentropies
{
    private const double Epsilon = 1e-7;

    /// <summary>The mean over the outputs of max(z, 0) - z y + ln(1 + exp(-|z|)).</summary>
    public static double BinaryOfLogits(ReadOnlySpan<double> truth, ReadOnlySpan<double> logits)
    {
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += (double.IsNegative(logits[i]) ? 0 : logits[i]) - logits[i] * truth[i] + LogOnePlus(Math.Exp(-Math.Abs(logits[i])));
        }

        return sum / logits.Length;
    }

    /// <summary>The mean over the outputs of -(y ln p + (1 - y) ln(1 - p)) with p clipped to 1e-7 .. 1 - 1e-7.</summary>
    /// <param name="added">What is added inside the logarithm: 1e-7 in tf.keras 2, 0 in Keras 3.</param>
    public static double Binary(ReadOnlySpan<double> truth, ReadOnlySpan<double> probabilities, double added)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double p = Clip(probabilities[i]);
            sum -= truth[i] * Math.Log(p + added) + (1 - truth[i]) * Math.Log(1 - p + added);
        }

        return sum / probabilities.Length;
    }

    /// <summary>The sum over the classes of y (ln(sum exp z) - z).</summary>
    public static double CategoricalOfLogits(ReadOnlySpan<double> truth, ReadOnlySpan<double> logits)
    {
        double max = double.NegativeInfinity;
        foreach (double logit in logits) max = Math.Max(max, logit);
        double sum = 0;
        foreach (double logit in logits) sum += Math.Exp(logit - max);
        double log = Math.Log(sum);
        double loss = 0;
        for (int i = 0; i < logits.Length; i++) loss += truth[i] * (log - (logits[i] - max));
        return loss;
    }

    /// <summary>The sum over the classes of -y ln p, where p is divided by its sum and then clipped.</summary>
    public static double Categorical(ReadOnlySpan<double> truth, ReadOnlySpan<double> probabilities)
    {
        double total = 0;
        foreach (double probability in probabilities) total += probability;
        double loss = 0;
        for (int i = 0; i < probabilities.Length; i++) loss -= truth[i] * Math.Log(Clip(probabilities[i] / total));
        return loss;
    }

    /// <summary>The same of clipped probabilities as if their logarithms were logits.</summary>
    public static double SparseCategorical(ReadOnlySpan<double> truth, ReadOnlySpan<double> probabilities)
    {
        double[] logits = new double[probabilities.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = Math.Log(Clip(probabilities[i]));
        return CategoricalOfLogits(truth, logits);
    }

    private static double Clip(double probability) => Math.Clamp(probability, Epsilon, 1 - Epsilon);

    // ln(1 + x) without the loss of digits at small x: the correction factor is exact to rounding for x in 0..1.
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum - 1 == 0 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
