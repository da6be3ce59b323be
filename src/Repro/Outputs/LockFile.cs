namespace Repro.Outputs;

/// <summary>
/// A file that a process holds open while it works on the files beside it. The operating system gives the lock back when the process
/// ends, however it ends.
/// </summary>
internal static class LockFile
{
    /// <summary>How long <see cref="Pause"/> waits between two attempts.</summary>
    public static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    // A process that only tests the lock holds the file for a moment.
    private const int TriesToTake = 20;

    /// <summary>Waits before the next attempt.</summary>
    public static void Pause() => Thread.Sleep(BetweenTries);

    /// <summary>Whether a process holds the file. It is opened for reading only and closed at once, so that no other reader is kept out.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using FileStream free = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Creates the file if needed and holds it until the stream is disposed of.</summary>
    /// <exception cref="IOException">Another process holds it, or it cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static FileStream Take(string path, FileOptions options = FileOptions.None)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
            }
            catch (IOException) when (attempt < TriesToTake && File.Exists(path))
            {
                Pause();
            }
        }
    }
}
