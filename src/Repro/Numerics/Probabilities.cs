namespace Repro.Numerics;

/// <summary>The activations that make probabilities of logits, in float32.</summary>
internal static class Probabilities
{
    /// <summary>1/(1 + exp(-z)), from e = exp(-|z|) so that nothing overflows.</summary>
    public static float Sigmoid(float z)
    {
        float e = Elementary.Exp(-MathF.Abs(z));
        return z >= 0 ? 1f / (1f + e) : e / (1f + e);
    }

    /// <summary>p = e/s with e = exp(z - max) and s the sum of e in class order. In place where both spans are one.</summary>
    /// <param name="logits">One sample's classes; at least one.</param>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float max = logits[0];
        for (int i = 1; i < logits.Length; i++)
        {
            max = logits[i] > max ? logits[i] : max;
        }

        float sum = 0f;
        for (int i = 0; i < logits.Length; i++)
        {
            float e = Elementary.Exp(logits[i] - max);
            probabilities[i] = e;
            sum += e;
        }

        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] /= sum;
        }
    }
}
