using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Figures.Filters;

/// <summary>
/// A convolution's first filters: six rows, in each three channels side by side, in grey. The kernel is
/// brought to 0..1 as a whole; <c>imshow</c> then stretches each tile over its own range, so the figure would look the same without.
/// </summary>
internal static class KernelFigure
{
    public const int Filters = 6;
    public const int Channels = 3;
    private const int Cell = 24;
    private const int Gap = 12;

    /// <param name="kernel">(height, width, channels, filters)</param>
    /// <param name="shape">The four.</param>
    public static RgbImage Draw(ReadOnlySpan<float> kernel, IReadOnlyList<int> shape)
    {
        float[] normalized = Normalise(kernel);
        return Canvas.Rows(
            [.. Enumerable.Range(0, Filters * Channels).Select(tile => Tile(normalized, shape, tile / Channels, tile % Channels))],
            Channels,
            Gap,
            Canvas.White
        );
    }

    /// <summary>One channel of a filter as the figure shows it.</summary>
    public static RgbImage Tile(ReadOnlySpan<float> kernel, IReadOnlyList<int> shape, int filter, int channel)
    {
        float[] cells = new float[shape[0] * shape[1]];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = kernel[(i * shape[2] + channel) * shape[3] + filter];
        }

        return Canvas.Framed(ColorMap.Gray.Show(cells, shape[0], shape[1]).Resize(shape[0] * Cell, shape[1] * Cell));
    }

    /// <summary>Less the smallest value, over the spread: one range for the whole layer.</summary>
    public static float[] Normalise(ReadOnlySpan<float> kernel)
    {
        float low = float.PositiveInfinity;
        float high = float.NegativeInfinity;
        foreach (float value in kernel)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        float[] normalized = new float[kernel.Length];
        for (int i = 0; i < normalized.Length; i++)
        {
            normalized[i] = (kernel[i] - low) / (high - low);
        }

        return normalized;
    }
}
