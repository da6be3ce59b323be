using System.Globalization;

namespace Repro.Figures.Curves;

/// <summary>Round values along an axis, as a person would choose them.</summary>
internal static class Ticks
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Round values from low to high, about as many as wanted.</summary>
    public static IReadOnlyList<double> Of(double low, double high, int wanted = 5) => At(low, high, Step((high - low) / wanted));

    /// <summary>Whole epochs.</summary>
    public static IReadOnlyList<double> OfEpochs(double low, double high, int wanted = 6) =>
        At(low, high, Math.Max(1, Step((high - low) / wanted)));

    /// <summary>A tick's label: as many decimals as its neighbours need to differ.</summary>
    public static string Label(double value, IReadOnlyList<double> ticks)
    {
        double step = ticks.Count > 1 ? ticks[1] - ticks[0] : Math.Abs(value);
        int decimals = step <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static double Step(double least)
    {
        if (!(least > 0))
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return Steps.First(step => step * power >= least * (1 - 1e-9)) * power;
    }

    // Multiples of the step, counted in whole numbers so that no rounding adds up.
    private static double[] At(double low, double high, double step)
    {
        long first = (long)Math.Ceiling(low / step - 1e-9);
        long last = (long)Math.Floor(high / step + 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(index => Math.Round((first + index) * step, 10))];
    }
}
