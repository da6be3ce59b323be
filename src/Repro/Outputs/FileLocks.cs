namespace Repro.Outputs;

/// <summary>
/// Locks on files. Some network file systems grant every lock to everybody, and .NET does not report it:
/// whether a lock keeps others out must be tried.
/// </summary>
internal static class FileLocks
{
    /// <summary>Whether a file that this process holds with <see cref="FileShare.None"/> cannot be opened a second time.</summary>
    public static bool Hold(FileStream held)
    {
        try
        {
            using FileStream second = new(held.Name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Whether locks work in a folder that exists, tried on a temporary file.</summary>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public static bool WorkIn(string folder)
    {
        try
        {
            using FileStream held = new(
                TemporaryName.Beside(folder),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            return Hold(held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write to '{folder}': {exception.Message}", exception);
        }
    }
}
