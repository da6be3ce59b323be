using System.Globalization;
using Repro.Backends;
using Repro.Claims;
using Repro.Data.Imaging;
using Repro.Figures.Activations;
using Repro.Figures.Colors;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:activations{NETWORK, seeded weights}[conv2d_5]/tensor_shape</c>, <c>activation-channel{..}[conv2d_5 19]/colour_map</c>,
/// <c>activation-grid{..}[conv2d_5 tile 1 3]/channel</c>, <c>activation-grids{..}/sizes</c>.
/// </summary>
internal static class ActivationFigures
{
    private const string Ran = "the model with seeded weights on a made image";

    public static IReadOnlyList<QuantityDescription> TensorQuantities { get; } =
    [
        new("picture:activations{NETWORK, seeded weights}/count", "Number of layers of the model."),
        new("picture:activations{NETWORK, seeded weights}/channels", "Numbers of channels of its layers, separated by spaces."),
        new("picture:activations{NETWORK, seeded weights}/sides", "Sides of its layers in pixels, separated by spaces."),
        new("picture:activations{NETWORK, seeded weights}[LAYER]/tensor_shape", "Shape of the output of a layer, with the batch axis."),
    ];

    public static IReadOnlyList<QuantityDescription> ChannelQuantities { get; } =
    [
        new(
            "picture:activation-channel{NETWORK, seeded weights}[LAYER CHANNEL]/colour_map",
            "Name of the color map in which a channel is drawn, or none."
        ),
        new(
            "picture:activation-channel{NETWORK, seeded weights}[LAYER CHANNEL]/channel_number",
            "Place of the drawn channel among all channels of the layer, counted from 1."
        ),
    ];

    public static IReadOnlyList<QuantityDescription> GridQuantities { get; } =
    [
        new("picture:activation-grid{NETWORK, seeded weights}[LAYER]/tiles_per_row", "Number of channels in a row of the drawn grid."),
        new("picture:activation-grid{NETWORK, seeded weights}[LAYER]/colour_map", "Name of the color map of the grid, or none."),
        new("picture:activation-grid{NETWORK, seeded weights}[LAYER]/title", "Title of the drawn grid."),
        new(
            "picture:activation-grid{NETWORK, seeded weights}[LAYER tile ROW COLUMN]/channel",
            "Channel that is drawn in a tile; all are counted from 0."
        ),
        new(
            "picture:activation-grid{NETWORK, seeded weights}[LAYER tile ROW COLUMN]/offset",
            "Row and column of pixels at which a tile begins."
        ),
    ];

    public static IReadOnlyList<QuantityDescription> GridsQuantities { get; } =
    [
        new("picture:activation-grids{NETWORK, seeded weights}/count", "Number of grids that are drawn."),
        new("picture:activation-grids{NETWORK, seeded weights}/titles", "Titles of the grids, separated by spaces."),
        new("picture:activation-grids{NETWORK, seeded weights}/sizes", "Rows and columns of the grids in pixels, separated by spaces."),
        new("picture:activation-grids{NETWORK, seeded weights}/tile_rows", "Numbers of rows of tiles of the grids, separated by spaces."),
        new("picture:activation-grids{NETWORK, seeded weights}/channels_drawn", "Number of channels in all grids."),
    ];

    public static Measurement Tensors(Address address, SeededNetworks figures) =>
        (address.Quantity, address.Arguments) switch
        {
            ("count", []) => DrawnMeasurements.Number(Layers(address, figures).Count, Ran),
            ("channels", []) => DrawnMeasurements.Text(List(Layers(address, figures), maps => maps.Shape[^1]), Ran),
            ("sides", []) => DrawnMeasurements.Text(List(Layers(address, figures), maps => maps.Shape[1]), Ran),
            ("tensor_shape", [var layer]) when Maps(address, figures, layer) is { } maps => DrawnMeasurements.Size(Ran, [.. maps.Shape]),
            _ => throw new UnknownFormException(),
        };

