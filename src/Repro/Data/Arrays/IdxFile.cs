using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Repro.Inputs;

namespace Repro.Data.Arrays;

/// <summary>
/// An IDX file of unsigned bytes (the format of the MNIST files: two zero bytes, type 8, the number of axes, each axis as a
/// big-endian 32-bit integer, then the bytes), plain or compressed with gzip.
/// </summary>
/// <param name="Axes">Lengths, outermost first.</param>
/// <param name="Sha256">Of the uncompressed file.</param>
internal sealed record IdxFile(IReadOnlyList<int> Axes, byte[] Values, string Sha256)
{
    private const int UnsignedByte = 8;
    private const int MaximumAxes = 4;
    private const int MaximumBytes = 1 << 28;
    private const int FirstBlock = 1 << 16;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InputException">It is missing, truncated, damaged, too large or no IDX file of bytes.</exception>
    public static IdxFile Read(string path) =>
        Open(
            path,
            stream =>
            {
                using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                (int[] axes, int count) = Header(path, stream, hash);
                if (stream is FileStream { CanSeek: true } plain && plain.Length - plain.Position < count)
                {
                    throw Truncated(path, plain.Length - plain.Position, count);
                }

                byte[] values = ReadValues(path, stream, count);
                if (stream.ReadByte() >= 0)
                {
                    throw Damaged(path, $"has trailing bytes after the {count} that its header announces.");
                }

                RequireTrailer(path, 4 + 4 * axes.Length + count);
                hash.AppendData(values);
                return new IdxFile(axes, values, Convert.ToHexStringLower(hash.GetHashAndReset()));
            }
        );

    private static IdxFile Open(string path, Func<Stream, IdxFile> read)
    {
        try
        {
            using FileStream file = InputFile.Open(path, "an IDX file");
            if (!path.EndsWith(".gz", StringComparison.Ordinal))
            {
                return read(file);
            }

            using GZipStream unzipped = new(file, CompressionMode.Decompress);
            return read(unzipped);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(path, $"is not a whole gzip file: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    // Unzipping is content with the last byte of data; only the trailer tells that nothing was cut off behind it.
    // RFC 1952: the last four bytes are the uncompressed length, little-endian.
    private static void RequireTrailer(string path, int length)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return;
        }

        using FileStream file = InputFile.Open(path, "an IDX file");
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(Math.Max(0, file.Length - trailer.Length), SeekOrigin.Begin);
        if (
            file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false) < trailer.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)length
        )
        {
            throw Damaged(path, "is truncated: its gzip trailer is missing or does not fit.");
        }
    }

    // Memory grows with what has really arrived: a header alone is no reason to take as much as it announces.
    private static byte[] ReadValues(string path, Stream stream, int count)
    {
        byte[] values = new byte[Math.Min(count, FirstBlock)];
        int read = 0;
        while (true)
        {
            read += stream.ReadAtLeast(values.AsSpan(read), values.Length - read, throwOnEndOfStream: false);
            if (read < values.Length)
            {
                throw Truncated(path, read, count);
            }

            if (read == count)
            {
                return values;
            }

            Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
        }
    }

    private static (int[] Axes, int Count) Header(string path, Stream stream, IncrementalHash hash)
    {
        Span<byte> magic = stackalloc byte[4];
        Fill(path, stream, magic, hash);
        if (magic[0] != 0 || magic[1] != 0 || magic[2] != UnsignedByte || magic[3] is 0 or > MaximumAxes)
        {
            throw Damaged(
                path,
                $"does not begin as an IDX file of bytes does (0, 0, 8, number of axes) but with {Convert.ToHexString(magic)}."
            );
        }

        int[] axes = new int[magic[3]];
        long count = 1;
        Span<byte> length = stackalloc byte[4];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            Fill(path, stream, length, hash);
            uint value = BinaryPrimitives.ReadUInt32BigEndian(length);
            count = value is 0 or > MaximumBytes ? long.MaxValue : count * value;
            if (count > MaximumBytes)
            {
                throw Damaged(
                    path,
                    $"announces axis {axis} of length {value}, which is nothing this reader takes (at most {MaximumBytes} bytes in all)."
                );
            }

            axes[axis] = (int)value;
        }

        return (axes, (int)count);
    }

    private static void Fill(string path, Stream stream, Span<byte> bytes, IncrementalHash hash)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Damaged(path, "is truncated within its header.");
        }

        hash.AppendData(bytes);
    }

    private static InputException Truncated(string path, long read, int count) =>
        Damaged(path, $"is truncated: {read} of {count} bytes of data are present.");

    private static InputException Damaged(string path, string what, Exception? cause = null) =>
        new($"{path}: the file {what} Replace the file.", cause);
}
