using Repro.Numerics;

namespace Repro.Statistics;

/// <summary>Results of independent runs.</summary>
/// <param name="Deviation">The sample standard deviation s (N - 1).</param>
internal readonly record struct Sample(int Count, double Mean, double Deviation)
{
    /// <exception cref="ArgumentException">There are fewer than two values, or one is not finite.</exception>
    public static Sample Of(IReadOnlyList<double> values)
    {
        if (values.Count < 2 || values.Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException($"A sample takes at least two finite values, but {values.Count} were given.", nameof(values));
        }

        // Equal values have a deviation of exactly 0; rounding in the mean must not give them one.
        if (values.All(value => value == values[0]))
        {
            return new Sample(values.Count, values[0], 0);
        }

        double mean = values.Sum() / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new Sample(values.Count, mean, Math.Sqrt(squares / (values.Count - 1)));
    }

    /// <summary>
    /// The interval that holds one new run's result with the given probability:
    /// mean -+ t * s * sqrt(1 + 1/N), t with N - 1 degrees of freedom.
    /// </summary>
    /// <param name="level">0.95 or 0.99.</param>
    public Interval Prediction(double level)
    {
        double half = StudentT.Quantile((1 + level) / 2, Count - 1) * Deviation * Math.Sqrt(1 + 1.0 / Count);
        return new Interval(Mean - half, Mean + half, half);
    }
}

/// <summary>A closed interval.</summary>
internal readonly record struct Interval(double Low, double High, double HalfWidth)
{
    public bool Holds(double value) => Low <= value && value <= High;
}