    public static Measurement Channel(Address address, SeededNetworks figures)
    {
        if (
            address.Arguments is not [var layer, var text]
            || !Numbers.TryCount(text, out int channel)
            || Maps(address, figures, layer) is not { } maps
            || channel >= maps.Shape[^1]
        )
        {
            throw new UnknownFormException();
        }

        RgbImage drawn = DrawnTiles.Read(Show(maps, channel));
        return address.Quantity switch
        {
            "colour_map" => DrawnMeasurements.ColorMapOf(drawn),
            "channel_number" => DrawnMeasurements.Number(
                1 + Enumerable.Range(0, maps.Shape[^1]).First(other => DrawnTiles.Same(drawn, Show(maps, other))),
                "the drawn image's place among all channels, found by its pixels and counted from 1"
            ),
            _ => throw new UnknownFormException(),
        };
    }

    public static Measurement Grid(Address address, SeededNetworks figures)
    {
        if (
            address.Arguments.Count == 0
            || Maps(address, figures, address.Arguments[0]) is not { } maps
            || (address.Arguments.Count > 1 && address.Tile() is null)
        )
        {
            throw new UnknownFormException();
        }

        DrawnGrid grid = Drawn(address, figures).First(one => one.Layer == address.Arguments[0]);
        return (address.Quantity, address.Tile()) switch
        {
            ("tiles_per_row", null) => DrawnMeasurements.Number(
                grid.Places.Lefts.Count,
                "distinct left edges of the channels' tiles, found by their pixels"
            ),
            ("colour_map", null) => DrawnMeasurements.ColorMapOf(grid.Image),
            ("title", null) => DrawnMeasurements.Text(grid.Title, "read back from the drawn file"),
            ("channel", { } tile) when grid.Places.At(tile) is { } place => DrawnMeasurements.Number(
                place.Channel,
                "the channel whose pixels stand there"
            ),
            ("offset", { } tile) when grid.Places.At(tile) is { } place => DrawnMeasurements.Size(
                "where the tile's pixels were found",
                place.Top,
                place.Left
            ),
            _ => throw new UnknownFormException(),
        };
    }

    public static Measurement Grids(Address address, SeededNetworks figures)
    {
        IReadOnlyList<DrawnGrid> drawn = Drawn(address, figures);
        return (address.Quantity, address.Argument) switch
        {
            ("count", null) => DrawnMeasurements.Number(drawn.Count, "files drawn"),
            ("titles", null) => DrawnMeasurements.Text(
                string.Join(' ', drawn.Select(grid => grid.Title)),
                "read back from the drawn files"
            ),
            ("sizes", null) => DrawnMeasurements.Text(
                string.Join(
                    ' ',
                    drawn.Select(grid => string.Create(CultureInfo.InvariantCulture, $"{grid.Image.Height}x{grid.Image.Width}"))
                ),
                "rows x columns of the drawn files"
            ),
            ("tile_rows", null) => DrawnMeasurements.Text(
                string.Join(' ', drawn.Select(grid => grid.Places.Tops.Count.ToString(CultureInfo.InvariantCulture))),
                "distinct upper edges of the channels' tiles, found by their pixels"
            ),
            ("channels_drawn", null) => DrawnMeasurements.Number(
                drawn.Sum(grid => grid.Places.Drawn),
                "channels found by their pixels, and black places of blank ones"
            ),
            _ => throw new UnknownFormException(),
        };
    }

    private static RgbImage Show(Tensor maps, int channel) => ColorMap.ViridisMap.Show(maps.Channel(channel), maps.Shape[1], maps.Shape[2]);

    private static Tensor? Maps(Address address, SeededNetworks figures, string layer) =>
        Layers(address, figures).FirstOrDefault(one => one.Layer == layer).Maps;

    private static IReadOnlyList<(string Layer, Tensor Maps)> Layers(Address address, SeededNetworks figures) =>
        Of(address, figures.Activations);

    private static IReadOnlyList<DrawnGrid> Drawn(Address address, SeededNetworks figures) => Of(address, figures.ActivationGrids);

    private static T Of<T>(Address address, Func<string, IReadOnlyList<string>, T> find)
    {
        string[] variants = [.. address.Variants];
        if (variants is not [var name, .. var session, SeededNetworks.Variant])
        {
            throw new UnknownFormException();
        }

        try
        {
            return find(name, session);
        }
        catch (InputException exception)
        {
            throw AddressException.Of(address, exception);
        }
    }

    private static string List(IEnumerable<(string Layer, Tensor Maps)> activations, Func<Tensor, int> number) =>
        string.Join(' ', activations.Select(one => number(one.Maps).ToString(CultureInfo.InvariantCulture)));
}
