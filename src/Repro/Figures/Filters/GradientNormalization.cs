namespace Repro.Figures.Filters;

/// <summary>
/// The gradient over its root mean square plus 1e-5. A dead
/// channel's gradient is 0 and stays 0.
/// </summary>
internal static class GradientNormalization
{
    private const double Guard = 1e-5;

    /// <summary>In place.</summary>
    public static void Normalise(Span<float> gradient)
    {
        float divisor = (float)(Moments.RootMeanSquare(gradient) + Guard);
        foreach (ref float value in gradient)
        {
            value /= divisor;
        }
    }
}
