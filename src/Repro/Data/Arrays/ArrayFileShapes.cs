using Repro.Data.Archives;
using Repro.Data.Catalog;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>The shapes of the arrays in the <c>.npz</c> files of the data root, and of the tables in its text files.</summary>
/// <param name="root">The data root; null where none is named.</param>
/// <param name="sets">The project's data sets, whose files may be in folders.</param>
internal sealed class ArrayFileShapes(string? root, DataSetCatalog sets)
{
    private readonly Dictionary<(string, string), (IReadOnlyList<int>? Shape, InputException? Failure)> _shapes = [];

    /// <summary>The shape of an array, the axis of the samples first; null where the file is not there.</summary>
    /// <param name="file">The name of the file, without folders.</param>
    /// <param name="array">Of a table what separates its cells: comma, semicolon or tab. Its rows are its lines, a header included.</param>
    /// <exception cref="InputException">The file is there, but the array cannot be read.</exception>
    public IReadOnlyList<int>? Of(string file, string array)
    {
        if (root is null || array.Length == 0 || !RelativePath.IsInside(file))
        {
            return null;
        }

        if (!_shapes.TryGetValue((file, array), out (IReadOnlyList<int>? Shape, InputException? Failure) known))
        {
            _shapes[(file, array)] = known =
                Find(root, file) is not { } path ? (null, null)
                : file.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? Read(path, file, array)
                : ReadTable(path, array);
        }

        return known.Failure is null ? known.Shape : throw known.Failure;
    }

    private string? Find(string folder, string file) =>
        (
            sets.All.Where(set => set.Kind is DataSetKind.Npz or DataSetKind.Csv)
                .Select(set => set.Files[0])
                .FirstOrDefault(one => one.Name == file)
            ?? new FileDeclaration(file)
        ).Find(folder);

    private static (IReadOnlyList<int>? Shape, InputException? Failure) ReadTable(string path, string separator)
    {
        try
        {
            return (CsvArrays.SizeOf(InputFile.ReadText(path, CsvArrays.MostBytes, "a table"), separator), null);
        }
        catch (InputException exception)
        {
            return (null, exception);
        }
    }

    // Only the header of the array is unpacked.
    private static (IReadOnlyList<int>? Shape, InputException? Failure) Read(string path, string file, string array)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "an .npz file");
            ZipEntry entry = ZipArchiveIndex
                .Read(stream, file, (NpzArrays.MostOfArray, NpzArrays.MostOfAll))
                .FirstOrDefault(entry => entry.Name == $"{array}.npy");
            return entry.Name is null
                ? throw new InputException($"{file}: there is no array '{array}'.")
                : (NpyArray.ShapeOf(SafeZip.Start(stream, entry, file, NpyArray.MostOfHeader), file), null);
        }
        catch (InputException exception)
        {
            return (null, exception);
        }
    }
}
