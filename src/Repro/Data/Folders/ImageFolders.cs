namespace Repro.Data.Folders;

/// <summary>
/// A set of images as Keras's <c>flow_from_directory</c> finds it: <c>SPLIT/CLASS/*.jpg</c>, classes in the order of their sorted names,
/// in each the files of the class's own folder and then those of the folders inside, all sorted by code point.
/// </summary>
internal sealed class ImageFolders
{
    // Those that Keras takes for images. It does not ask for the dot.
    private static readonly string[] Endings = ["png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff"];
    private readonly SortedDictionary<string, SortedDictionary<string, string[]>> _splits = new(CodePointOrder.Instance);

    /// <summary>Lists the files; nothing is opened.</summary>
    /// <param name="only">The one split to be listed; null for all.</param>
    /// <exception cref="InputException">The folder cannot be listed.</exception>
    public ImageFolders(string root, string? only = null)
    {
        Root = root;
        try
        {
            foreach (string split in Directory.EnumerateDirectories(root).Where(split => only is null || Path.GetFileName(split) == only))
            {
                SortedDictionary<string, string[]> classes = new(CodePointOrder.Instance);
                foreach (string folder in Directory.EnumerateDirectories(split))
                {
                    classes[Path.GetFileName(folder)] = [.. ClassWalk.Files(folder).Where(IsImage)];
                }

                _splits[Path.GetFileName(split)] = classes;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{root}: cannot be listed: {exception.Message}", exception);
        }
    }

    public string Root { get; }

    public IReadOnlyList<string> Splits => [.. _splits.Keys];

    /// <summary>All class names, sorted; a class's label is its place in the list.</summary>
    public IReadOnlyList<string> Classes =>
        [.. _splits.Values.SelectMany(classes => classes.Keys).Distinct().Order(CodePointOrder.Instance)];

    /// <summary>Splits, each followed by its classes: <c>train train/a train/b</c>.</summary>
    public IReadOnlyList<string> Folders =>
        [.. _splits.SelectMany(split => (string[])[split.Key, .. split.Value.Keys.Select(name => $"{split.Key}/{name}")])];

    /// <summary>
    /// Files as <c>SPLIT/CLASS/FILE</c>, where FILE may be in folders inside the class, in the order in which Keras numbers them.
    /// </summary>
    /// <param name="part">A split, a class, <c>SPLIT/CLASS</c>, or null for all.</param>
    /// <returns>Null where there is no such part.</returns>
    public IReadOnlyList<string>? Files(string? part = null)
    {
        List<string> files = [];
        bool known = part is null;
        foreach ((string split, SortedDictionary<string, string[]> classes) in _splits)
        {
            known |= part == split;
            foreach ((string name, string[] images) in classes)
            {
                if (part is null || part == split || part == name || part == $"{split}/{name}")
                {
                    known = true;
                    files.AddRange(images.Select(image => $"{split}/{name}/{image}"));
                }
            }
        }

        return known ? files : null;
    }

    public int ClassesOf(string split) => _splits[split].Count;

    /// <summary>The classes of one split, sorted.</summary>
    public IReadOnlyCollection<string> ClassNames(string split) => _splits[split].Keys;

    /// <summary>Whether Keras takes a file of that name for an image.</summary>
    internal static bool IsImage(string file) => Array.Exists(Endings, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
