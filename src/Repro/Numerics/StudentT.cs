using System.Collections.Concurrent;

namespace Repro.Numerics;

/// <summary>Student's t distribution, by the regularised incomplete beta function (Abramowitz and Stegun 26.5.27 and 26.7.1).</summary>
internal static class StudentT
{
    private static readonly ConcurrentDictionary<(double Probability, double Degrees), double> Known = new();

    /// <summary>The probability that t with the given degrees of freedom is at most <paramref name="t"/>.</summary>
    public static double Cumulative(double t, double degrees)
    {
        // x = v / (v + t^2) loses no digits where t is large, where the tail is small.
        double tail = 0.5 * IncompleteBeta.Regularized(degrees / 2, 0.5, degrees / (degrees + t * t));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t below which a share <paramref name="probability"/> lies; exact to about 1e-13 relative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not inside (0, 1), or the degrees are below 1.</exception>
    public static double Quantile(double probability, double degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        return probability switch
        {
            0.5 => 0,
            < 0.5 => -Quantile(1 - probability, degrees),
            _ => Known.GetOrAdd((probability, degrees), key => Bisect(key.Probability, key.Degrees)),
        };
    }

    private static double Bisect(double probability, double degrees)
    {
        double high = 1;
        while (Cumulative(high, degrees) < probability)
        {
            high *= 2;
        }

        double low = 0;
        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (Cumulative(middle, degrees) < probability)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}
