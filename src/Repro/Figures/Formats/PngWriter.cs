using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Repro.Data.Imaging;

namespace Repro.Figures.Formats;

/// <summary>
/// Writes PNG files: 8 bits a channel, with a palette where 256 colours are enough (grey and coloured maps are), else true colour with
/// each row filtered by Paeth's rule. The same image gives the same pixels everywhere; the compressed bytes are the framework's zlib's.
/// </summary>
internal static class PngWriter
{
    /// <param name="title">Kept in the file as its <c>Title</c>; left out where empty.</param>
    /// <param name="compression">Fastest for a file that is only read back.</param>
    public static byte[] Write(RgbImage image, string title, CompressionLevel compression = CompressionLevel.SmallestSize)
    {
        byte[]? palette = PaletteOf(image);
        using MemoryStream file = new();
        file.Write(PngFormat.Signature);
        Chunk(file, PngFormat.Header, Header(image, palette is null ? PngFormat.TrueColor : PngFormat.Indexed));
        if (title.Length > 0)
        {
            Chunk(file, PngFormat.Text, [.. PngFormat.TitleKeyword, .. Encoding.UTF8.GetBytes(title)]);
        }

        if (palette is not null)
        {
            Chunk(file, PngFormat.Palette, palette);
        }

        Chunk(file, PngFormat.Pixels, Compressed(palette is null ? FilteredRows(image) : IndexRows(image, palette), compression));
        Chunk(file, PngFormat.End, []);
        return file.ToArray();
    }

    private static byte[] Header(RgbImage image, byte colorType)
    {
        byte[] header = new byte[PngFormat.HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = PngFormat.BitDepth;
        header[9] = colorType;
        return header;
    }

    // Colours in the order in which they first appear; null where they are too many.
    private static byte[]? PaletteOf(RgbImage image)
    {
        List<byte> palette = [];
        HashSet<int> known = [];
        for (int at = 0; at < image.Pixels.Length; at += RgbImage.Channels)
        {
            if (!known.Add(Color(image.Pixels, at)))
            {
                continue;
            }

            if (known.Count > PngFormat.PaletteLimit)
            {
                return null;
            }

            palette.AddRange(image.Pixels.AsSpan(at, RgbImage.Channels));
        }

        return [.. palette];
    }

    private static byte[] IndexRows(RgbImage image, byte[] palette)
    {
        Dictionary<int, byte> indices = [];
        for (int at = 0; at < palette.Length; at += RgbImage.Channels)
        {
            indices[Color(palette, at)] = (byte)(at / RgbImage.Channels);
        }

        // Each row begins with its filter's number; an array's 0 is NoFilter.
        byte[] rows = new byte[image.Height * (1 + image.Width)];
        for (int y = 0, target = 0, source = 0; y < image.Height; y++)
        {
            target++;
            for (int x = 0; x < image.Width; x++, source += RgbImage.Channels)
            {
                rows[target++] = indices[Color(image.Pixels, source)];
            }
        }

        return rows;
    }

    private static byte[] FilteredRows(RgbImage image)
    {
        int stride = image.Width * RgbImage.Channels;
        byte[] pixels = image.Pixels;
        byte[] rows = new byte[image.Height * (1 + stride)];
        for (int y = 0, target = 0; y < image.Height; y++)
        {
            rows[target++] = PngFormat.PaethFilter;
            for (int x = 0; x < stride; x++)
            {
                int at = y * stride + x;
                byte left = x < RgbImage.Channels ? (byte)0 : pixels[at - RgbImage.Channels];
                byte above = y == 0 ? (byte)0 : pixels[at - stride];
                byte corner = x < RgbImage.Channels || y == 0 ? (byte)0 : pixels[at - stride - RgbImage.Channels];
                rows[target++] = unchecked((byte)(pixels[at] - PngFormat.Paeth(left, above, corner)));
            }
        }

        return rows;
    }

    private static int Color(byte[] pixels, int at) => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];

    private static byte[] Compressed(byte[] rows, CompressionLevel compression)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, compression))
        {
            zlib.Write(rows);
        }

        return compressed.ToArray();
    }

    // Length, type, content, and the checksum of type and content.
    private static void Chunk(Stream file, string type, byte[] content)
    {
        byte[] summed = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(summed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(summed));
        file.Write(number);
    }
}
