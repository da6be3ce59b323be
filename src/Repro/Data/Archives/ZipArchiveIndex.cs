using System.Buffers.Binary;
using System.Text;

namespace Repro.Data.Archives;

/// <summary>One file of a zip archive, as its central directory announces it; nothing of it is true until it was read.</summary>
/// <param name="Method">0 stored, 8 deflated.</param>
internal readonly record struct ZipEntry(string Name, int Method, uint Crc, long CompressedLength, long Length, long HeaderOffset);

/// <summary>
/// The central directory of a zip archive, read under fixed limits before anything is unpacked. Names that could leave the target folder,
/// links, encryption, duplicates and archives of more than 4 GB are refused.
/// </summary>
/// <remarks>Layout: PKWARE's APPNOTE 6.3, sections 4.3 and 4.4.</remarks>
internal static class ZipArchiveIndex
{
    public const int MaximumEntries = 20_000;
    public const long MaximumFile = 1 << 26;
    public const long MaximumTotal = 1L << 30;

    private const int MaximumDirectory = 1 << 23;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;
    private const int Unix = 3;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <param name="most">The most bytes of one file and of all.</param>
    /// <returns>The files; folders are left out.</returns>
    /// <exception cref="InputException">Not a zip archive, damaged, beyond the limits or unsafe; the message names archive and
    /// entry.</exception>
    public static IReadOnlyList<ZipEntry> Read(Stream archive, string source, (long File, long Total)? most = null)
    {
        (long mostOfFile, long mostOfAll) = most ?? (MaximumFile, MaximumTotal);
        (int count, int length, uint offset) = End(archive, source);
        byte[] directory = new byte[length];
        archive.Position = offset;
        Fill(archive, directory, source);
        List<ZipEntry> files = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        long total = 0;
        int at = 0;
        for (int number = 0; number < count; number++)
        {
            if (directory.Length - at < EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at)) != EntrySignature)
            {
                throw Damaged(source, $"its directory ends at entry {number} of {count}.");
            }

            ReadOnlySpan<byte> header = directory.AsSpan(at);
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            int whole =
                EntryLength
                + nameLength
                + BinaryPrimitives.ReadUInt16LittleEndian(header[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
            if (header.Length < whole)
            {
                throw Damaged(source, $"its directory ends within entry {number}.");
            }

            string name = Encoding.UTF8.GetString(header.Slice(EntryLength, nameLength));
            ZipEntry entry = new(
                name,
                BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[24..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[42..])
            );
            RequireSafeName(name, source);
            RequirePlainFile(header, entry, source);
            if (!names.Add(name.TrimEnd('/')))
            {
                throw new InputException($"{source}: unsafe archive: the entry '{name}' exists twice. Nothing was unpacked.");
            }

            total += entry.Length;
            if (entry.Length > mostOfFile || entry.CompressedLength > mostOfFile || total > mostOfAll)
            {
                throw new InputException(
                    FormattableString.Invariant(
                        $"{source}: the archive would unpack to too much at '{name}' (at most {mostOfFile} bytes per file and {mostOfAll} in all). Nothing was unpacked."
                    )
                );
            }

            if (!name.EndsWith('/'))
            {
                files.Add(entry);
            }

            at += whole;
        }

        return files;
    }

    public static void Fill(Stream archive, Span<byte> bytes, string source)
    {
        if (archive.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Damaged(source, "it is cut short.");
        }
    }

    public static InputException Damaged(string source, string what) =>
        new($"{source}: not a whole zip archive: {what} Fetch or write it again. Nothing was unpacked.");

    // Looked for from the end of the file backwards: a comment of up to 65,535 bytes may follow it.
    private static (int Count, int Length, uint Offset) End(Stream archive, string source)
    {
        byte[] tail = new byte[Math.Min(archive.Length, EndLength + ushort.MaxValue)];
        archive.Position = archive.Length - tail.Length;
        Fill(archive, tail, source);
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(at);
            if (
                BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature
                || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - EndLength
            )
            {
                continue;
            }

            int count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            return count <= MaximumEntries && length <= MaximumDirectory && (long)offset + length <= archive.Length
                ? (count, (int)length, offset)
                : throw Damaged(source, $"its directory of {count} entries and {length} bytes is beyond the limits or the file.");
        }

        throw Damaged(source, "its end record is missing.");
    }

    private static void RequireSafeName(string name, string source)
    {
        bool safe =
            name.Length is > 0 and < 256
            && name[0] != '/'
            && !name.Any(letter => letter is '\\' or ':' or '\uFFFD' || char.IsControl(letter))
            && name.TrimEnd('/').Split('/').All(part => part is not ("" or "." or "..") && part[^1] is not (' ' or '.'));
        if (!safe)
        {
            throw new InputException(
                $"{source}: unsafe archive: the entry '{Printable(name)}' would not stay in its folder. Nothing was unpacked."
            );
        }
    }

    private static void RequirePlainFile(ReadOnlySpan<byte> header, ZipEntry entry, string source)
    {
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        int type = header[5] == Unix ? (int)(BinaryPrimitives.ReadUInt32LittleEndian(header[38..]) >> 16) & FileTypeMask : 0;
        string? what =
            (flags & 1) != 0 ? "is encrypted"
            : type is not (0 or RegularFile or Folder) ? "is a link or a device"
            : entry.Method is not (0 or 8) ? $"is packed by the method {entry.Method}"
            : entry.Method == 0 && entry.CompressedLength != entry.Length ? "has two lengths"
            : null;
        if (what is not null)
        {
            throw new InputException($"{source}: unsafe archive: the entry '{entry.Name}' {what}. Nothing was unpacked.");
        }
    }

    private static string Printable(string name) => string.Concat(name.Take(100).Select(letter => char.IsControl(letter) ? '?' : letter));
}
