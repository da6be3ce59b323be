using System.IO.Compression;
using Repro.Data.Imaging;
using Repro.Figures.Formats;

namespace Repro.Probes.Samples;

/// <summary>Tiles with gaps between, found in a drawn image: rows and columns that are the gaps' grey throughout part them.</summary>
/// <param name="Rows">Where each row of tiles begins and ends (behind its last pixel).</param>
internal sealed record DrawnTiles(RgbImage Image, IReadOnlyList<(int Start, int End)> Rows, IReadOnlyList<(int Start, int End)> Columns)
{
    public static DrawnTiles Find(RgbImage image, byte gap) =>
        new(
            image,
            Spans(image.Height, y => Enumerable.Range(0, image.Width).All(x => IsGap(image, y, x, gap))),
            Spans(image.Width, x => Enumerable.Range(0, image.Height).All(y => IsGap(image, y, x, gap)))
        );

    /// <summary>An image as its file gives it back.</summary>
    public static RgbImage Read(RgbImage image, string title = "") =>
        PngReader.Read(PngWriter.Write(image, title, CompressionLevel.Fastest)).Image;

    /// <summary>One tile's pixels, or null where there is none.</summary>
    public RgbImage? this[int row, int column] =>
        row < Rows.Count && column < Columns.Count
            ? Cut(
                Image,
                Rows[row].Start,
                Columns[column].Start,
                Rows[row].End - Rows[row].Start,
                Columns[column].End - Columns[column].Start
            )
            : null;

    /// <summary>All tiles, row by row.</summary>
    public IEnumerable<RgbImage> All =>
        Enumerable.Range(0, Rows.Count * Columns.Count).Select(place => this[place / Columns.Count, place % Columns.Count]!);

    public static bool Same(RgbImage a, RgbImage b) =>
        a.Height == b.Height && a.Width == b.Width && a.Pixels.AsSpan().SequenceEqual(b.Pixels);

    private static RgbImage Cut(RgbImage image, int top, int left, int height, int width)
    {
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        int stride = width * RgbImage.Channels;
        for (int y = 0; y < height; y++)
        {
            image.Pixels.AsSpan(((top + y) * image.Width + left) * RgbImage.Channels, stride).CopyTo(pixels.AsSpan(y * stride));
        }

        return new RgbImage(height, width, pixels);
    }

    private static bool IsGap(RgbImage image, int y, int x, byte gap)
    {
        ReadOnlySpan<byte> pixel = image.Pixels.AsSpan((y * image.Width + x) * RgbImage.Channels, RgbImage.Channels);
        return pixel[0] == gap && pixel[1] == gap && pixel[2] == gap;
    }

    private static List<(int, int)> Spans(int length, Func<int, bool> isGap)
    {
        List<(int, int)> spans = [];
        int? start = null;
        for (int at = 0; at <= length; at++)
        {
            bool gap = at == length || isGap(at);
            if (!gap)
            {
                start ??= at;
            }

            if (gap && start is { } from)
            {
                spans.Add((from, at));
                start = null;
            }
        }

        return spans;
    }
}
