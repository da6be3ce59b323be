using Repro.Claims;
using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Probes.Samples;

/// <summary>What the image quantities have in common.</summary>
internal static class DrawnMeasurements
{
    public static Measurement Number(double number, string evidence) => new Measurement.Exact(new Value.Number(number), evidence);

    public static Measurement Text(string text, string evidence) => new Measurement.Exact(new Value.Text(text), evidence);

    public static Measurement Size(string evidence, params int[] axes) =>
        new Measurement.Exact(new Value.Dimensions([.. axes.Select(axis => (int?)axis)]), evidence);

    public static Measurement SizeOf(RgbImage image, string evidence) => Size(evidence, image.Height, image.Width, RgbImage.Channels);

    /// <summary>The colour map that holds every pixel.</summary>
    public static Measurement ColorMapOf(RgbImage image) =>
        ColorMap.All.Where(map => map.Holds(image)).ToArray() is [var map]
            ? Text(map.Name, "the only color map with every pixel of the drawn file")
            : Text("none", "no color map has every pixel of the drawn file");

    /// <summary><c>tile 1 3</c> behind a layer's name: row and place.</summary>
    public static (int Row, int Column)? Tile(this Address address) =>
        address.Arguments is [_, "tile", var row, var column] && Numbers.TryCount(row, out int y) && Numbers.TryCount(column, out int x)
            ? (y, x)
            : null;

    public static bool IsSeeded(this Address address) => address.Variants is [SeededNetworks.Variant];
}
