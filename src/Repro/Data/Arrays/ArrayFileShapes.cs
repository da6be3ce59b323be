using Repro.Data.Archives;
using Repro.Data.Catalog;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>The shapes of the arrays in the <c>.npz</c> files of the data root.</summary>
/// <param name="root">The data root; null where none is named.</param>
/// <param name="sets">The project's data sets, whose files may be in folders.</param>
internal sealed class ArrayFileShapes(string? root, DataSetCatalog sets)
{
    private const long MostOfArray = 256 << 20;
    private const long MostOfAll = 4L << 30;

    private readonly Dictionary<(string, string), IReadOnlyList<int>?> _shapes = [];

    /// <summary>The shape of an array, the axis of the samples first; null where the file is not there or cannot be read.</summary>
    /// <param name="file">The name of the file, without folders.</param>
    public IReadOnlyList<int>? Of(string file, string array)
    {
        if (root is null || array.Length == 0 || !RelativePath.IsInside(file))
        {
            return null;
        }

        if (_shapes.TryGetValue((file, array), out IReadOnlyList<int>? known))
        {
            return known;
        }

        FileDeclaration declared =
            sets.All.Where(set => set.Kind == DataSetKind.Npz).Select(set => set.Files[0]).FirstOrDefault(one => one.Name == file)
            ?? new FileDeclaration(file);
        return _shapes[(file, array)] = declared.Find(root) is { } path ? Read(path, array) : null;
    }

    private static IReadOnlyList<int>? Read(string path, string array)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "an .npz file");
            ZipEntry entry = ZipArchiveIndex
                .Read(stream, path, (1L << 30, MostOfAll))
                .FirstOrDefault(entry => entry.Name == $"{array}.npy");
            return entry.Name is null || entry.Length > MostOfArray
                ? null
                : NpyArray.Parse(SafeZip.Content(stream, entry, path), path).Shape;
        }
        catch (InputException)
        {
            // The command that reads the data says what is wrong with the file.
            return null;
        }
    }
}
