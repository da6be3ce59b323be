using Repro.Inputs;

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

    /// <summary>
    /// Whether a process holds the file. It is opened for reading only and closed at once, so that no other reader is kept out.
    /// </summary>
    public static bool IsHeld(string path) => Refuses(path, FileShare.Read);

    /// <summary>Whether a process has the file open, be it for reading only.</summary>
    public static bool IsOpen(string path) => Refuses(path, FileShare.None);

    /// <summary>Creates the file if needed and holds it until the result is disposed of.</summary>
    /// <param name="delete">Whether the file is deleted at the end, by the process that holds it.</param>
    /// <exception cref="IOException">Another process holds it, something other than a regular file has its name, or it cannot be
    /// created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static IDisposable Take(string path, bool delete = false)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
                if (IsNamed(stream, path))
                {
                    return new Held(stream, delete);
                }

                stream.Dispose();
                if (attempt == TriesToTake)
                {
                    throw new IOException($"'{path}' is not a regular file that stays in its place.");
                }
            }
            catch (IOException exception) when (attempt < TriesToTake && exception is not DirectoryNotFoundException)
            {
                // Another process holds it, or has just deleted it.
            }

            Pause();
        }
    }

    private static bool Refuses(string path, FileShare share)
    {
        try
        {
            using FileStream free = new(path, FileMode.Open, FileAccess.Read, share, bufferSize: 1);
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

    // Between opening and locking, the process that held the file may have deleted it: the lock on it keeps nobody out then,
    // since the next process creates another file of that name.
    private static bool IsNamed(FileStream opened, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        FileStatus named = FileStatus.Of(path, followLinks: false);
        return named.Kind == FileKind.Regular && named.Identity == FileStatus.Of(opened.SafeFileHandle).Identity;
    }

    private sealed class Held(FileStream stream, bool delete) : IDisposable
    {
        public void Dispose()
        {
            // Under the lock, so that it is our file. Windows deletes no open file, nor one that another process holds.
            if (delete && !OperatingSystem.IsWindows())
            {
                Leftovers.Discard(stream.Name);
            }

            stream.Dispose();
            if (delete && OperatingSystem.IsWindows())
            {
                Leftovers.Discard(stream.Name);
            }
        }
    }
}
