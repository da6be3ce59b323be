using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Project;

namespace Repro.Data.Inventory;

/// <summary>Reads every file of an image folder once, decoding nothing: seconds for thousands of images.</summary>
internal static class ImageSetCheck
{
    /// <exception cref="InputException">The folder cannot be listed.</exception>
    public static DataFinding Of(string root, DataSetDeclaration declared)
    {
        string folder = Path.Combine([root, .. declared.Folder.Split('/')]);
        string item = declared.Folder;
        if (!Directory.Exists(folder))
        {
            return new DataFinding(item, DataState.Missing, declared.Remedy);
        }

        ImageFolders set = new(folder);
        (string Class, int Count, int Each)[] counts = Counts(declared, set);
        if (counts.Length == 0 || counts.Any(count => count.Count != count.Each))
        {
            string found = counts.Length == 0 ? "no split with class folders" : string.Join(", ", counts.Select(Text));
            return new DataFinding(item, DataState.Incomplete, $"{found}. {HowToReplace(declared)}");
        }

        string[] absent = [.. declared.Splits.Except(set.Splits, StringComparer.Ordinal)];
        if (absent.Length > 0)
        {
            return new DataFinding(
                item,
                DataState.Incomplete,
                $"no folder {string.Join(", ", absent.Select(split => $"{item}/{split}"))}; it has {string.Join(", ", set.Splits)}. {HowToReplace(declared)}"
            );
        }

        string[] splits = [.. counts.Select(count => count.Class[..count.Class.IndexOf('/', StringComparison.Ordinal)]).Distinct()];
        string[] files = [.. splits.SelectMany(split => set.Files(split)!)];
        string?[] damages = new string?[files.Length];
        byte[][] hashes = new byte[files.Length][];
        Parallel.For(0, files.Length, number => (damages[number], hashes[number]) = Look(Path.Combine(folder, files[number])));
        string[] damaged = [.. damages.OfType<string>()];
        if (damaged.Length > 0)
        {
            return new DataFinding(
                item,
                DataState.Damaged,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{damaged.Length} of {files.Length} images, first {damaged[0]} {HowToReplace(declared)}"
                )
            );
        }

        string[] others =
        [
            .. splits.Where(split =>
                declared.FilesSha256.TryGetValue(split, out string? recorded) && recorded != Sha256(split, files, hashes)
            ),
        ];
        if (others.Length > 0)
        {
            return new DataFinding(
                item,
                DataState.WrongChecksum,
                $"every image is whole, but in {string.Join(", ", others)} they are not the files that recorded trainings saw. {HowToReplace(declared)}"
            );
        }

        string how =
            declared.FilesSha256.Count > 0
                ? "checksum right: the files that recorded trainings saw"
                : "each whole from its first marker to its last; no checksum is declared";
        return new DataFinding(item, DataState.Present, $"{string.Join(", ", counts.Select(Text))}; {how}");
    }

    // Declared counts are compared; of splits without declared counts, the images that are there are counted.
    private static (string Class, int Count, int Each)[] Counts(DataSetDeclaration declared, ImageFolders set)
    {
        IEnumerable<string> splits = declared.Splits.Count > 0 || declared.Counts.Count > 0 ? declared.Splits : set.Splits;
        return
        [
            .. declared.Counts.Select(pair => (pair.Key, set.Files(pair.Key)?.Count ?? 0, pair.Value)),
            .. from split in splits
            where !declared.Counts.Keys.Any(place => place.StartsWith(split + "/", StringComparison.Ordinal))
            from label in declared.Classes.Count > 0 ? declared.Classes
            : set.Splits.Contains(split) ? set.ClassNames(split)
            : []
            let place = $"{split}/{label}"
            let count = set.Files(place)?.Count ?? 0
            select (place, count, Math.Max(1, count)),
        ];
    }

    private static (string? Damage, byte[] Hash) Look(string path)
    {
        try
        {
            byte[] file = JpegDecoder.ReadFile(path);
            JpegStructure.Check(file, path);
            return (null, SHA256.HashData(file));
        }
        catch (InputException exception)
        {
            return (exception.Message, []);
        }
    }

    private static string Sha256(string split, string[] files, byte[][] hashes)
    {
        StringBuilder lines = new();
        for (int number = 0; number < files.Length; number++)
        {
            if (files[number].StartsWith(split + "/", StringComparison.Ordinal))
            {
                lines
                    .Append(Convert.ToHexStringLower(hashes[number]))
                    .Append("  ")
                    .Append(files[number].AsSpan(split.Length + 1))
                    .Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static string Text((string Class, int Count, int Each) found) =>
        string.Create(CultureInfo.InvariantCulture, $"{found.Class} {found.Count}{(found.Count == found.Each ? "" : $" of {found.Each}")}");

    // Neither a fetch nor a split replaces files.
    private static string HowToReplace(DataSetDeclaration declared) =>
        declared.Archive is null && declared.Names.Count == 0 ? declared.Remedy : $"Move the folder away. {declared.Remedy}";
}
