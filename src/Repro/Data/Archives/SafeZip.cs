using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Repro.Data.Archives;

/// <summary>
/// Unpacks files of a zip archive that nobody trusts: see <see cref="ZipArchiveIndex"/> for what is refused, and here lengths and
/// checksums.
/// </summary>
internal static class SafeZip
{
    private const uint LocalSignature = 0x04034b50;
    private const int LocalLength = 30;

    /// <summary>Unpacks the wanted entries into a folder that the caller throws away when this fails.</summary>
    /// <param name="target">The path below <paramref name="folder"/> for an entry's name, or null to leave it out. Made of the caller's own
    /// words, not of the archive's.</param>
    /// <returns>How many were unpacked.</returns>
    /// <exception cref="InputException">Not a zip archive, damaged, beyond the limits or unsafe.</exception>
    public static int Unpack(
        Stream archive,
        string source,
        string folder,
        Func<string, string?> target,
        CancellationToken cancellation = default
    )
    {
        int unpacked = 0;
        foreach (ZipEntry entry in ZipArchiveIndex.Read(archive, source))
        {
            cancellation.ThrowIfCancellationRequested();
            if (target(entry.Name) is not { } place)
            {
                continue;
            }

            byte[] content = Content(archive, entry, source);
            string path = Path.Combine(folder, place);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
            unpacked++;
        }

        return unpacked;
    }

    /// <summary>An entry's bytes, of the announced length and checksum.</summary>
    /// <exception cref="InputException">They are not.</exception>
    public static byte[] Content(Stream archive, ZipEntry entry, string source)
    {
        Enter(archive, entry, source);
        byte[] packed = new byte[entry.CompressedLength];
        ZipArchiveIndex.Fill(archive, packed, source);
        byte[] content = entry.Method == 0 ? packed : Inflate(packed, entry, source);
        return Crc32.HashToUInt32(content) == entry.Crc
            ? content
            : throw ZipArchiveIndex.Damaged(source, $"'{entry.Name}' has a wrong checksum.");
    }

    /// <summary>The first bytes of an entry; its checksum is not compared.</summary>
    /// <param name="most">How many bytes, where the entry has so many.</param>
    /// <exception cref="InputException">The entry cannot be unpacked.</exception>
    public static byte[] Start(Stream archive, ZipEntry entry, string source, int most)
    {
        Enter(archive, entry, source);
        byte[] start = new byte[Math.Min(most, entry.Length)];
        using DeflateStream? packed = entry.Method == 0 ? null : new(archive, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            int read = (packed ?? archive).ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return start[..read];
        }
        catch (InvalidDataException exception)
        {
            throw NotUnpacked(source, entry, exception);
        }
    }

    /// <summary>
    /// Copies an entry's bytes, of the announced length and checksum, block by block. What was written is worthless where this fails.
    /// </summary>
    /// <exception cref="InputException">They are not.</exception>
    public static void Copy(Stream archive, ZipEntry entry, string source, Stream target)
    {
        Enter(archive, entry, source);
        using Stream packed = entry.Method == 0 ? Stream.Null : new DeflateStream(archive, CompressionMode.Decompress, leaveOpen: true);
        Stream from = entry.Method == 0 ? archive : packed;
        byte[] buffer = new byte[1 << 16];
        Crc32 crc = new();
        long copied = 0;
        try
        {
            for (int read; (read = from.Read(buffer, 0, (int)Math.Min(buffer.Length, entry.Length - copied))) > 0; copied += read)
            {
                crc.Append(buffer.AsSpan(0, read));
                target.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException exception)
        {
            throw NotUnpacked(source, entry, exception);
        }

        if (copied != entry.Length || crc.GetCurrentHashAsUInt32() != entry.Crc)
        {
            throw ZipArchiveIndex.Damaged(source, $"'{entry.Name}' has another length or checksum than announced.");
        }
    }

    private static InputException NotUnpacked(string source, ZipEntry entry, Exception exception) =>
        new($"{source}: not a whole zip archive: '{entry.Name}' cannot be unpacked. Fetch or write it again.", exception);

    // Goes to the first byte of an entry.
    private static void Enter(Stream archive, ZipEntry entry, string source)
    {
        Span<byte> header = stackalloc byte[LocalLength];
        archive.Position = Math.Min(entry.HeaderOffset, archive.Length);
        ZipArchiveIndex.Fill(archive, header, source);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        byte[] name = new byte[nameLength];
        ZipArchiveIndex.Fill(archive, name, source);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature || Encoding.UTF8.GetString(name) != entry.Name)
        {
            throw ZipArchiveIndex.Damaged(source, $"'{entry.Name}' is not at the place that the directory gives.");
        }

        archive.Position += BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (entry.CompressedLength > archive.Length - archive.Position)
        {
            throw ZipArchiveIndex.Damaged(source, $"'{entry.Name}' ends behind the file's end.");
        }
    }

    // Memory grows with what comes out, never beyond what was announced and allowed.
    private static byte[] Inflate(byte[] packed, ZipEntry entry, string source)
    {
        try
        {
            using DeflateStream stream = new(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
            using MemoryStream content = new();
            byte[] buffer = new byte[1 << 14];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > entry.Length)
                {
                    break;
                }
            }

            return content.Length == entry.Length
                ? content.ToArray()
                : throw ZipArchiveIndex.Damaged(source, $"'{entry.Name}' has not the length announced.");
        }
        catch (InvalidDataException exception)
        {
            throw new InputException(
                $"{source}: not a whole zip archive: '{entry.Name}' cannot be unpacked. Fetch or write it again. Nothing was unpacked.",
                exception
            );
        }
    }
}
