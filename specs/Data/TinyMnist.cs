using System.Buffers.Binary;
using System.IO.Compression;

namespace Repro.Specs.Data;

/// <summary>Made IDX files in MNIST's layout: few, small images from a fixed formula.</summary>
internal static class TinyMnist
{
    public const int Side = 6;

    /// <summary>Writes the four files below <paramref name="root"/>.</summary>
    public static void Write(string root, int train = 50, int test = 20, bool compressed = true)
    {
        string folder = Path.Combine(root, SpecData.Mnist);
        Directory.CreateDirectory(folder);
        foreach ((string split, int count, int offset) in new[] { ("train", train, 0), ("t10k", test, 1000) })
        {
            Write(Path.Combine(folder, $"{split}-images-idx3-ubyte"), Images(count, offset), compressed);
            Write(Path.Combine(folder, $"{split}-labels-idx1-ubyte"), Labels(count, offset), compressed);
        }
    }

    public static byte[] Images(int count, int offset = 0) =>
        Idx(
            [count, Side, Side],
            [.. Enumerable.Range(0, count * Side * Side).Select(index => (byte)((index * 37 + index / 36 * 11 + offset) % 256))]
        );

    public static byte[] Labels(int count, int offset = 0) =>
        Idx([count], [.. Enumerable.Range(0, count).Select(index => (byte)((index * 7 + offset) % 10))]);

    public static byte[] Idx(int[] axes, byte[] values)
    {
        byte[] header = new byte[4 + 4 * axes.Length];
        header[2] = 8;
        header[3] = (byte)axes.Length;
        for (int axis = 0; axis < axes.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), axes[axis]);
        }

        return [.. header, .. values];
    }

    public static byte[] Compress(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return stream.ToArray();
    }

    private static void Write(string path, byte[] content, bool compressed) =>
        File.WriteAllBytes(compressed ? path + ".gz" : path, compressed ? Compress(content) : content);
}
