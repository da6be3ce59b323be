using Repro.Data.Archives;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>
/// Sets of one <c>.npz</c> file: a zip archive of <c>.npy</c> files, an array each, read under limits and never executed.
/// </summary>
internal static class NpzArrays
{
    /// <summary>Bytes of one array, at most.</summary>
    public const long MostOfArray = 1L << 30;

    /// <summary>Bytes of all arrays of a file, at most.</summary>
    public const long MostOfAll = 4L << 30;

    /// <inheritdoc cref="ArraySet.Load"/>
    public static ArraySet Load(DataSetDeclaration set, string? root, bool verify)
    {
        string path = ArraySet.Require(set, root);
        if (verify)
        {
            ArraySet.Verify(set, set.Files[0], path);
        }

        string sha256 = Checksum.Sha256Of(path);
        using FileStream stream = InputFile.Open(path, "an .npz file");
        return ArraySet.Of(set, Read(stream, path, set.Arrays), new Dictionary<string, string> { [set.Files[0].Name] = sha256 });
    }

    /// <summary>Refuses a file whose table of contents cannot be read; the arrays are not read.</summary>
    /// <exception cref="InputException">The file is truncated or not an archive.</exception>
    public static void RequireIndex(string path)
    {
        using FileStream stream = InputFile.Open(path, "an .npz file");
        _ = ZipArchiveIndex.Read(stream, path, (MostOfArray, MostOfAll));
    }

    /// <param name="source">How messages call the file.</param>
    /// <param name="arrays">The names of the arrays, by split.</param>
    /// <exception cref="InputException">An array is missing, damaged, too large or not of numbers, or images and labels do not belong
    /// together; or all of them need more memory than the process may use.</exception>
    public static Dictionary<string, ArraySplit> Read(Stream stream, string source, IReadOnlyDictionary<string, ArrayNames> arrays) =>
        Read(stream, source, arrays, MemoryNeed.Available);

    /// <param name="available">Bytes that the process may use.</param>
    /// <inheritdoc cref="Read(Stream, string, IReadOnlyDictionary{string, ArrayNames})"/>
    internal static Dictionary<string, ArraySplit> Read(
        Stream stream,
        string source,
        IReadOnlyDictionary<string, ArrayNames> arrays,
        long available
    )
    {
        IReadOnlyList<ZipEntry> entries = ZipArchiveIndex.Read(stream, source, (MostOfArray, MostOfAll));
        HashSet<string> read = [.. arrays.Values.SelectMany(names => names.All).Select(name => name + ".npy")];
        MemoryNeed.Require(
            entries.Where(entry => read.Contains(entry.Name)).Sum(entry => entry.Length),
            $"the set of arrays in '{source}'",
            available
        );
        NpyArray Array(string name)
        {
            ZipEntry entry = entries.FirstOrDefault(entry => entry.Name == name + ".npy");
            return entry.Name is null
                ? throw new InputException(
                    $"{source}: there is no array '{name}'. The file has {string.Join(", ", entries.Take(20).Select(found => found.Name.EndsWith(".npy", StringComparison.Ordinal) ? found.Name[..^4] : found.Name))}. Give the arrays under 'arrays' of the data set."
                )
                : NpyArray.Parse(SafeZip.Content(stream, entry, source), Called(name));
        }

        string Called(string name) => $"{source}, array '{name}'";

        ArrayTarget Of(string name, ArrayTarget target, int samples) =>
            target.Values.Count == (long)target.Width * samples
                ? target
                : throw new InputException(
                    FormattableString.Invariant(
                        $"{source}: the array '{name}' has {target.Values.Count / target.Width} samples, but the inputs have {samples}."
                    )
                );

        Dictionary<string, ArraySplit> splits = new(StringComparer.Ordinal);
        foreach ((string split, ArrayNames names) in arrays)
        {
            NpyArray x = Array(names.X);
            if (x.Shape.Count < 2 || x.Count == 0)
            {
                throw new InputException(
                    $"{source}: the array '{names.X}' has {(x.Shape.Count == 0 ? "one number and no axes" : $"the shape {string.Join('x', x.Shape)}")}; inputs need an axis of samples and at least one more, and none of length 0."
                );
            }

            NpyArray? y = names.Targets is null ? Array(names.Y) : null;
            if (y is not null && (y.Shape.Count == 0 || y.Shape[0] != x.Shape[0]))
            {
                throw new InputException(
                    $"{source}: the array '{names.X}' has the shape {string.Join('x', x.Shape)} and '{names.Y}' has {(y.Shape.Count == 0 ? "no axis" : $"{y.Shape[0]} labels")}; samples and labels do not belong together."
                );
            }

            int[]? labels = y?.Labels();
            splits[split] = new ArraySplit([.. x.Shape.Skip(1)], x.Inputs(Called(names.X)), labels ?? new int[x.Shape[0]])
            {
                HasLabels = labels is not null,
                Target = labels is not null ? new ArrayTarget([.. labels.Select(label => (float)label)], 1) : y?.Target(Called(names.Y)),
                Outputs = (names.Targets ?? new Dictionary<string, string>()).ToDictionary(
                    output => output.Key,
                    output => Of(output.Value, Array(output.Value).Target(Called(output.Value)), x.Shape[0]),
                    StringComparer.Ordinal
                ),
                SampleWeights = names.SampleWeight is { } weights
                    ? Of(weights, new ArrayTarget(Array(weights).Weights(Called(weights)), 1), x.Shape[0]).Values
                    : null,
            };
        }

        return splits;
    }
}
