using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// Cross-entropies in which answers that are nearly right count less (Lin and others 2017), as Keras computes them in float64.
/// </summary>
internal static class FocalCrossentropies
{
    private const double Epsilon = 1e-7;

    /// <summary>
    /// The mean over the outputs of (1 - q)^gamma times the binary cross-entropy, where q is p for label 1 and 1 - p for label 0, weighted
    /// where classes are balanced.
    /// </summary>
    /// <param name="added">As of <see cref="Crossentropies.Binary"/>.</param>
    public static SampleLoss Binary(Loss loss, double added)
    {
        SampleLoss plain = Crossentropies.Binary(added);
        return (truth, probabilities, gradient) =>
        {
            double sum = 0;
            for (int i = 0; i < probabilities.Length; i++)
            {
                double slope = 0;
                double entropy = plain(truth.Slice(i, 1), probabilities.Slice(i, 1), gradient.IsEmpty ? [] : new Span<double>(ref slope));
                double weight = Weight(loss, truth[i]);
                double factor = Factor(loss, truth[i], probabilities[i], out double steepness);
                sum += weight * factor * entropy;
                if (!gradient.IsEmpty)
                {
                    gradient[i] = weight * (steepness * entropy + factor * slope) / probabilities.Length;
                }
            }

            return sum / probabilities.Length;
        };
    }

    /// <summary>The same of logits.</summary>
    public static SampleLoss BinaryOfLogits(Loss loss) =>
        (truth, logits, gradient) =>
        {
            double sum = 0;
            for (int i = 0; i < logits.Length; i++)
            {
                double slope = 0;
                double entropy = Crossentropies.BinaryOfLogits(
                    truth.Slice(i, 1),
                    logits.Slice(i, 1),
                    gradient.IsEmpty ? [] : new Span<double>(ref slope)
                );
                double p = Elementary.Sigmoid(logits[i]);
                double weight = Weight(loss, truth[i]);
                double factor = Factor(loss, truth[i], p, out double steepness);
                sum += weight * factor * entropy;
                if (!gradient.IsEmpty)
                {
                    gradient[i] = weight * (steepness * p * (1 - p) * entropy + factor * slope) / logits.Length;
                }
            }

            return sum / logits.Length;
        };

    /// <summary>
    /// The sum over the classes of -alpha (1 - c)^gamma y ln c, where c is p divided by the sum of all p and then clipped; a clipped c has
    /// the slope 0.
    /// </summary>
    public static SampleLoss Categorical(Loss loss) =>
        (truth, probabilities, gradient) =>
        {
            double total = 0;
            foreach (double probability in probabilities)
            {
                total += probability;
            }

            double sum = 0;
            double shared = 0;
            for (int i = 0; i < probabilities.Length; i++)
            {
                double share = probabilities[i] / total;
                sum += OfShare(loss, truth[i], share, out double slope);
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

            return sum;
        };

    /// <summary>The same of logits, by their softmax.</summary>
    public static SampleLoss CategoricalOfLogits(Loss loss) =>
        (truth, logits, gradient) =>
        {
            double max = double.NegativeInfinity;
            foreach (double logit in logits)
            {
                max = Math.Max(max, logit);
            }

            double total = 0;
            foreach (double logit in logits)
            {
                total += Elementary.Exp(logit - max);
            }

            double sum = 0;
            double shared = 0;
            for (int i = 0; i < logits.Length; i++)
            {
                double share = Elementary.Exp(logits[i] - max) / total;
                sum += OfShare(loss, truth[i], share, out double slope);
                shared += slope * share;
                if (!gradient.IsEmpty)
                {
                    gradient[i] = slope * share;
                }
            }

            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] -= shared * (Elementary.Exp(logits[i] - max) / total);
            }

            return sum;
        };

    private static double OfShare(Loss loss, double truth, double share, out double slope)
    {
        double c = Math.Clamp(share, Epsilon, 1 - Epsilon);
        double log = Elementary.Log(c);
        double factor = Elementary.Power(1 - c, loss.Gamma);
        bool isClipped = c != share;
        slope = isClipped ? 0 : loss.Alpha * truth * (loss.Gamma * Elementary.Power(1 - c, loss.Gamma - 1) * log - factor / c);
        return -loss.Alpha * factor * truth * log;
    }

    private static double Weight(Loss loss, double truth) => loss.BalancesClasses ? truth * loss.Alpha + (1 - truth) * (1 - loss.Alpha) : 1;

    // (1 - q)^gamma, and its slope along p.
    private static double Factor(Loss loss, double truth, double p, out double steepness)
    {
        double rest = 1 - (truth * p + (1 - truth) * (1 - p));
        bool isRight = rest <= 0;
        steepness = isRight && loss.Gamma < 1 ? 0 : -loss.Gamma * Elementary.Power(Math.Max(rest, 0), loss.Gamma - 1) * (2 * truth - 1);
        return Elementary.Power(Math.Max(rest, 0), loss.Gamma);
    }
}
