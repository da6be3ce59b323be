using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// Categorical cross-entropy behind a softmax: the sum over classes of y (ln(sum exp(z - max)) - (z - max)).
/// A prediction is the first of the largest probabilities, a label the first of its largest entries.
/// </summary>
internal sealed class CategoricalHead(int logits, int classes) : LossHead(logits, classes)
{
    private readonly float[] _probabilities = new float[classes];

    public override (double LossSum, int Correct) Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, int samples, Span<float> gradient)
    {
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < samples; i++)
        {
            ReadOnlySpan<float> z = logits.Slice(i * Classes, Classes);
            ReadOnlySpan<float> y = labels.Slice(i * Classes, Classes);
            Probabilities.Softmax(z, _probabilities);
            lossSum += SampleLoss(z, y);
            if (First(_probabilities) == First(y)) correct++;
            if (gradient.IsEmpty) continue;
            Span<float> dz = gradient.Slice(i * Classes, Classes);
            for (int c = 0; c < Classes; c++) dz[c] = (_probabilities[c] - y[c]) / samples;
        }

        return (lossSum, correct);
    }

    private static double SampleLoss(ReadOnlySpan<float> z, ReadOnlySpan<float> y)
    {
        double max = z[First(z)];
        double sum = 0;
        foreach (float value in z) sum += Elementary.Exp(value - max);
        double log = Elementary.Log(sum);
        double loss = 0;
        for (int c = 0; c < z.Length; c++) loss += y[c] * (log - (z[c] - max));
        return loss;
    }

    private static int First(ReadOnlySpan<float> values)
    {
        int first = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[first]) first = i;
        }

        return first;
    }
}
