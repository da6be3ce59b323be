using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>
/// A file that several commands may fill one after the other. Its name is predictable, so another user may have put a file or link there:
/// links are not followed, and a file with a second hard link is not written to.
/// </summary>
internal static class PartialFile
{
    /// <summary>
    /// The file's length in bytes. A link, or any file that this class would not write to, is deleted and has the length 0.
    /// </summary>
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

    /// <param name="append">Whether to append to the file; otherwise a new one replaces it.</param>
    /// <exception cref="IOException">The path names something other than such a file, or it cannot be written to.</exception>
    public static FileStream Open(string path, bool append)
    {
        if (!append)
        {
            File.Delete(path);
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.None);
        FileStatus opened = FileStatus.Of(stream.SafeFileHandle),
            named = FileStatus.Of(path, followLinks: false);
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
