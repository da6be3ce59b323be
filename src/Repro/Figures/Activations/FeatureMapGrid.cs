using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Figures.Activations;

/// <summary>The first 64 channels of a layer, 8 by 8 in grey, each stretched over its own range as <c>imshow</c> does.</summary>
internal static class FeatureMapGrid
{
    public const int Square = 8;
    private const int Gap = 4;
    private const int Smallest = 56;
    private const int Largest = 112;

    /// <param name="maps">(1, side, side, channels); with fewer than 64 there are fewer rows.</param>
    public static RgbImage Draw(Tensor maps) =>
        Canvas.Rows(
            [.. Enumerable.Range(0, Math.Min(Square * Square, maps.Shape[^1])).Select(channel => Tile(maps, channel))],
            Square,
            Gap,
            Canvas.White
        );

    /// <summary>One channel as it stands in the grid: small maps are magnified by whole numbers, large ones thinned out.</summary>
    public static RgbImage Tile(Tensor maps, int channel)
    {
        int side = maps.Shape[1];
        RgbImage shown = ColorMap.Gray.Show(maps.Channel(channel), side, maps.Shape[2]);
        int drawn = side < Smallest ? (Smallest + side - 1) / side * side : Math.Min(side, Largest);
        return Canvas.Framed(shown.Resize(drawn, drawn));
    }
}
