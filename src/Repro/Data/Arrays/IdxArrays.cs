using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>Sets of IDX files: for each split one file of images and one of labels, plain or with <c>.gz</c>.</summary>
internal static class IdxArrays
{
    /// <inheritdoc cref="ArraySet.Load"/>
    public static ArraySet Load(DataSetDeclaration set, string? root, bool verify)
    {
        string folder = DataRoot.Folder(root, set);
        Dictionary<string, string> checksums = new(StringComparer.Ordinal);
        IdxFile Read(string name)
        {
            string path = Find(folder, name) ?? throw new InputException($"{Path.Combine(folder, name)}.gz is missing. {set.Remedy}");
            IdxFile content = IdxFile.Read(path);
            if (verify && Declared(set, name) is { } file)
            {
                Verify(set, file, path, content);
            }

            checksums[name] = content.Sha256;
            return content;
        }

        Dictionary<string, ArraySplit> splits = new(StringComparer.Ordinal);
        foreach ((string split, ArrayNames names) in set.Arrays)
        {
            IdxFile images = Read(names.X);
            IdxFile labels = Read(names.Y);
            if (images.Axes.Count < 2 || labels.Axes.Count != 1 || images.Axes[0] != labels.Axes[0])
            {
                throw new InputException(
                    $"{folder}: {names.X} has the shape {string.Join('x', images.Axes)} and {names.Y} {string.Join('x', labels.Axes)}; images and labels do not belong together."
                );
            }

            splits[split] = new ArraySplit(
                [.. images.Axes.Skip(1)],
                new ArrayValues(images.Values),
                [.. labels.Values.Select(label => (int)label)]
            );
        }

        return ArraySet.Of(set, splits, checksums);
    }

    /// <summary>The file in the folder, compressed or plain, or null.</summary>
    public static string? Find(string folder, string name) =>
        ((string[])[name + ".gz", name]).Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    /// <summary>The declaration of a file, by its name with or without <c>.gz</c>; or null.</summary>
    public static FileDeclaration? Declared(DataSetDeclaration set, string name) =>
        set.Files.FirstOrDefault(file => file.Name == name || file.Name == name + ".gz");

    /// <summary>What a file's checksum must be; null where nothing is declared of a file in that form.</summary>
    public static Checksum? ChecksumOf(FileDeclaration file, string path) =>
        Path.GetFileName(path) == file.Name ? Checksum.For(file)
        : file.ContentSha256 is { } content && !path.EndsWith(".gz", StringComparison.Ordinal) ? Checksum.Sha256(content)
        : null;

    private static void Verify(DataSetDeclaration set, FileDeclaration file, string path, IdxFile content)
    {
        if (file.ContentSha256 is { } expected)
        {
            if (content.Sha256 != expected)
            {
                throw new InputException(
                    $"{path}: wrong checksum: its content has SHA-256 {content.Sha256}, expected {expected}. Delete it. {set.Remedy}"
                );
            }
        }
        else if (ChecksumOf(file, path) is { } checksum && checksum.Of(path) is var found && found != checksum.Value)
        {
            throw new InputException(
                $"{path}: wrong checksum: {checksum.Kind} {found}, expected {checksum.Value}. Delete it. {set.Remedy}"
            );
        }
    }
}
