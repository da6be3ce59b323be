namespace Repro.Data.Augmentation;

/// <summary>Brings a place outside the image back to one inside, as SciPy's <c>map_coordinate</c> does.</summary>
internal static class FillRule
{
    /// <summary>What <see cref="Place"/> gives where nothing but the fixed value is to be read.</summary>
    public const double Outside = -1;

    // SciPy's; it keeps a reflected place from falling just beyond the border.
    private const double Tiny = 1e-15;

    /// <param name="at">A place outside 0 to <paramref name="length"/> - 1.</param>
    public static double Place(double at, int length, FillMode mode) =>
        mode switch
        {
            FillMode.Constant => Outside,
            _ when length == 1 => 0,
            FillMode.Reflect => at < 0 ? ReflectBelow(at, length) : ReflectAbove(at, length),
            FillMode.Wrap => at < 0
                ? at + ((length - 1) * (Math.Truncate(-at / (length - 1)) + 1))
                : at - ((length - 1) * Math.Truncate(at / (length - 1))),
            _ => at < 0 ? 0 : length - 1,
        };

    private static double ReflectBelow(double at, int length)
    {
        int period = 2 * length;
        if (at < -period)
        {
            at += period * Math.Truncate(-at / period);
        }

        return at < -length ? at + period : (at > -Tiny ? Tiny : -at) - 1;
    }

    private static double ReflectAbove(double at, int length)
    {
        int period = 2 * length;
        at -= period * Math.Truncate(at / period);
        return at >= length ? period - at - 1 : at;
    }
}
