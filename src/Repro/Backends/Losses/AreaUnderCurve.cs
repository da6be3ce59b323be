using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>
/// Keras's AUC: the area under the curve of all thresholds, in trapezoids, or of precision over recall by Davis and Goadrich's
/// interpolation.
/// </summary>
internal static class AreaUnderCurve
{
    private const double Epsilon = 1e-7;

    /// <summary>One of evenly spaced thresholds from 0 to 1, of which the first and the last lie just outside.</summary>
    public static double Threshold(int index, int count) =>
        index == 0 ? -Epsilon
        : index == count - 1 ? 1 + Epsilon
        : (double)index / (count - 1);

    /// <param name="sums">True positives at each threshold, false positives at each, positive labels, negative labels.</param>
    public static double Of(ReadOnlySpan<double> sums, int count, bool ofPrecision)
    {
        ReadOnlySpan<double> hits = sums[..count];
        ReadOnlySpan<double> alarms = sums.Slice(count, count);
        (double positive, double negative) = (sums[2 * count], sums[2 * count + 1]);
        double area = 0;
        for (int i = 0; i + 1 < count; i++)
        {
            area += ofPrecision
                ? Strip(hits[i], hits[i + 1], hits[i] + alarms[i], hits[i + 1] + alarms[i + 1], positive)
                : (Ratio(alarms[i], negative) - Ratio(alarms[i + 1], negative))
                    * (Ratio(hits[i], positive) + Ratio(hits[i + 1], positive))
                    / 2;
        }

        return area;
    }

    // The area between two thresholds: along it, true positives are a straight line over all that is called positive.
    private static double Strip(double hits, double nextHits, double called, double nextCalled, double positive)
    {
        double slope = Ratio(hits - nextHits, Math.Max(called - nextCalled, 0));
        double start = nextHits - slope * nextCalled;
        double log = called > 0 && nextCalled > 0 ? Elementary.Log(called / nextCalled) : 0;
        return Ratio(slope * (hits - nextHits + start * log), positive);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
