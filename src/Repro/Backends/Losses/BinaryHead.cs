using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// Binary cross-entropy behind a sigmoid: max(z, 0) - z y + ln(1 + exp(-|z|)), which never overflows.
/// An answer is 1 where p > 0.5, as Keras's <c>binary_accuracy</c> has it.
/// </summary>
internal sealed class BinaryHead(int logits) : LossHead(logits, 1)
{
    public override (double LossSum, int Correct) Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, int samples, Span<float> gradient)
    {
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < samples; i++)
        {
            double z = logits[i];
            float p = Probabilities.Sigmoid(logits[i]);
            lossSum += Math.Max(z, 0) - z * labels[i] + SoftPlus(z);
            if ((p > 0.5f ? 1f : 0f) == labels[i]) correct++;
            if (!gradient.IsEmpty) gradient[i] = (p - labels[i]) / samples;
        }

        return (lossSum, correct);
    }

    // The exponential lies in 0..1, where the polynomial holds; NaN must not be mistaken for a bad argument.
    private static double SoftPlus(double z) => double.IsNaN(z) ? z : Elementary.LogOnePlus(Elementary.Exp(-Math.Abs(z)));
}
