using Repro.Claims;
using Repro.Data.Imaging;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:feature-maps{seeded weights}[block2_conv2]/tiles</c>, <c>[block2_conv2 tile 1 3]/channel</c>: VGG16's maps, 8 by 8.
/// </summary>
internal static class FeatureMapFigures
{
    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "picture:feature-maps{seeded weights}[LAYER]/tensor_shape",
            "Shape of the feature maps of VGG16's first convolution or of the last one of a block, with the batch axis.",
            "picture:feature-maps{seeded weights}[block5_conv3]/tensor_shape"
        ),
        new(
            "picture:feature-maps{seeded weights}[LAYER]/tiles",
            "Rows and columns of feature maps in the drawn figure.",
            "picture:feature-maps{seeded weights}[block5_conv3]/tiles"
        ),
        new(
            "picture:feature-maps{seeded weights}[LAYER]/channels_drawn",
            "Number of channels that the drawn figure shows.",
            "picture:feature-maps{seeded weights}[block5_conv3]/channels_drawn"
        ),
        new(
            "picture:feature-maps{seeded weights}[LAYER]/colour_map",
            "Name of the color map of the figure, or none.",
            "picture:feature-maps{seeded weights}[block5_conv3]/colour_map"
        ),
        new(
            "picture:feature-maps{seeded weights}[LAYER tile ROW COLUMN]/channel",
            "Channel that is drawn in a tile; all are counted from 0.",
            "picture:feature-maps{seeded weights}[block5_conv3 tile 1 3]/channel"
        ),
    ];

    public static Measurement Measure(Address address, SeededNetworks figures)
    {
        if (
            address.Arguments.Count == 0
            || figures.FeatureMaps.FirstOrDefault(one => one.Layer == address.Arguments[0]).Maps is not { } maps
            || (address.Arguments.Count > 1 && address.Tile() is null)
        )
        {
            throw new UnknownFormException();
        }

        if (address.Quantity == "tensor_shape" && address.Tile() is null)
        {
            return DrawnMeasurements.Size("VGG16 with seeded weights on a made picture", [.. maps.Shape]);
        }

        (RgbImage drawn, DrawnTiles tiles) = figures.FeatureGrid(address.Arguments[0]);
        return (address.Quantity, address.Tile()) switch
        {
            ("tiles", null) => DrawnMeasurements.Size(
                "rows x columns of tiles, found in the drawn image",
                tiles.Rows.Count,
                tiles.Columns.Count
            ),
            ("colour_map", null) => DrawnMeasurements.ColorMapOf(drawn),
            ("channels_drawn", null) => DrawnMeasurements.Number(
                tiles.All.Count(tile => ChannelOf(tile, figures.FeatureTiles(address.Arguments[0])) is not null),
                "tiles of the drawn image that show a channel"
            ),
            ("channel", { } place)
                when tiles[place.Row, place.Column] is { } tile
                    && ChannelOf(tile, figures.FeatureTiles(address.Arguments[0])) is { } channel => DrawnMeasurements.Number(
                channel,
                "the channel whose pixels stand there"
            ),
            _ => throw new UnknownFormException(),
        };
    }

    private static int? ChannelOf(RgbImage tile, RgbImage[] channels) =>
        Array.FindIndex(channels, channel => DrawnTiles.Same(tile, channel)) is var found and >= 0 ? found : null;
}
