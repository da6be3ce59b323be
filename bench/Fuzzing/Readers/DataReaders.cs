using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using Repro.Data.Archives;
using Repro.Data.Arrays;
using Repro.Data.Fetching;
using Repro.Project;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of data sets: IDX files, plain and compressed, and zip archives.</summary>
internal static class DataReaders
{
    private static readonly byte[][] IdxMarkers =
    [
        [],
        [0, 0, 8, 3],
        [0, 0, 8, 1],
        [0, 0, 8, 4],
        [255, 255, 255, 255],
        [0, 0, 0, 0],
        [127, 255, 255, 255],
        [0, 16, 0, 0],
    ];
    private const string Top = "set";

    private static readonly DataSetDeclaration TooLarge = new("set", DataSetKind.ImageFolder)
    {
        Folder = "set",
        Names = new Dictionary<string, NumberedNames>
        {
            ["train/a"] = NumberedNames.Parse("a.{0..2}.jpg")!,
            ["train/b"] = NumberedNames.Parse("b.{0..2}.jpg")!,
        },
    };

    private static readonly byte[][] NpyMarkers = FuzzFolder.Bytes(
        "'|u1'",
        "'<f8'",
        "'|O'",
        "True",
        "(2147483647, 4)",
        "(4, 3)",
        "()",
        "'shape'",
        "{",
        "}",
        "NUMPY",
        "-1",
        "99999999999999999999"
    );
    private static readonly byte[][] ZipMarkers =
    [
        "PK\x05\x06"u8.ToArray(),
        "PK\x01\x02"u8.ToArray(),
        "PK\x03\x04"u8.ToArray(),
        "../"u8.ToArray(),
        "/"u8.ToArray(),
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0],
    ];

    public static FuzzReader Idx(FuzzFolder folder) =>
        new("idx", [Images(), Labels()], IdxMarkers, content => IdxFile.Read(folder.Write(content, "idx")));

    /// <summary>Half of the inputs are mutated before they are compressed, half after.</summary>
    public static FuzzReader IdxCompressed(FuzzFolder folder) =>
        new(
            "idx-gz",
            [Images(), Labels(), Zipped(Images()), Zipped(Labels())],
            IdxMarkers,
            content => IdxFile.Read(folder.Write(content is [0x1F, ..] ? content : Zipped(content), "idx.gz"))
        );

    public static FuzzReader Zip(FuzzFolder folder) =>
        new(
            "zip",
            Archives(),
            ZipMarkers,
            file =>
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
            }
        );

    /// <summary>An archive of an image set, of which these hold too few images: all are refused, and nothing may be left.</summary>
    public static FuzzReader ImageZip(FuzzFolder folder) =>
        new(
            "image-zip",
            Archives(),
            ZipMarkers,
            content =>
            {
                string archive = folder.Write(content, "archive", "a.zip");
                try
                {
                    ImageArchive.Unpack(archive, Top, TooLarge, folder.File("set"));
                }
                catch (InputException refused) when (Directory.GetFileSystemEntries(folder.Path).Length != 1)
                {
                    throw new InvalidOperationException("something is left of an archive that was refused.", refused);
                }
            }
        );

    /// <summary>A .npy file, used as images and as labels.</summary>
    public static FuzzReader Npy(FuzzFolder folder) =>
        new(
            "npy",
            Arrays(),
            NpyMarkers,
            content =>
            {
                NpyArray array = NpyArray.Parse(content, "fuzz.npy");
                if (array.Values().Length != array.Count)
                {
                    throw new InvalidOperationException("the number of values is wrong.");
                }

                array.Labels();
            }
        );

    /// <summary>An .npz file; half of the inputs are mutated before they are put into the archive, half after.</summary>
    public static FuzzReader Npz(FuzzFolder folder) =>
        new(
            "npz",
            [.. Arrays(), .. Arrays().Select(Packed)],
            [.. NpyMarkers, .. ZipMarkers],
            content =>
            {
                using MemoryStream stream = new(content is [(byte)'P', (byte)'K', ..] ? content : Packed(content));
                Dictionary<string, ArraySplit> splits = NpzArrays.Read(
                    stream,
                    "fuzz.npz",
                    new Dictionary<string, ArrayNames> { ["train"] = new("x", "y") }
                );
                ArraySet.Of(new DataSetDeclaration("fuzz", DataSetKind.Npz), splits, new Dictionary<string, string>());
            }
        );

    public static FuzzReader Cifar(FuzzFolder folder) =>
        new(
            "cifar",
            [Tar(compressed: false), Tar(compressed: true)],
            [
                [],
                [0, 0, 0, 0],
                "ustar"u8.ToArray(),
                "../"u8.ToArray(),
                "77777777777"u8.ToArray(),
                [0x1F, 0x8B],
            ],
            content =>
            {
                using MemoryStream stream = new(content is [0x1F, 0x8B, ..] ? content : Zipped(content));
                foreach (ArraySplit split in CifarArrays.Read(stream, "fuzz.tar.gz", 1).Values)
                {
                    if (split.Values.Length != split.Samples * 3072)
                    {
                        throw new InvalidOperationException("the number of pixels is wrong.");
                    }
                }
            }
        );

    /// <summary>A table, with and without a header, of numbers and of words.</summary>
    public static FuzzReader Csv(FuzzFolder folder) =>
        new(
            "csv",
            FuzzFolder.Bytes("a,b,kind\n1,2.5,no\n3,4e-1,yes\n", "1,2,0\n3,4,1\n-5,6,2\n"),
            FuzzFolder.Bytes(",", "\n", "\"", "no", "1e999", "NaN", "-1", "3", ";"),
            content =>
            {
                string text = System.Text.Encoding.UTF8.GetString(content);
                bool hasHeader = text.StartsWith('a');
                ArraySplit split = CsvArrays.Read(
                    text,
                    "fuzz.csv",
                    new TableDeclaration(hasHeader, hasHeader ? "kind" : null, [], ","),
                    hasHeader ? ["no", "yes"] : []
                );
                if (split.Values.Length != split.Samples * split.Shape[0] || split.Target!.Values.Count != split.Samples)
                {
                    throw new InvalidOperationException("the number of values is wrong.");
                }

                ArraySet.Of(
                    new DataSetDeclaration("fuzz", DataSetKind.Csv),
                    new Dictionary<string, ArraySplit> { ["train"] = split },
                    new Dictionary<string, string>()
                );
            }
        );

    private static byte[][] Arrays() =>
        [
            Array("'|u1'", "(4, 3)", [.. Enumerable.Range(0, 12).Select(value => (byte)value)]),
            Array("'<f4'", "(2, 2)", [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64]),
            Array("'<i8'", "(2, 1)", [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
        ];

    private static byte[] Array(string type, string shape, byte[] data)
    {
        string header = $"{{'descr': {type}, 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.Latin1.GetBytes(header), .. data];
    }

    private static byte[] Packed(byte[] x)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (
                (string name, byte[] content) in new[]
                {
                    ("x.npy", x),
                    ("y.npy", Array("'<i8'", "(2, 1)", [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0])),
                }
            )
            {
                using Stream target = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                target.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Tar(bool compressed)
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (string name in (string[])["cifar/data_batch_1.bin", "cifar/test_batch.bin"])
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([3, .. new byte[3072]]) });
            }
        }

        return compressed ? Zipped(stream.ToArray()) : stream.ToArray();
    }

    private static byte[] Images() =>
        [0, 0, 8, 3, .. Length(12), .. Length(6), .. Length(6), .. Enumerable.Range(0, 12 * 36).Select(index => (byte)(index * 37))];

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
        using (GZipStream zip = new(stream, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[][] Archives()
    {
        byte[] image = File.ReadAllBytes(Own.PathOf("fixtures", "pictures", "one-pixel.jpg"));
        return
        [
            Archive(CompressionLevel.Optimal, image),
            Archive(CompressionLevel.NoCompression, image),
            Archive(CompressionLevel.SmallestSize, new byte[100_000]),
        ];
    }

    private static byte[] Archive(CompressionLevel level, byte[] content)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])[$"{Top}/", $"{Top}/train/a/a.0.jpg", $"{Top}/train/b/b.0.jpg"])
            {
                using Stream target = archive.CreateEntry(name, level).Open();
                target.Write(name.EndsWith('/') ? [] : content);
            }
        }

        return stream.ToArray();
    }
}
