namespace Repro.Training.Callbacks;

/// <summary>The best of the values that a callback has seen.</summary>
/// <param name="isMaximum">Whether higher values are better.</param>
/// <param name="minDelta">The smallest change that is an improvement.</param>
/// <param name="takesFirst">Whether the first value counts as an improvement whatever it is, as in Keras 3; otherwise it must be better
/// than an infinite one, which NaN is not.</param>
/// <param name="start">What the first value is compared with; null for none.</param>
internal sealed class Monitor(bool isMaximum, double minDelta, bool takesFirst, double? start = null)
{
    private double? _best =
        start
        ?? (
            takesFirst ? null
            : isMaximum ? double.NegativeInfinity
            : double.PositiveInfinity
        );

    /// <summary>Whether the value is better than the best one so far, whose place it then takes.</summary>
    public bool Improves(double value)
    {
        if (_best is { } best && !IsBetter(value, best))
        {
            return false;
        }

        _best = value;
        return true;
    }

    /// <summary>Whether a value is better than another one by the smallest change.</summary>
    public bool IsBetter(double value, double than) => isMaximum ? value - minDelta > than : value + minDelta < than;
}
