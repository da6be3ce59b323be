using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Activations;
using Repro.Figures.Colors;

namespace Repro.Probes.Samples;

/// <summary>
/// Where the channels of a layer stand in a drawn grid that has no gaps: each tile is looked for by its pixels at every place.
/// </summary>
/// <param name="Found">Channels that were found, with their upper left corners.</param>
/// <param name="Blank">Places for which black pixels are left, the colour of blank channels.</param>
internal sealed record GridPlaces(IReadOnlyList<(int Channel, int Top, int Left)> Found, int Blank)
{
    public IReadOnlyList<int> Tops => [.. Found.Select(place => place.Top).Distinct().Order()];

    public IReadOnlyList<int> Lefts => [.. Found.Select(place => place.Left).Distinct().Order()];

    public int Drawn => Found.Count + Blank;

    /// <summary>What stands in a row of tiles at a place, both counted from 0; null where no channel was found there.</summary>
    public (int Channel, int Top, int Left)? At((int Row, int Column) tile) =>
        tile.Row < Tops.Count && tile.Column < Lefts.Count
            ? Found
                .Where(place => place.Top == Tops[tile.Row] && place.Left == Lefts[tile.Column])
                .Select(place => ((int, int, int)?)place)
                .FirstOrDefault()
            : null;

    public static GridPlaces Find(RgbImage grid, Tensor maps)
    {
        int side = maps.Shape[1];
        int[] pixels = Colors(grid);
        byte[]?[] tiles = [.. Enumerable.Range(0, maps.Shape[^1]).Select(channel => ChannelTile.Levels(maps.Channel(channel)))];
        Func<byte, byte> shown = ActivationGrid.Scale(tiles);
        List<(int, int, int)> found = [];
        for (int channel = 0; channel < tiles.Length; channel++)
        {
            if (tiles[channel] is not { } levels)
            {
                continue;
            }

            int[] tile = Colors(ColorMap.ViridisMap.Paint([.. levels.Select(shown)], side, side));
            if (Search(pixels, grid.Height, grid.Width, tile, side) is { } place)
            {
                found.Add((channel, place.Top, place.Left));
            }
        }

        return new GridPlaces(found, pixels.Count(pixel => pixel == 0) / (side * side));
    }

    private static (int Top, int Left)? Search(int[] pixels, int height, int width, int[] tile, int side)
    {
        for (int top = 0; top + side <= height; top++)
        {
            for (int left = 0; left + side <= width; left++)
            {
                int row = 0;
                while (row < side && pixels.AsSpan((top + row) * width + left, side).SequenceEqual(tile.AsSpan(row * side, side)))
                {
                    row++;
                }

                if (row == side)
                {
                    return (top, left);
                }
            }
        }

        return null;
    }

    private static int[] Colors(RgbImage image)
    {
        int[] colors = new int[image.Height * image.Width];
        for (int i = 0, at = 0; i < colors.Length; i++, at += RgbImage.Channels)
        {
            colors[i] = (image.Pixels[at] << 16) | (image.Pixels[at + 1] << 8) | image.Pixels[at + 2];
        }

        return colors;
    }
}
