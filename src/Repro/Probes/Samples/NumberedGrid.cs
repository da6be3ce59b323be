using Repro.Data.Imaging;
using Repro.Figures.Filters;

namespace Repro.Probes.Samples;

/// <summary>A filter grid of made tiles, each of one colour that carries its number, taken apart again.</summary>
/// <param name="Boxes">By number, where the tile's colour stands; ends lie behind the last pixel.</param>
internal sealed record NumberedGrid(RgbImage Image, IReadOnlyList<(int Top, int Left, int Bottom, int Right)> Boxes)
{
    private const int Count = FilterGrid.Square * FilterGrid.Square;

    public static IReadOnlyList<RgbImage> Tiles => [.. Enumerable.Range(0, Count).Select(Tile)];

    public IReadOnlyList<int> Tops => [.. Boxes.Select(box => box.Top).Distinct().Order()];

    public IReadOnlyList<int> Lefts => [.. Boxes.Select(box => box.Left).Distinct().Order()];

    public static NumberedGrid Read(RgbImage image)
    {
        (int Top, int Left, int Bottom, int Right)[] boxes = new (int, int, int, int)[Count];
        Array.Fill(boxes, (int.MaxValue, int.MaxValue, 0, 0));
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                if (At(image, y, x) is not { } number)
                {
                    continue;
                }

                (int top, int left, int bottom, int right) = boxes[number];
                boxes[number] = (Math.Min(top, y), Math.Min(left, x), Math.Max(bottom, y + 1), Math.Max(right, x + 1));
            }
        }

        return new NumberedGrid(image, boxes);
    }

    public bool Has((int Row, int Column) tile) => tile.Row < Tops.Count && tile.Column < Lefts.Count;

    /// <summary>The number of the tile in a row and column of tiles, both counted from 0.</summary>
    public int Number((int Row, int Column) tile) => At(Image, Tops[tile.Row], Lefts[tile.Column]) ?? -1;

    public int BlackColumns() =>
        Enumerable.Range(0, Image.Width).Count(x => Enumerable.Range(0, Image.Height).All(y => At(Image, y, x) is null));

    private static RgbImage Tile(int number)
    {
        byte[] pixels = new byte[FilterGrid.Side * FilterGrid.Side * RgbImage.Channels];
        for (int at = 0; at < pixels.Length; at += RgbImage.Channels)
        {
            (pixels[at], pixels[at + 1]) = ((byte)number, 255);
        }

        return new RgbImage(FilterGrid.Side, FilterGrid.Side, pixels);
    }

    // Green says that a tile is there, red which; black is none.
    private static int? At(RgbImage image, int y, int x)
    {
        int at = (y * image.Width + x) * RgbImage.Channels;
        return image.Pixels[at + 1] == 255 ? image.Pixels[at] : null;
    }
}
