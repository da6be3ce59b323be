namespace Repro.Outputs;

/// <summary>
/// A file that several commands may fill one after the other. Its name can be foreseen, so what lies there may be another user's trap:
/// links are not followed, and a file with a second name is not written into.
/// </summary>
internal static class PartialFile
{
    /// <summary>Bytes that are there already; what is no file of ours is removed and counts as none.</summary>
    public static long LengthOf(string path)
    {
        FileStatus status = FileStatus.Of(path, followLinks: false);
        if (status.Kind is FileKind.Missing)
        {
            return 0;
        }

        if (IsOurs(status))
        {
            return new FileInfo(path).Length;
        }

        File.Delete(path);
        return 0;
    }

    /// <param name="append">Whether to go on behind what is there; otherwise the file is begun.</param>
    /// <exception cref="IOException">Something else lies there, or it cannot be written to.</exception>
    public static FileStream Open(string path, bool append)
    {
        if (!append)
        {
            File.Delete(path);
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.None);
        FileStatus opened = FileStatus.Of(stream.SafeFileHandle), named = FileStatus.Of(path, followLinks: false);
        if (!IsOurs(named) || !IsOurs(opened) || opened.Identity != named.Identity && opened.Identity.Length > 0)
        {
            stream.Dispose();
            throw new IOException($"'{path}' is not a regular file of this command. Delete it.");
        }

        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    private static bool IsOurs(FileStatus status) => status is { Kind: FileKind.Regular, Links: 1 };
}
