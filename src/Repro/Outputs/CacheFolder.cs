namespace Repro.Outputs;

/// <summary>
/// The cache's files: features and decoded images. Any of them can be removed at any time; it is computed again when it is needed.
/// </summary>
internal static class CacheFolder
{
    private static readonly string[] Endings = [".features", ".pixels"];

    /// <summary>The cached files, those first that were not used for the longest time.</summary>
    public static IReadOnlyList<FileInfo> Files(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ?
                [
                    .. new DirectoryInfo(folder)
                        .EnumerateFiles()
                        .Where(file => Endings.Contains(file.Extension, StringComparer.Ordinal))
                        .OrderBy(file => file.LastAccessTimeUtc)
                        .ThenBy(file => file.Name, StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Notes that a file was used: many file systems do not keep the time of reading themselves.</summary>
    public static void Used(string file)
    {
        try
        {
            File.SetLastAccessTimeUtc(file, DateTime.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A cache that another user filled is only read.
        }
    }

    /// <summary>
    /// Removes the files that were not used for the longest time until the others fit. A file that a process has open is kept:
    /// to remove it would free nothing before the process ends.
    /// </summary>
    /// <param name="limit">In bytes; 0 for no limit.</param>
    public static void Trim(string folder, long limit)
    {
        if (limit == 0)
        {
            return;
        }

        // Another command may remove a file in the middle: its size is then 0.
        (FileInfo File, long Size)[] files = [.. Files(folder).Select(file => (file, Leftovers.Size(file.FullName)))];
        long size = files.Sum(file => file.Size);
        foreach ((FileInfo file, long length) in files)
        {
            if (size <= limit)
            {
                return;
            }

            if (!LockFile.IsOpen(file.FullName))
            {
                Leftovers.Discard(file.FullName);
                size -= length;
            }
        }
    }
}
