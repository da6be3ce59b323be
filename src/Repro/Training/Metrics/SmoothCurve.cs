namespace Repro.Training.Metrics;

/// <summary><c>smooth_curve</c>: an exponential moving average that starts at the first point.</summary>
internal static class SmoothCurve
{
    /// <summary>The document's share of the past.</summary>
    public const double DefaultFactor = 0.8;

    /// <param name="factor">Share of the point before, 0 (no smoothing) to below 1.</param>
    /// <returns>
    /// As many points: the first as it is, each later one factor x the smoothed point before + (1 - factor) x its own value.
    /// </returns>
    public static double[] Of(IReadOnlyList<double> points, double factor = DefaultFactor)
    {
        double[] smoothed = new double[points.Count];
        for (int index = 0; index < smoothed.Length; index++)
        {
            smoothed[index] = index == 0 ? points[0] : smoothed[index - 1] * factor + points[index] * (1 - factor);
        }

        return smoothed;
    }
}
