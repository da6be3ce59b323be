namespace Repro.Statistics;

/// <summary>Values that satisfy an order: all above, below or around a bound.</summary>
/// <param name="Open">Whether the bounds themselves do not belong to it (<c>&lt;</c>, <c>&gt;</c>).</param>
internal readonly record struct Region(double Low, double High, bool Open)
{
    public bool Encloses(Interval interval) =>
        Open ? Low < interval.Low && interval.High < High : Low <= interval.Low && interval.High <= High;

    public bool Misses(Interval interval) =>
        Open ? interval.High <= Low || High <= interval.Low : interval.High < Low || High < interval.Low;
}

/// <summary>
/// Would one more run keep the order? Yes if the 95 % prediction interval lies wholly inside the region, No if the 99 % one lies
/// wholly outside it. A deviation of 0 makes the interval a point, which is inside or outside.
/// </summary>
internal static class OrderTest
{
    public static IntervalTestResult Of(Sample sample, Region region)
    {
        if (region.Encloses(sample.Prediction(0.95)))
        {
            return IntervalTestResult.Yes;
        }

        return region.Misses(sample.Prediction(0.99)) ? IntervalTestResult.No : IntervalTestResult.Unclear;
    }
}
