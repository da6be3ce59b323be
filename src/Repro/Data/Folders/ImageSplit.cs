using System.Globalization;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Folders;

/// <summary>
/// One part of an image set as Keras's <c>flow_from_directory</c> numbers it: classes in the order of their sorted folder names,
/// and in each the files in the order of theirs.
/// </summary>
internal sealed class ImageSplit
{
    private ImageSplit(string folder, IReadOnlyList<string> classes, IReadOnlyList<string> files, IReadOnlyList<int> labels)
    {
        Folder = folder;
        Classes = classes;
        Files = files;
        Labels = labels;
    }

    public string Folder { get; }

    /// <summary>A class's label is its place in the list.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary><c>CLASS/FILE</c>; an image's number is its place in the list.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>One an image, 0 to the number of classes - 1.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Keras's own line.</summary>
    public string Found => string.Create(CultureInfo.InvariantCulture, $"Found {Files.Count} images belonging to {Classes.Count} classes.");

    /// <summary>Some of the images, with new numbers in that order.</summary>
    public ImageSplit Part(IReadOnlyList<int> numbers) =>
        new(Folder, Classes, [.. numbers.Select(number => Files[number])], [.. numbers.Select(number => Labels[number])]);

    public string PathOf(int number) => Path.Combine(Folder, Files[number]);

    /// <param name="root">The data root, or null where none is named.</param>
    /// <param name="set">A set of images in folders. Where it declares classes, their order is that of the labels and other folders are
    /// left out.</param>
    /// <param name="split">A folder of the set: <c>train</c>.</param>
    /// <exception cref="InputException">Set or split is not there, a class is empty, or there are fewer than two.</exception>
    public static ImageSplit Open(string? root, DataSetDeclaration set, string split)
    {
        string setFolder = DataRoot.Folder(root, set);
        ImageFolders folders = new(setFolder, split);
        string folder = Path.Combine(setFolder, split);
        if (!folders.Splits.Contains(split))
        {
            string[] there = [.. InputFolder.Folders(setFolder).Select(path => Path.GetFileName(path))];
            string listed =
                there.Length == 0 ? "" : $" Folders there: {string.Join(", ", there.Take(10))}{(there.Length > 10 ? " ..." : "")}.";
            throw new InputException(
                $"The data set '{set.Name}' has no split '{split}': there is no folder '{folder}'.{Spelling.Suggestion(split, there)}{listed} {set.Remedy}"
            );
        }

        string[] classes = [.. folders.ClassNames(split)];
        if (set.Classes.Count > 0)
        {
            string[] missing = [.. set.Classes.Except(classes)];
            if (missing.Length > 0)
            {
                throw new InputException(
                    $"{folder}: there is no folder of the class '{missing[0]}', which the data set '{set.Name}' declares. {set.Remedy}"
                );
            }

            classes = [.. set.Classes];
        }

        if (classes.Length < 2)
        {
            string found = classes.Length == 0 ? "no class folder" : $"one class folder only, '{classes[0]}'";
            throw new InputException($"{folder}: there is {found}; at least two are required. {set.Remedy}");
        }

        List<string> files = [];
        List<int> labels = [];
        for (int label = 0; label < classes.Length; label++)
        {
            IReadOnlyList<string> images = folders.Files($"{split}/{classes[label]}")!;
            if (images.Count == 0)
            {
                throw new InputException($"{Path.Combine(folder, classes[label])}: the class folder has no images. {set.Remedy}");
            }

            files.AddRange(images.Select(image => image[(split.Length + 1)..]));
            labels.AddRange(Enumerable.Repeat(label, images.Count));
        }

        return new ImageSplit(folder, classes, files, labels);
    }

    /// <summary>Binary labels, 0 and 1, need exactly two classes.</summary>
    /// <exception cref="InputException">There are more.</exception>
    public void RequireBinary()
    {
        if (Classes.Count != 2)
        {
            throw new InputException(
                $"{Folder}: binary labels need exactly two classes, but there are {Classes.Count}: {string.Join(", ", Classes)}."
            );
        }
    }
}
