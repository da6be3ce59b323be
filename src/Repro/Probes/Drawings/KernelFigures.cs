using Repro.Claims;
using Repro.Data.Imaging;
using Repro.Figures.Filters;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:kernels{seeded weights}[block1_conv1]/tiles</c>, <c>[block1_conv1 tile 1 2]/channel</c>: the figure of a layer's first
/// filters.
/// </summary>
internal static class KernelFigures
{
    private const byte White = 255;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "picture:kernels{seeded weights}[LAYER]/tiles",
            "Rows and columns of tiles in the figure of the first filters of a layer of VGG16.",
            "picture:kernels{seeded weights}[block1_conv1]/tiles"
        ),
        new(
            "picture:kernels{seeded weights}[LAYER]/colour_map",
            "Name of the color map of the figure, or none.",
            "picture:kernels{seeded weights}[block1_conv1]/colour_map"
        ),
        new(
            "picture:kernels{seeded weights}[LAYER tile ROW COLUMN]/channel",
            "Channel of filter ROW that is drawn in a tile; all are counted from 0.",
            "picture:kernels{seeded weights}[block1_conv1 tile 1 2]/channel"
        ),
    ];

    public static Measurement Measure(Address address, SeededNetworks figures)
    {
        if (
            address.Arguments.Count == 0
            || figures.Kernel(address.Arguments[0]) is not { } kernel
            || (address.Arguments.Count > 1 && address.Tile() is null)
        )
        {
            throw new UnknownFormException();
        }

        RgbImage drawn = DrawnTiles.Read(KernelFigure.Draw(kernel.Values, kernel.Shape));
        DrawnTiles tiles = DrawnTiles.Find(drawn, White);
        return (address.Quantity, address.Tile()) switch
        {
            ("tiles", null) => DrawnMeasurements.Size(
                "rows x columns of tiles, found in the drawn image",
                tiles.Rows.Count,
                tiles.Columns.Count
            ),
            ("colour_map", null) => DrawnMeasurements.ColorMapOf(drawn),
            ("channel", { } tile) when tiles[tile.Row, tile.Column] is { } cut => DrawnMeasurements.Number(
                Enumerable
                    .Range(0, kernel.Shape[2])
                    .First(channel => DrawnTiles.Same(cut, KernelFigure.Tile(kernel.Values, kernel.Shape, tile.Row, channel))),
                $"the channel of filter {tile.Row} whose pixels stand there, of {kernel.Shape[2]}"
            ),
            _ => throw new UnknownFormException(),
        };
    }
}
