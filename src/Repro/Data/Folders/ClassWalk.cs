namespace Repro.Data.Folders;

/// <summary>
/// The files of a class folder, in the order of Python's <c>sorted(os.walk(folder))</c>: folder by folder, sorted by their paths, and in
/// each by name.
/// </summary>
internal static class ClassWalk
{
    private const int DeepestFolder = 64;

    /// <returns>Paths from the class folder, joined by slashes.</returns>
    /// <exception cref="IOException">A folder cannot be listed, or is too deep.</exception>
    public static IEnumerable<string> Files(string folder)
    {
        List<string> folders = [""];
        Collect(folder, "", folders, 0);
        folders.Sort(CodePointOrder.Instance);
        foreach (string inside in folders)
        {
            IEnumerable<string> names = Directory.EnumerateFiles(Path.Combine(folder, inside)).Select(file => Path.GetFileName(file)!);
            foreach (string name in names.Order(CodePointOrder.Instance))
            {
                yield return inside.Length == 0 ? name : $"{inside}/{name}";
            }
        }
    }

    // Links to folders are not followed below the class.
    private static void Collect(string folder, string inside, List<string> folders, int depth)
    {
        if (depth > DeepestFolder)
        {
            throw new IOException($"'{Path.Combine(folder, inside)}': folders are nested more than {DeepestFolder} deep.");
        }

        foreach (DirectoryInfo each in new DirectoryInfo(Path.Combine(folder, inside)).EnumerateDirectories())
        {
            if (each.LinkTarget is not null)
            {
                continue;
            }

            string path = inside.Length == 0 ? each.Name : $"{inside}/{each.Name}";
            folders.Add(path);
            Collect(folder, path, folders, depth + 1);
        }
    }
}
