using System.Globalization;
using Repro.Claims;
using Repro.Pictures.Activations;
using Repro.Pictures.Colours;
using Repro.Pictures.Filters;
using Repro.Pictures.Heat;

namespace Repro.Probes.Algorithms;

/// <summary>
/// What becomes of few values on their way to a picture: <c>algorithm:channel-tile[1 3]/pixels</c>, <c>deprocess-image[1 x 36 0]/min</c>,
/// <c>overlay-bytes[0 0.5 1]/values</c>, <c>colour-map-jet[0]/bgr</c>.
/// </summary>
internal static class PictureBytes
{
    public static Measurement ChannelTileOf(Address address) => Pixels(address, values => ChannelTile.Levels(values), "the tile that activation grids are made of");

    public static Measurement Deprocess(Address address) => Pixels(address, values => DeprocessImage.Bytes(values), "the bytes that patterns are shown with");

    public static Measurement OverlayBytes(Address address) =>
        address is { Quantity: "values", Variants.Count: 0 } && NumberList.TryRead(address.Argument, out float[] values)
            ? new Measurement.Exact(new Value.Text(List(Overlay.Bytes(values))), "the levels that a heat map is coloured by")
            : throw new AddressException($"'{address}': write algorithm:overlay-bytes[0 0.5 1]/values.");

    public static Measurement Jet(Address address)
    {
        if (address is not { Quantity: "bgr", Variants.Count: 0 } || !byte.TryParse(address.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out byte level))
        {
            throw new AddressException($"'{address}': write algorithm:colour-map-jet[LEVEL]/bgr with 0 to 255.");
        }

        return new Measurement.Exact(new Value.Text(List(ColourMap.Jet[level].ToArray().Reverse())), "blue, green and red of the level");
    }

    private static Measurement.Exact Pixels(Address address, Func<float[], byte[]?> convert, string evidence)
    {
        if (address.Variants.Count > 0 || !NumberList.TryRead(address.Argument, out float[] values)) throw Unknown(address);
        byte[] pixels = convert(values) ?? throw new AddressException($"'{address}': equal values have no standard deviation; such a channel is blank.");
        Value value = address.Quantity switch
        {
            "pixels" => new Value.Text(List(pixels)),
            "mean" => new Value.Number(pixels.Average(pixel => (double)pixel)),
            "min" => new Value.Number(pixels.Min()),
            "max" => new Value.Number(pixels.Max()),
            _ => throw Unknown(address),
        };
        return new Measurement.Exact(value, evidence);
    }

    private static string List(IEnumerable<byte> bytes) => string.Join(' ', bytes.Select(level => level.ToString(CultureInfo.InvariantCulture)));

    private static AddressException Unknown(Address address) => new($"'{address}': write {address.Subject}[VALUES]/pixels, mean, min or max; [1 x 36 0] is 36 ones and a zero.");
}
