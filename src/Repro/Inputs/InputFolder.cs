namespace Repro.Inputs;

/// <summary>Lists folders that come from outside. A folder that cannot be read is an error, and never an empty one.</summary>
internal static class InputFolder
{
    /// <summary>The paths of the files that match, in ordinal order; of links too.</summary>
    /// <exception cref="InputException">The folder is missing or cannot be listed.</exception>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*") =>
        Listed(folder, () => Directory.GetFiles(folder, pattern));

    /// <summary>The paths of the folders that match, in ordinal order; of links to folders too.</summary>
    /// <exception cref="InputException">The folder is missing or cannot be listed.</exception>
    public static IReadOnlyList<string> Folders(string folder, string pattern = "*") =>
        Listed(folder, () => Directory.GetDirectories(folder, pattern));

    /// <summary>Whether nothing is in the folder.</summary>
    /// <exception cref="InputException">The folder is missing or cannot be listed.</exception>
    public static bool IsEmpty(string folder) =>
        Listed(folder, () => [.. Directory.EnumerateFileSystemEntries(folder).Take(1)]).Length == 0;

    private static string[] Listed(string folder, Func<string[]> list)
    {
        try
        {
            string[] found = list();
            Array.Sort(found, StringComparer.Ordinal);
            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the folder cannot be listed: {exception.Message}", exception);
        }
    }
}
