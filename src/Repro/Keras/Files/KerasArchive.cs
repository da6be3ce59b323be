using System.Text;
using System.Text.Json;
using Repro.Data.Archives;
using Repro.Hdf5;
using Repro.Inputs;
using Repro.Keras.Layers;
using Repro.Outputs;

namespace Repro.Keras.Files;

/// <summary>
/// A <c>.keras</c> file: a zip archive of <c>metadata.json</c>, <c>config.json</c> and <c>model.weights.h5</c>. Nobody trusts it: entries
/// are
/// read by these names alone, within limits of size and of what they unpack to, and nothing is written but the weights, into a temporary
/// file.
/// </summary>
/// <param name="Config">The architecture, with what the model was compiled with.</param>
/// <param name="KerasVersion">The version that wrote the file; null where it does not say.</param>
/// <param name="Weights">The content of the weights' file.</param>
internal sealed record KerasArchive(string Config, string? KerasVersion, Hdf5Content Weights)
{
    private const string What = "a Keras archive";
    private const string ConfigName = "config.json";
    private const string MetadataName = "metadata.json";
    private const string WeightsName = "model.weights.h5";

    private const long MostText = 16 << 20;
    private const long MostWeights = 2L << 30;
    private const long MostTotal = 3L << 30;

    // Keras stores without packing. Trained weights shrink by a tenth or so, zeros by up to 1032.
    private const int LargestRatio = 100;
    private const long SmallBytes = 1 << 20;

    private static ReadOnlySpan<byte> Signature => "PK\x03\x04"u8;

    /// <summary>Whether a file begins as an archive; false where it cannot be read.</summary>
    public static bool Is(string path)
    {
        try
        {
            using FileStream file = InputFile.Open(path, What);
            Span<byte> begin = stackalloc byte[Signature.Length];
            return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual(Signature);
        }
        catch (Exception exception) when (exception is InputException or IOException)
        {
            return false;
        }
    }

    /// <exception cref="InputException">The archive is damaged, unsafe or beyond the limits, or lacks one of its files.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static KerasArchive Read(string path)
    {
        try
        {
            using FileStream archive = InputFile.Open(path, What);
            IReadOnlyList<ZipEntry> entries = ZipArchiveIndex.Read(archive, path, (MostWeights, MostTotal));
            string config = Text(archive, entries, ConfigName, path) ?? throw Lacks(path, ConfigName);
            string? version = Text(archive, entries, MetadataName, path) is { } metadata ? VersionOf(metadata, path) : null;
            if (Find(entries, WeightsName) is not { } weights)
            {
                throw Lacks(path, WeightsName);
            }

            RequireRatio(weights, path);
            return new KerasArchive(config, version, Content(archive, weights, path));
        }
        catch (IOException exception)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    // libhdf5 reads files, and a process of its own reads this one.
    private static Hdf5Content Content(FileStream archive, ZipEntry weights, string path)
    {
        using WorkFolder folder = WorkFolder.Temporary();
        string file = Path.Combine(folder.Path, WeightsName);
        OutputFile.Write(file, unpacked => SafeZip.Copy(archive, weights, path, unpacked));
        try
        {
            return ForeignHdf5.Read(file);
        }
        catch (InputException exception) when (exception.Message.StartsWith(folder.Path, StringComparison.Ordinal))
        {
            throw new InputException($"{path}/{exception.Message[(folder.Path.Length + 1)..]}", exception);
        }
    }

    private static string? Text(FileStream archive, IReadOnlyList<ZipEntry> entries, string name, string path)
    {
        if (Find(entries, name) is not { } entry)
        {
            return null;
        }

        if (entry.Length > MostText)
        {
            throw new InputException($"{path}: '{name}' has {entry.Length} bytes; at most {MostText} are read.");
        }

        RequireRatio(entry, path);
        return Encoding.UTF8.GetString(SafeZip.Content(archive, entry, path));
    }

    private static ZipEntry? Find(IReadOnlyList<ZipEntry> entries, string name) =>
        entries.Where(entry => entry.Name == name).Select(entry => (ZipEntry?)entry).FirstOrDefault();

    private static void RequireRatio(ZipEntry entry, string path)
    {
        if (entry.Length > SmallBytes && entry.Length / LargestRatio > entry.CompressedLength)
        {
            throw new InputException(
                $"{path}: unsafe archive: '{entry.Name}' would unpack from {entry.CompressedLength} to {entry.Length} bytes, more than {LargestRatio} times as many. Nothing was unpacked."
            );
        }
    }

    private static string? VersionOf(string metadata, string path)
    {
        try
        {
            using JsonDocument document = InputJson.Document(metadata);
            return new ConfigFields(document.RootElement, MetadataName).OptionalText("keras_version");
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path}: {MetadataName} is not JSON: {JsonFault.Of(metadata, exception)}", exception);
        }
    }

    private static InputException Lacks(string path, string name) =>
        new($"{path}: the archive has no '{name}', so it is not a file of Keras's model.save(\"NAME.keras\").");
}
