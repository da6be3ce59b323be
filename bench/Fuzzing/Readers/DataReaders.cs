using System.Buffers.Binary;
using System.IO.Compression;
using Repro.Data;
using Repro.Data.Sets;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of data sets: IDX files, plain and compressed, and zip archives.</summary>
internal static class DataReaders
{
    private static readonly byte[][] IdxMarkers = [[], [0, 0, 8, 3], [0, 0, 8, 1], [0, 0, 8, 4], [255, 255, 255, 255], [0, 0, 0, 0], [127, 255, 255, 255], [0, 16, 0, 0]];
    private static readonly byte[][] ZipMarkers = ["PK\x05\x06"u8.ToArray(), "PK\x01\x02"u8.ToArray(), "PK\x03\x04"u8.ToArray(), "../"u8.ToArray(), "/"u8.ToArray(), [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0]];

    public static FuzzReader Idx(FuzzFolder folder) => new("idx", [Images(), Labels()], IdxMarkers, content => IdxFile.Read(folder.Write(content, "idx")));

    /// <summary>Half of the inputs are mutated before they are compressed, half after.</summary>
    public static FuzzReader IdxCompressed(FuzzFolder folder) => new("idx-gz", [Images(), Labels(), Zipped(Images()), Zipped(Labels())], IdxMarkers, content =>
        IdxFile.Read(folder.Write(content is [0x1F, ..] ? content : Zipped(content), "idx.gz")));

    public static FuzzReader Zip(FuzzFolder folder) => new("zip", Archives(), ZipMarkers, file =>
    {
        using MemoryStream stream = new(file);
        foreach (ZipEntry entry in ZipArchiveIndex.Read(stream, "fuzz.zip"))
        {
            if (entry.Name.Split('/').Contains("..") || Path.IsPathRooted(entry.Name))
            {
                throw new InvalidOperationException($"the name '{entry.Name}' got through.");
            }

            SafeZip.Content(stream, entry, "fuzz.zip");
        }
    });

    /// <summary>The archive of document 0, of which these hold too few pictures: all are refused, and nothing may be left.</summary>
    public static FuzzReader DocumentZip(FuzzFolder folder) => new("document-zip", Archives(), ZipMarkers, content =>
    {
        string archive = folder.Write(content, "archive", "a.zip");
        try
        {
            FilteredArchive.Unpack(archive, folder.File("set"));
        }
        finally
        {
            if (Directory.GetFileSystemEntries(folder.Path).Length != 1) throw new InvalidOperationException("something is left of an archive that was refused.");
        }
    });

    private static byte[] Images() => [0, 0, 8, 3, .. Length(12), .. Length(6), .. Length(6), .. Enumerable.Range(0, 12 * 36).Select(index => (byte)(index * 37))];

    private static byte[] Labels() => [0, 0, 8, 1, .. Length(40), .. Enumerable.Range(0, 40).Select(index => (byte)(index % 10))];

    private static byte[] Length(int length)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }

    private static byte[] Zipped(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Fastest)) zip.Write(content);
        return stream.ToArray();
    }

    private static byte[][] Archives()
    {
        byte[] picture = File.ReadAllBytes(Own.PathOf("fixtures", "pictures", "one-pixel.jpg"));
        return [Archive(CompressionLevel.Optimal, picture), Archive(CompressionLevel.NoCompression, picture), Archive(CompressionLevel.SmallestSize, new byte[100_000])];
    }

    private static byte[] Archive(CompressionLevel level, byte[] content)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])["cats_and_dogs_filtered/", "cats_and_dogs_filtered/train/cats/cat.0.jpg", "cats_and_dogs_filtered/train/dogs/dog.0.jpg"])
            {
                using Stream target = archive.CreateEntry(name, level).Open();
                target.Write(name.EndsWith('/') ? [] : content);
            }
        }

        return stream.ToArray();
    }
}
