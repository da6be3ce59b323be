using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// Binary cross-entropy behind a sigmoid: max(z, 0) - z y + ln(1 + exp(-|z|)), which never overflows.
/// An answer is 1 where p > 0.5, as Keras's <c>binary_accuracy</c> has it.
/// </summary>
internal sealed class BinaryHead(int logits) : LossHead(logits, 1, 1)
{
    protected override (double LossSum, int Correct) Sum(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> truth,
        ReadOnlySpan<float> weights,
        int samples,
        Span<float> gradient
    )
    {
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < samples; i++)
        {
            double z = values[i];
            float p = Probabilities.Sigmoid(values[i]);
            lossSum += Math.Max(z, 0) - z * truth[i] + SoftPlus(z);
            if ((p > 0.5f ? 1f : 0f) == truth[i])
            {
                correct++;
            }

            Measure([p], truth.Slice(i, 1));
            if (!gradient.IsEmpty)
            {
                gradient[i] = (p - truth[i]) / samples;
            }
        }

        return (lossSum, correct);
    }

    // The exponential lies in 0..1, where the polynomial holds; NaN must not be mistaken for a bad argument.
    private static double SoftPlus(double z) => double.IsNaN(z) ? z : Elementary.LogOnePlus(Elementary.Exp(-Math.Abs(z)));
}
