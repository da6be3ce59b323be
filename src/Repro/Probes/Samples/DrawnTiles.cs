using Repro.Data.Imaging;
using Repro.Figures.Formats;

namespace Repro.Probes.Samples;

/// <summary>Tiles with gaps between, found in a drawn picture: rows and columns that are the gaps' grey throughout part them.</summary>
/// <param name="Rows">Where each row of tiles begins and ends (behind its last pixel).</param>
internal sealed record DrawnTiles(RgbPicture Picture, IReadOnlyList<(int Start, int End)> Rows, IReadOnlyList<(int Start, int End)> Columns)
{
    public static DrawnTiles Find(RgbPicture picture, byte gap) => new(
        picture,
        Spans(picture.Height, y => Enumerable.Range(0, picture.Width).All(x => IsGap(picture, y, x, gap))),
        Spans(picture.Width, x => Enumerable.Range(0, picture.Height).All(y => IsGap(picture, y, x, gap))));

    /// <summary>A picture as its file gives it back.</summary>
    public static RgbPicture Read(RgbPicture picture, string title = "") => PngReader.Read(PngWriter.Write(picture, title)).Picture;

    /// <summary>One tile's pixels, or null where there is none.</summary>
    public RgbPicture? this[int row, int column] => row < Rows.Count && column < Columns.Count
        ? Cut(Picture, Rows[row].Start, Columns[column].Start, Rows[row].End - Rows[row].Start, Columns[column].End - Columns[column].Start)
        : null;

    /// <summary>All tiles, row by row.</summary>
    public IEnumerable<RgbPicture> All => Enumerable.Range(0, Rows.Count * Columns.Count).Select(place => this[place / Columns.Count, place % Columns.Count]!);

    public static bool Same(RgbPicture a, RgbPicture b) => a.Height == b.Height && a.Width == b.Width && a.Pixels.AsSpan().SequenceEqual(b.Pixels);

    private static RgbPicture Cut(RgbPicture picture, int top, int left, int height, int width)
    {
        byte[] pixels = new byte[height * width * RgbPicture.Channels];
        int stride = width * RgbPicture.Channels;
        for (int y = 0; y < height; y++)
        {
            picture.Pixels.AsSpan(((top + y) * picture.Width + left) * RgbPicture.Channels, stride).CopyTo(pixels.AsSpan(y * stride));
        }

        return new RgbPicture(height, width, pixels);
    }

    private static bool IsGap(RgbPicture picture, int y, int x, byte gap)
    {
        ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan((y * picture.Width + x) * RgbPicture.Channels, RgbPicture.Channels);
        return pixel[0] == gap && pixel[1] == gap && pixel[2] == gap;
    }

    private static List<(int, int)> Spans(int length, Func<int, bool> isGap)
    {
        List<(int, int)> spans = [];
        int? start = null;
        for (int at = 0; at <= length; at++)
        {
            bool gap = at == length || isGap(at);
            if (!gap) start ??= at;
            if (gap && start is { } from)
            {
                spans.Add((from, at));
                start = null;
            }
        }

        return spans;
    }
}
