using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// Categorical cross-entropy behind a softmax: the sum over classes of y (ln(sum exp(z - max)) - (z - max)).
/// A prediction is the first of the largest probabilities, a label the first of its largest entries.
/// </summary>
/// <param name="sparse">Labels are numbers of classes; else they are one-hot.</param>
internal sealed class CategoricalHead(int logits, int classes, bool sparse) : LossHead(logits, classes, sparse ? 1 : classes)
{
    private readonly float[] _probabilities = new float[classes];
    private readonly float[] _oneHot = new float[sparse ? classes : 0];

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
            ReadOnlySpan<float> z = values.Slice(i * Outputs, Outputs);
            ReadOnlySpan<float> y = sparse ? OneHot((int)truth[i]) : truth.Slice(i * Outputs, Outputs);
            Probabilities.Softmax(z, _probabilities);
            lossSum += SampleLoss(z, y);
            if (First(_probabilities) == First(y))
            {
                correct++;
            }

            Measure(_probabilities, y);
            if (gradient.IsEmpty)
            {
                continue;
            }

            Span<float> dz = gradient.Slice(i * Outputs, Outputs);
            for (int c = 0; c < Outputs; c++)
            {
                dz[c] = (_probabilities[c] - y[c]) / samples;
            }
        }

        return (lossSum, correct);
    }

    private static double SampleLoss(ReadOnlySpan<float> z, ReadOnlySpan<float> y)
    {
        double max = z[First(z)];
        double sum = 0;
        foreach (float value in z)
        {
            sum += Elementary.Exp(value - max);
        }

        double log = Elementary.Log(sum);
        double loss = 0;
        for (int c = 0; c < z.Length; c++)
        {
            loss += y[c] * (log - (z[c] - max));
        }

        return loss;
    }

    private float[] OneHot(int label)
    {
        Array.Clear(_oneHot);
        _oneHot[label] = 1;
        return _oneHot;
    }
}
