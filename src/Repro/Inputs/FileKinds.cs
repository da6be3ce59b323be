namespace Repro.Inputs;

/// <summary>Finds out what a path names without opening it: opening a pipe can wait forever, and opening a device can change it.</summary>
internal static class FileKinds
{
    /// <param name="followLinks">Whether a link is answered by what it leads to.</param>
    /// <returns><see cref="FileKind.Missing"/> also where a folder on the way cannot be entered.</returns>
    public static FileKind Of(string path, bool followLinks)
    {
        try
        {
            return FileStatus.Of(path, followLinks).Kind;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileKind.Missing;
        }
    }
}
