using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Repro.Outputs;

namespace Repro.Data.Folders;

/// <summary>
/// Decoded images on disk, so that a later process need not decode again. A cache is only taken when it was made from the very same files
/// at the same size, and its own checksum is right; any other is replaced. Nothing in it is trusted before that.
/// </summary>
/// <remarks>
/// Layout: 8 bytes of name, 32 of key, three little-endian integers (count, height, width), the pixels, 32 of SHA-256 over all before.
/// </remarks>
internal static class DecodedCache
{
    private const int HeaderLength = 8 + SHA256.HashSizeInBytes + 12;

    private static ReadOnlySpan<byte> Name => "REPROPX1"u8;

    /// <summary>Fills the images from the folder's cache, or decodes them all and leaves a cache for the next time.</summary>
    /// <param name="say">Receives one line when the cache's file is damaged.</param>
    /// <returns>Whether the cache served.</returns>
    /// <exception cref="InputException">An image cannot be used, or the folder cannot be written to.</exception>
    public static bool Fill(
        DecodedImages images,
        string folder,
        int threads = 0,
        Action<string>? say = null,
        CancellationToken cancellation = default
    )
    {
        byte[] key = Key(images, threads, cancellation);
        string path = PathOf(images, folder, key);
        if (TryLoad(images, path, key))
        {
            return true;
        }

        if (File.Exists(path))
        {
            say?.Invoke($"pictures: {path} is damaged. The images are decoded again.");
        }

        images.DecodeAll(threads, cancellation);
        OutputFile.Write(path, stream => Save(images, stream, key));
        return false;
    }

    // The decoder is part of the key: the accurate transform is the same in every version known, but that is nobody's promise.
    private static byte[] Key(DecodedImages images, int threads, CancellationToken cancellation) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                FormattableString.Invariant(
                    $"{images.FilesSha256(threads, cancellation)} {images.Height}x{images.Width} {images.Form} {Native.NativePackage.TurboJpeg.Require()}"
                )
            )
        );

    private static string PathOf(DecodedImages images, string folder, byte[] key)
    {
        string split = Path.GetFileName(images.Split.Folder);
        string set = Path.GetFileName(Path.GetDirectoryName(images.Split.Folder)) ?? "";
        return Path.Combine(
            folder,
            FormattableString.Invariant($"{set}-{split}-{images.Height}x{images.Width}-{Convert.ToHexStringLower(key.AsSpan(0, 4))}.pixels")
        );
    }

    private static void Save(DecodedImages images, Stream stream, byte[] key)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Write(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        Write(Header(images, key));
        for (int number = 0; number < images.Count; number++)
        {
            Write(images.Pixels(number));
        }

        stream.Write(hash.GetHashAndReset());
    }

    private static bool TryLoad(DecodedImages images, string path, byte[] key)
    {
        try
        {
            if (
                !File.Exists(path)
                || new FileInfo(path).Length != HeaderLength + (long)images.Count * images.ByteLength + SHA256.HashSizeInBytes
            )
            {
                return false;
            }

            using FileStream stream = File.OpenRead(path);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] header = new byte[HeaderLength];
            stream.ReadExactly(header);
            if (!header.AsSpan().SequenceEqual(Header(images, key)))
            {
                return false;
            }

            hash.AppendData(header);
            byte[][] pixels = new byte[images.Count][];
            for (int number = 0; number < pixels.Length; number++)
            {
                pixels[number] = new byte[images.ByteLength];
                stream.ReadExactly(pixels[number]);
                hash.AppendData(pixels[number]);
            }

            byte[] checksum = new byte[SHA256.HashSizeInBytes];
            stream.ReadExactly(checksum);
            if (!checksum.AsSpan().SequenceEqual(hash.GetHashAndReset()))
            {
                return false;
            }

            for (int number = 0; number < pixels.Length; number++)
            {
                images.Put(number, pixels[number]);
            }

            CacheFolder.Used(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static byte[] Header(DecodedImages images, byte[] key)
    {
        byte[] header = new byte[HeaderLength];
        Name.CopyTo(header);
        key.CopyTo(header.AsSpan(8));
        Span<byte> sizes = header.AsSpan(8 + SHA256.HashSizeInBytes);
        BinaryPrimitives.WriteInt32LittleEndian(sizes, images.Count);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[4..], images.Height);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[8..], images.Width);
        return header;
    }
}
