namespace Repro.Statistics;

/// <summary>Could a run like ours have given the value that a document reports?</summary>
internal static class ValueTest
{
    /// <summary>
    /// Yes if the nearest point of [low, high] lies within the 95 % prediction interval and its half-width is at most the margin;
    /// No if it lies outside the 99 % one; otherwise Unclear. If all results are equal, the interval has no width, although
    /// trainings may differ by less than the measurement shows: then a value that differs by less than the margin is Unclear.
    /// </summary>
    public static IntervalTestResult Of(Sample sample, double low, double high, double margin)
    {
        double nearest = Math.Clamp(sample.Mean, low, high);
        Interval likely = sample.Prediction(0.95);
        if (likely.Holds(nearest))
        {
            return likely.HalfWidth <= margin ? IntervalTestResult.Yes : IntervalTestResult.Unclear;
        }

        if (sample.Deviation == 0 && Math.Abs(nearest - sample.Mean) < margin)
        {
            return IntervalTestResult.Unclear;
        }

        return sample.Prediction(0.99).Holds(nearest) ? IntervalTestResult.Unclear : IntervalTestResult.No;
    }
}
