using Repro.Claims;
using Repro.Data.Imaging;
using Repro.Figures.Filters;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:filter-pattern{seeded weights}[block1_conv1 0]/size</c>, <c>picture:filter-grid{made tiles}[block1_conv1 tile 2
/// 3]/filter</c>.
/// </summary>
internal static class FilterFigures
{
    private const int DefaultSide = 150;
    private const string Made = "made tiles";
    private const string Slip = "no gap between rows";

    public static IReadOnlyList<QuantityDescription> GridQuantities { get; } =
    [
        new(
            "picture:filter-grid{made tiles}[LAYER]/size",
            "Rows, columns and channels of the grid of filter patterns, drawn with made tiles. The variant 'no gap between rows' places rows at i*size+1*margin.",
            "picture:filter-grid{made tiles}[block1_conv1]/size"
        ),
        new(
            "picture:filter-grid{made tiles}[LAYER]/tiles",
            "Rows and columns of tiles in the grid.",
            "picture:filter-grid{made tiles}[block1_conv1]/tiles"
        ),
        new(
            "picture:filter-grid{made tiles}[LAYER]/tile_size",
            "Rows and columns of one tile, in pixels.",
            "picture:filter-grid{made tiles}[block1_conv1]/tile_size"
        ),
        new(
            "picture:filter-grid{made tiles}[LAYER]/margin",
            "Black columns between two columns of tiles, in pixels.",
            "picture:filter-grid{made tiles}[block1_conv1]/margin"
        ),
        new(
            "picture:filter-grid{made tiles}[LAYER tile ROW COLUMN]/filter",
            "Number of the filter whose tile is in a row and column of tiles; all are counted from 0.",
            "picture:filter-grid{made tiles}[block1_conv1 tile 2 3]/filter"
        ),
        new(
            "picture:filter-grid{made tiles}[LAYER tile ROW COLUMN]/offset",
            "Row and column of pixels at which a tile begins.",
            "picture:filter-grid{made tiles}[block1_conv1 tile 2 3]/offset"
        ),
        new(
            "picture:filter-grid{made tiles}[LAYER tile ROW COLUMN]/end",
            "Row and column of pixels behind the end of a tile.",
            "picture:filter-grid{made tiles}[block1_conv1 tile 2 3]/end"
        ),
    ];

    public static IReadOnlyList<QuantityDescription> PatternQuantities { get; } =
    [
        new(
            "picture:filter-pattern{seeded weights}[LAYER FILTER SIDE]/size",
            "Rows, columns and channels of the drawn pattern of a filter of VGG16; SIDE is 16 to 512 pixels and may be left out: 150.",
            "picture:filter-pattern{seeded weights}[block1_conv1 0 16]/size"
        ),
    ];

    public static Measurement Pattern(Address address, SeededNetworks figures)
    {
        string[] words = [.. address.Arguments];
        int side = DefaultSide;
        if (
            !address.IsSeeded()
            || address.Quantity != "size"
            || words.Length is < 2 or > 3
            || !Numbers.TryCount(words[1], out int channel)
            || !figures.Has(words[0], channel)
            || (words.Length == 3 && (!Numbers.TryCount(words[2], out side) || side is < 16 or > 512))
        )
        {
            throw new UnknownFormException();
        }

        SeededAscent ascent = figures.Ascent(words[0], channel, side, whole: false);
        RgbImage drawn = DrawnTiles.Read(DeprocessImage.ToImage(ascent.End.Values, ascent.End.Shape[1], ascent.End.Shape[2]));
        return DrawnMeasurements.SizeOf(drawn, "the drawn file, after the first step");
    }

    public static Measurement Grid(Address address)
    {
        bool slip = address.Variants is [Made, Slip];
        if (
            (!slip && address.Variants is not [Made])
            || address.Arguments.Count is not (1 or 4)
            || (address.Arguments.Count == 4 && address.Tile() is null)
        )
        {
            throw new UnknownFormException();
        }

        NumberedGrid grid = NumberedGrid.Read(DrawnTiles.Read(FilterGrid.Assemble(NumberedGrid.Tiles, slip)));
        return (address.Quantity, address.Tile()) switch
        {
            ("size", null) => DrawnMeasurements.SizeOf(grid.Image, "the drawn file"),
            ("tiles", null) => DrawnMeasurements.Size(
                "rows x columns of made tiles, found by their colours",
                grid.Tops.Count,
                grid.Lefts.Count
            ),
            ("tile_size", null) => DrawnMeasurements.Size(
                "the first tile's pixels in the drawn file",
                grid.Boxes[0].Bottom - grid.Boxes[0].Top,
                grid.Boxes[0].Right - grid.Boxes[0].Left
            ),
            ("margin", null) => DrawnMeasurements.Number(
                grid.BlackColumns() / (double)(grid.Lefts.Count - 1),
                "black columns of the drawn file over the gaps between columns of tiles"
            ),
            ("filter", { } tile) when grid.Has(tile) => DrawnMeasurements.Number(grid.Number(tile), "the number that the tile carries"),
            ("offset", { } tile) when grid.Has(tile) => DrawnMeasurements.Size(
                "where the tile begins, rows x columns",
                grid.Boxes[grid.Number(tile)].Top,
                grid.Boxes[grid.Number(tile)].Left
            ),
            ("end", { } tile) when grid.Has(tile) => DrawnMeasurements.Size(
                "behind the tile's last row and column",
                grid.Boxes[grid.Number(tile)].Bottom,
                grid.Boxes[grid.Number(tile)].Right
            ),
            _ => throw new UnknownFormException(),
        };
    }
}
