using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>A data set that is stored as arrays, read and checked.</summary>
/// <param name="Splits">By name.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Checksums">SHA-256 by file: of the content of an IDX file, of a container as it is.</param>
internal sealed record ArraySet(
    string Name,
    IReadOnlyDictionary<string, ArraySplit> Splits,
    int Classes,
    IReadOnlyDictionary<string, string> Checksums
)
{
    private const int MostClasses = 100_000;

    /// <param name="root">The data root, or null where none is named.</param>
    /// <param name="verify">Whether files must have the checksums that the declaration gives; off only for made files.</param>
    /// <exception cref="InputException">No root is named, or a file is missing, damaged or not the declared one.</exception>
    public static ArraySet Load(DataSetDeclaration set, string? root, bool verify = true) =>
        set.Kind switch
        {
            DataSetKind.Idx => IdxArrays.Load(set, root, verify),
            DataSetKind.Npz => NpzArrays.Load(set, root, verify),
            DataSetKind.Csv => CsvArrays.Load(set, root, verify),
            DataSetKind.CifarBinary => CifarArrays.Load(set, root, verify),
            _ => throw new InputException($"The data set '{set.Name}' has no arrays."),
        };

    /// <exception cref="InputException">The set has no such split.</exception>
    public ArraySplit Split(string name) =>
        Splits.TryGetValue(name, out ArraySplit? split)
            ? split
            : throw new InputException(
                $"The data set '{Name}' has no split '{name}'.{Spelling.Suggestion(name, Splits.Keys)} Its splits are {string.Join(", ", Splits.Keys)}."
            );

    /// <summary>Counts the classes: as many as are declared, else one more than the largest label.</summary>
    /// <exception cref="InputException">A label is beyond them.</exception>
    internal static ArraySet Of(
        DataSetDeclaration set,
        IReadOnlyDictionary<string, ArraySplit> splits,
        IReadOnlyDictionary<string, string> checksums
    )
    {
        int classes = set.Classes.Count > 0 ? set.Classes.Count : 1 + splits.Values.Max(split => split.Labels.Max());
        foreach ((string name, ArraySplit split) in splits)
        {
            for (int sample = 0; sample < split.Samples; sample++)
            {
                if (split.Labels[sample] < 0 || split.Labels[sample] >= Math.Min(classes, MostClasses))
                {
                    throw new InputException(
                        FormattableString.Invariant(
                            $"The data set '{set.Name}': '{name}' has the label {split.Labels[sample]} at {sample}; labels are 0 to {Math.Min(classes, MostClasses) - 1}."
                        )
                    );
                }
            }
        }

        return new ArraySet(set.Name, splits, classes, checksums);
    }

    /// <exception cref="InputException">The file has not the declared checksum.</exception>
    internal static void Verify(DataSetDeclaration set, FileDeclaration file, string path)
    {
        if (Checksum.For(file) is { } checksum && checksum.Of(path) is var found && found != checksum.Value)
        {
            throw new InputException(
                $"{path}: wrong checksum: {checksum.Kind} {found}, expected {checksum.Value}. Delete it. {set.Remedy}"
            );
        }
    }

    /// <summary>The one file of a set.</summary>
    /// <exception cref="InputException">No root is named, it does not exist, or the file is not there.</exception>
    internal static string Require(DataSetDeclaration set, string? root)
    {
        if (root is null)
        {
            throw new InputException(
                $"The data set '{set.Name}' is needed, but no data root is set. Set REPRO_DATA (or data_root in configs/repro.json). {set.Remedy}"
            );
        }

        DataRoot.Require(root);
        return set.Files[0].Find(root)
            ?? throw new InputException($"The data set '{set.Name}' is missing: there is no file '{set.Files[0].In(root)}'. {set.Remedy}");
    }
}
