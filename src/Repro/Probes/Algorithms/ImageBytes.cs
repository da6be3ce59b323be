using System.Globalization;
using Repro.Claims;
using Repro.Figures.Activations;
using Repro.Figures.Colors;
using Repro.Figures.Filters;
using Repro.Figures.Heat;
using Repro.Probes.Forms;

namespace Repro.Probes.Algorithms;

/// <summary>
/// What becomes of few values on their way to an image: <c>algorithm:channel-tile[1 3]/pixels</c>, <c>deprocess-image[1 x 36 0]/min</c>,
/// <c>overlay-bytes[0 0.5 1]/values</c>, <c>colour-map-jet[0]/bgr</c>.
/// </summary>
internal static class ImageBytes
{
    public static IReadOnlyList<QuantityDescription> TileQuantities { get; } =
    [
        new(
            "algorithm:channel-tile[VALUES]/pixels",
            "Gray levels of a channel in a grid of activations, separated by spaces. [1 x 36 0] means 36 ones and a zero.",
            "algorithm:channel-tile[1 3]/pixels"
        ),
        new(
            "algorithm:channel-tile[VALUES]/mean",
            "Mean gray level of a channel in a grid of activations.",
            "algorithm:channel-tile[1 3]/mean"
        ),
        new(
            "algorithm:channel-tile[VALUES]/min",
            "Smallest gray level of a channel in a grid of activations.",
            "algorithm:channel-tile[1 3]/min"
        ),
        new(
            "algorithm:channel-tile[VALUES]/max",
            "Largest gray level of a channel in a grid of activations.",
            "algorithm:channel-tile[1 3]/max"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> DeprocessQuantities { get; } =
    [
        new(
            "algorithm:deprocess-image[VALUES]/pixels",
            "Bytes that deprocess_image makes of an image, separated by spaces. [1 x 36 0] means 36 ones and a zero.",
            "algorithm:deprocess-image[11 13]/pixels"
        ),
        new(
            "algorithm:deprocess-image[VALUES]/mean",
            "Mean byte that deprocess_image makes of an image.",
            "algorithm:deprocess-image[11 13]/mean"
        ),
        new(
            "algorithm:deprocess-image[VALUES]/min",
            "Smallest byte that deprocess_image makes of an image.",
            "algorithm:deprocess-image[1 x 36 0]/min"
        ),
        new(
            "algorithm:deprocess-image[VALUES]/max",
            "Largest byte that deprocess_image makes of an image.",
            "algorithm:deprocess-image[0 x 36 1]/max"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> OverlayQuantities { get; } =
    [
        new(
            "algorithm:overlay-bytes[VALUES]/values",
            "Levels, 0 to 255, by which a heat map is colored, separated by spaces.",
            "algorithm:overlay-bytes[0 0.5 1]/values"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> JetQuantities { get; } =
    [
        new(
            "algorithm:colour-map-jet[LEVEL]/bgr",
            "Blue, green and red of a level, 0 to 255, of the color map jet.",
            "algorithm:colour-map-jet[0]/bgr"
        ),
    ];

    public static Measurement ChannelTileOf(Address address) =>
        Pixels(address, values => ChannelTile.Levels(values), "the tile that activation grids are made of");

    public static Measurement Deprocess(Address address) =>
        Pixels(address, values => DeprocessImage.Bytes(values), "the bytes that patterns are shown with");

    public static Measurement OverlayBytes(Address address) =>
        address is { Quantity: "values", Variants.Count: 0 } && NumberList.TryRead(address.Argument, out float[] values)
            ? new Measurement.Exact(new Value.Text(List(Overlay.Bytes(values))), "the levels that a heat map is coloured by")
            : throw new UnknownFormException();

    public static Measurement Jet(Address address)
    {
        if (
            address is not { Quantity: "bgr", Variants.Count: 0 }
            || !byte.TryParse(address.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out byte level)
        )
        {
            throw new UnknownFormException();
        }

        return new Measurement.Exact(new Value.Text(List(ColorMap.Jet[level].ToArray().Reverse())), "blue, green and red of the level");
    }

    private static Measurement.Exact Pixels(Address address, Func<float[], byte[]?> convert, string evidence)
    {
        if (address.Variants.Count > 0 || !NumberList.TryRead(address.Argument, out float[] values))
        {
            throw new UnknownFormException();
        }

        byte[] pixels =
            convert(values)
            ?? throw new AddressException($"'{address}': equal values have no standard deviation; such a channel is blank.");
        Value value = address.Quantity switch
        {
            "pixels" => new Value.Text(List(pixels)),
            "mean" => new Value.Number(pixels.Average(pixel => (double)pixel)),
            "min" => new Value.Number(pixels.Min()),
            "max" => new Value.Number(pixels.Max()),
            _ => throw new UnknownFormException(),
        };
        return new Measurement.Exact(value, evidence);
    }

    private static string List(IEnumerable<byte> bytes) =>
        string.Join(' ', bytes.Select(level => level.ToString(CultureInfo.InvariantCulture)));
}
