namespace Repro.Probes.Algorithms;

/// <summary>A gradient against what the scalar really does when single values are moved.</summary>
internal static class FiniteDifferences
{
    private const int Tries = 48;
    private const float Step = 0.5f;

    /// <param name="gradient">What is to be checked.</param>
    /// <param name="values">What the scalar depends on; moved and put back.</param>
    /// <param name="scalar">The scalar of the values as they are.</param>
    /// <param name="active">Which ReLUs are open; where a step opens or closes one the scalar has a kink, and the value is left
    /// out.</param>
    /// <returns>
    /// The Euclidean norm of the differences over that of the finite differences; not a number where every value was left out.
    /// </returns>
    public static double RelativeError(float[] gradient, float[] values, Func<double> scalar, Func<bool[]> active, float step = Step)
    {
        bool[] open = active();
        double off = 0;
        double all = 0;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            int at = (int)((long)attempt * values.Length / Tries);
            float kept = values[at];
            values[at] = kept + step;
            (double above, bool smooth) = (scalar(), active().AsSpan().SequenceEqual(open));
            values[at] = kept - step;
            double below = scalar();
            smooth &= active().AsSpan().SequenceEqual(open);
            values[at] = kept;
            if (!smooth)
            {
                continue;
            }

            double difference = (above - below) / (2 * step);
            off += (gradient[at] - difference) * (gradient[at] - difference);
            all += difference * difference;
        }

        return Math.Sqrt(off / all);
    }
}
