using System.Formats.Tar;
using System.IO.Compression;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>
/// CIFAR's binary version, a .tar.gz: files of records, each one or two bytes of labels and 3072 bytes of pixels, red, green, blue, row by
/// row. Training
/// files are <c>data_batch_N.bin</c> or <c>train.bin</c>, test files <c>test_batch.bin</c> or <c>test.bin</c>.
/// </summary>
internal static class CifarArrays
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int Pixels = Side * Side * Channels;
    private const int MostEntries = 1000;
    private const long MostBytes = 1L << 29;

    /// <inheritdoc cref="ArraySet.Load"/>
    public static ArraySet Load(DataSetDeclaration set, string? root, bool verify)
    {
        string path = ArraySet.Require(set, root);
        if (verify)
        {
            ArraySet.Verify(set, set.Files[0], path);
        }

        string sha256 = Checksum.Sha256Of(path);
        using FileStream stream = InputFile.Open(path, "a .tar.gz file");
        return ArraySet.Of(set, Read(stream, path, set.LabelBytes), new Dictionary<string, string> { [set.Files[0].Name] = sha256 });
    }

    /// <param name="source">How messages call the file.</param>
    /// <param name="labelBytes">Bytes in front of each image's pixels; the last one is the label.</param>
    /// <exception cref="InputException">The archive is damaged or too large, or lacks a split.</exception>
    public static Dictionary<string, ArraySplit> Read(Stream stream, string source, int labelBytes)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        try
        {
            using GZipStream unzipped = new(stream, CompressionMode.Decompress, leaveOpen: true);
            using TarReader tar = new(unzipped);
            long total = 0;
            for (int entries = 0; tar.GetNextEntry() is { } entry; entries++)
            {
                total += entry.Length;
                if (entries > MostEntries || total > MostBytes)
                {
                    throw new InputException($"{source}: the archive has more than {MostEntries} files or {MostBytes} bytes.");
                }

                string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
                if (
                    entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                    && name.EndsWith(".bin", StringComparison.Ordinal)
                    && !files.TryAdd(name, Content(entry, source))
                )
                {
                    throw new InputException($"{source}: the file '{name}' exists twice.");
                }
            }
        }
        catch (Exception exception)
            when (exception
                    is InvalidDataException
                        or IOException
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or NotSupportedException
                        or OverflowException
            )
        {
            throw new InputException($"{source}: cannot be read as a .tar.gz file: {exception.Message}", exception);
        }

        return new Dictionary<string, ArraySplit>(StringComparer.Ordinal)
        {
            ["train"] = Split(
                files,
                name => name == "train.bin" || name.StartsWith("data_batch_", StringComparison.Ordinal),
                "train",
                source,
                labelBytes
            ),
            ["test"] = Split(files, name => name is "test.bin" or "test_batch.bin", "test", source, labelBytes),
        };
    }

    private static byte[] Content(TarEntry entry, string source)
    {
        using Stream data = entry.DataStream ?? Stream.Null;
        return InputFile.Read(data, MostBytes) is { } content && content.Length == entry.Length
            ? content
            : throw new InputException($"{source}: the file '{entry.Name}' is cut short.");
    }

    // Batches in the order of their names, as Keras reads them; pixels are turned from (channels, rows, columns) to (rows, columns,
    // channels).
    private static ArraySplit Split(
        SortedDictionary<string, byte[]> files,
        Func<string, bool> isOf,
        string split,
        string source,
        int labelBytes
    )
    {
        byte[][] batches = [.. files.Where(file => isOf(file.Key)).Select(file => file.Value)];
        int record = labelBytes + Pixels;
        if (batches.Length == 0 || batches.Any(batch => batch.Length == 0 || batch.Length % record != 0))
        {
            throw new InputException(
                $"{source}: the split '{split}' has {(batches.Length == 0 ? "no file" : $"a file that is not made of records of {record} bytes")}. Fetch the archive again."
            );
        }

        int samples = batches.Sum(batch => batch.Length / record);
        byte[] pixels = new byte[samples * Pixels];
        int[] labels = new int[samples];
        int sample = 0;
        foreach (byte[] batch in batches)
        {
            for (int at = 0; at < batch.Length; at += record, sample++)
            {
                labels[sample] = batch[at + labelBytes - 1];
                for (int cell = 0; cell < Side * Side; cell++)
                {
                    for (int channel = 0; channel < Channels; channel++)
                    {
                        pixels[sample * Pixels + cell * Channels + channel] = batch[at + labelBytes + channel * Side * Side + cell];
                    }
                }
            }
        }

        return new ArraySplit([Side, Side, Channels], new ArrayValues(pixels), labels);
    }
}
