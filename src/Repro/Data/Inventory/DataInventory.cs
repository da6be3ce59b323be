using System.Globalization;
using Repro.Data.Arrays;
using Repro.Data.Catalog;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Inventory;

/// <summary>How a piece of data stands.</summary>
internal enum DataState
{
    Missing,
    Incomplete,
    Damaged,
    WrongChecksum,
    Present,
}

/// <param name="Item">What it is, by its path below the data root.</param>
/// <param name="Detail">What was found, or how to get it.</param>
internal sealed record DataFinding(string Item, DataState State, string Detail);

/// <summary>What the data root holds of the data sets that a project can name.</summary>
internal static class DataInventory
{
    /// <summary>
    /// Looks at every data set, checksums included; nothing is changed. Pretrained weights have an inventory of their own.
    /// </summary>
    /// <exception cref="InputException">No root is named, or it does not exist.</exception>
    public static IReadOnlyList<DataFinding> Check(string? root, DataSetCatalog sets)
    {
        if (root is null)
        {
            throw new InputException(
                "No data root is set. Set REPRO_DATA, or data_root in configs/repro.json, to a folder; it may be empty: then this lists what belongs there and how to get it."
            );
        }

        DataRoot.Require(root);
        return [.. sets.All.SelectMany(set => Of(root, set))];
    }

    private static IEnumerable<DataFinding> Of(string root, DataSetDeclaration set) =>
        set.Kind switch
        {
            DataSetKind.ImageFolder when set.Archive is { } archive => [ImageSetCheck.Of(root, set), OfFile(root, set, archive.File)],
            DataSetKind.ImageFolder => [ImageSetCheck.Of(root, set)],
            DataSetKind.Idx => set.Arrays.Values.SelectMany(names => (string[])[names.X, names.Y]).Select(name => OfIdx(root, set, name)),
            DataSetKind.Files when set.Names.Count > 0 => [OfGroups(root, set), .. set.Files.Select(file => OfFile(root, set, file))],
            _ => set.Files.Select(file => OfFile(root, set, file)),
        };

    private static DataFinding OfIdx(string root, DataSetDeclaration set, string name)
    {
        string? path = IdxArrays.Find(Path.Combine([root, .. set.Folder.Split('/')]), name);
        string item = $"{set.Folder}/{(path is null ? name + ".gz" : Path.GetFileName(path))}";
        if (path is null)
        {
            return new DataFinding(item, DataState.Missing, HowToGet(set));
        }

        return IdxArrays.Declared(set, name) is { } file && IdxArrays.ChecksumOf(file, path) is { } checksum
            ? Compare(item, path, checksum, set)
            : new DataFinding(item, DataState.Present, "no checksum is declared");
    }

    private static DataFinding OfFile(string root, DataSetDeclaration set, FileDeclaration file)
    {
        if (file.Find(root) is not { } path)
        {
            return new DataFinding(file.Path, DataState.Missing, HowToGet(set));
        }

        if (file.Bytes is { } bytes && new FileInfo(path).Length is var length && length != bytes)
        {
            return new DataFinding(
                file.Path,
                DataState.Incomplete,
                string.Create(CultureInfo.InvariantCulture, $"{length} of {bytes} bytes. Delete it, then: {HowToGet(set)}")
            );
        }

        if (Checksum.For(file) is { } checksum)
        {
            return Compare(file.Path, path, checksum, set);
        }

        return Damage(set, path) is { } damage
            ? new DataFinding(file.Path, DataState.Damaged, damage)
            : new DataFinding(
                file.Path,
                DataState.Present,
                file.Bytes is null ? "no checksum is declared" : "length right; no checksum is declared"
            );
    }

    // A file without a checksum that was cut short is known by its table of contents, which is at the end.
    private static string? Damage(DataSetDeclaration set, string path)
    {
        try
        {
            if (set.Kind == DataSetKind.Npz)
            {
                NpzArrays.RequireIndex(path);
            }
            else
            {
                InputFile.Open(path, "a data file").Dispose();
            }

            return null;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }

    private static DataFinding Compare(string item, string path, Checksum checksum, DataSetDeclaration set) =>
        checksum.Of(path) is var found && found == checksum.Value
            ? new DataFinding(item, DataState.Present, "checksum right")
            : new DataFinding(
                item,
                DataState.WrongChecksum,
                $"{checksum.Kind} {found}, expected {checksum.Value}; delete it, then: {HowToGet(set)}"
            );

    // Only counted: such folders can be large, and no run reads them.
    private static DataFinding OfGroups(string root, DataSetDeclaration set)
    {
        string folder = Path.Combine([root, .. set.Folder.Split('/')]);
        if (!Directory.Exists(folder))
        {
            return new DataFinding(set.Folder, DataState.Missing, set.Remedy);
        }

        (string Group, int Count, int Each)[] counts =
        [
            .. set.Names.Select(pair => (pair.Key, InputFolder.Files(folder, pair.Value.Glob).Count, pair.Value.Count)),
        ];
        string text = string.Join(
            ", ",
            counts.Select(group =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Group} {group.Count}{(group.Count == group.Each ? "" : $" of {group.Each}")}"
                )
            )
        );
        return counts.All(group => group.Count == group.Each)
            ? new DataFinding(set.Folder, DataState.Present, $"{text}; only counted")
            : new DataFinding(set.Folder, DataState.Incomplete, $"{text}. {set.Remedy}");
    }

    private static string HowToGet(DataSetDeclaration set) => set.IsFetchable ? $"repro data fetch {set.Name}" : set.Remedy;
}
