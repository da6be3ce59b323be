using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Repro.Data.Imaging;

namespace Repro.Figures.Formats;

/// <summary>
/// Reads back what <see cref="PngWriter"/> wrote, so that what is said of a drawn file is measured on the file. Other PNG files are
/// refused.
/// </summary>
internal static class PngReader
{
    /// <summary>The longest file that is read.</summary>
    public const long MostBytes = 64 << 20;

    // As for JPEG images: decoding takes some 6 bytes a pixel.
    private const int MostPixels = 25_000_000;

    /// <returns>The pixels, and the title; empty where the file has none.</returns>
    /// <exception cref="InvalidDataException">It is not whole, or not one of ours.</exception>
    public static (RgbImage Image, string Title) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes)
        {
            throw new InvalidDataException($"The PNG file has {file.Length} bytes, more than {MostBytes}.");
        }

        if (!file.StartsWith(PngFormat.Signature))
        {
            throw new InvalidDataException("This is not a PNG file: it does not begin with the PNG signature.");
        }

        Dictionary<string, byte[]> chunks = Chunks(file[PngFormat.Signature.Length..]);
        byte[] header = Required(chunks, PngFormat.Header);
        if (header.Length != PngFormat.HeaderLength)
        {
            throw NotOurs("its header has another length");
        }

        int width = BinaryPrimitives.ReadInt32BigEndian(header);
        int height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        if (width < 1 || height < 1 || (long)width * height > MostPixels)
        {
            throw NotOurs($"its header has {width} x {height} pixels");
        }

        byte[] compressed = Required(chunks, PngFormat.Pixels);
        byte[] pixels = (header[8], header[9]) switch
        {
            (PngFormat.BitDepth, PngFormat.Indexed) => Looked(
                Inflated(compressed, height, width),
                height,
                width,
                Required(chunks, PngFormat.Palette)
            ),
            (PngFormat.BitDepth, PngFormat.TrueColor) => Unfiltered(Inflated(compressed, height, width * RgbImage.Channels), height, width),
            _ => throw NotOurs($"it has {header[8]} bits and colour type {header[9]}"),
        };
        return (new RgbImage(height, width, pixels), TitleOf(chunks));
    }

    private static string TitleOf(Dictionary<string, byte[]> chunks) =>
        chunks.TryGetValue(PngFormat.Text, out byte[]? text) && text.AsSpan().StartsWith(PngFormat.TitleKeyword)
            ? Encoding.UTF8.GetString(text.AsSpan(PngFormat.TitleKeyword.Length))
            : "";

    private static Dictionary<string, byte[]> Chunks(ReadOnlySpan<byte> rest)
    {
        Dictionary<string, byte[]> chunks = new(StringComparer.Ordinal);
        while (rest.Length >= 12)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || length > rest.Length - 12)
            {
                break;
            }

            ReadOnlySpan<byte> summed = rest.Slice(4, 4 + length);
            if (Crc32.HashToUInt32(summed) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]))
            {
                throw new InvalidDataException("A PNG chunk's checksum is wrong: the file is damaged.");
            }

            chunks[Encoding.ASCII.GetString(summed[..4])] = summed[4..].ToArray();
            rest = rest[(12 + length)..];
        }

        return rest.IsEmpty && chunks.ContainsKey(PngFormat.End) ? chunks : throw new InvalidDataException("The PNG file is cut off.");
    }

    private static byte[] Required(Dictionary<string, byte[]> chunks, string type) =>
        chunks.TryGetValue(type, out byte[]? content) ? content : throw new InvalidDataException($"The PNG file has no {type}.");

    // The header says how long the rows are, so that a small file cannot ask for gigabytes.
    private static byte[] Inflated(byte[] compressed, int height, int stride)
    {
        byte[] rows = new byte[height * (1 + stride)];
        using ZLibStream zlib = new(new MemoryStream(compressed), CompressionMode.Decompress);
        int length = zlib.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false);
        return length == rows.Length && zlib.ReadByte() < 0 ? rows : throw NotOurs("the length of its rows does not match its header");
    }

    private static InvalidDataException NotOurs(string why) => new($"This PNG file was not written here: {why}.");

    // Every row begins with the filter's number, and ours have one filter each kind.
    private static void Require(byte[] rows, int height, int stride, byte filter)
    {
        for (int y = 0; y < height; y++)
        {
            if (rows[y * (1 + stride)] != filter)
            {
                throw NotOurs($"row {y} has filter {rows[y * (1 + stride)]}");
            }
        }
    }

    private static byte[] Looked(byte[] rows, int height, int width, byte[] palette)
    {
        Require(rows, height, width, PngFormat.NoFilter);
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        for (int y = 0, target = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, target += RgbImage.Channels)
            {
                int color = rows[y * (1 + width) + 1 + x] * RgbImage.Channels;
                if (color + RgbImage.Channels > palette.Length)
                {
                    throw NotOurs("its palette does not have a color");
                }

                palette.AsSpan(color, RgbImage.Channels).CopyTo(pixels.AsSpan(target));
            }
        }

        return pixels;
    }

    private static byte[] Unfiltered(byte[] rows, int height, int width)
    {
        int stride = width * RgbImage.Channels;
        Require(rows, height, stride, PngFormat.PaethFilter);
        byte[] pixels = new byte[height * stride];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < stride; x++)
            {
                int at = y * stride + x;
                byte left = x < RgbImage.Channels ? (byte)0 : pixels[at - RgbImage.Channels];
                byte above = y == 0 ? (byte)0 : pixels[at - stride];
                byte corner = x < RgbImage.Channels || y == 0 ? (byte)0 : pixels[at - stride - RgbImage.Channels];
                pixels[at] = unchecked((byte)(rows[y * (1 + stride) + 1 + x] + PngFormat.Paeth(left, above, corner)));
            }
        }

        return pixels;
    }
}
