using System.Text;
using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>
/// Writes every file that the tool produces. A regular file is written whole or not at all: into a temporary neighbor with a random name,
/// brought to the disk, and renamed over the old one; it gets the mode that the umask gives. Links are followed; devices, FIFOs and
/// <c>/dev/stdout</c> are written into.
/// </summary>
internal static class OutputFile
{
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteText(string path, string content) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(content)));

    /// <param name="write">Writes the content, from the start to the end; the stream need not be seekable.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            OutputTarget target = OutputTarget.Of(path);
            if (target.IsSpecial)
            {
                using Stream stream = target.Open();
                write(stream);
                stream.Flush();
                return;
            }

            Replace(target.Path, write);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>Whether a regular file is there that <see cref="Write"/> would replace.</summary>
    public static bool Replaces(string path) => path.Length > 0 && FileKinds.Of(path, followLinks: true) == FileKind.Regular;

    /// <summary>Fails now where <see cref="Write"/> would fail after minutes of work. Creates nothing.</summary>
    /// <param name="path">The file; null where no output is asked for.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Require(string? path)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            OutputTarget target = OutputTarget.Of(path);
            if (target.IsSpecial)
            {
                target.RequireWritable();
                return;
            }

            // Folders that are missing are created with the file.
            string folder = Path.GetDirectoryName(target.Path)!;
            while (!Directory.Exists(folder))
            {
                folder = File.Exists(folder) ? throw new IOException($"'{folder}' is not a folder.") : Path.GetDirectoryName(folder)!;
            }

            RequireReplaceable(target.Path, folder);
            using FileStream probe = new(
                TemporaryName.Beside(folder),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>Brings a file that is complete already to the disk and moves it into place.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    internal static void MoveIntoPlace(string from, string to)
    {
        using (FileStream stream = new(from, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            FileSync.Flush(stream);
        }

        File.Move(from, to, overwrite: true);
        FileSync.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    private static void Replace(string full, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        Leftovers.Remove(folder);
        string temporary = TemporaryName.Beside(folder);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                FileSync.Flush(stream);

                // Under the lock, which tells other processes that the temporary file is in use. Windows cannot move an open file.
                if (!OperatingSystem.IsWindows())
                {
                    File.Move(temporary, full, overwrite: true);
                }
            }

            if (OperatingSystem.IsWindows())
            {
                File.Move(temporary, full, overwrite: true);
            }

            FileSync.FlushFolder(folder);
        }
        catch
        {
            Leftovers.Discard(temporary);
            throw;
        }
    }

    // Some files cannot be replaced though their folder can be written to.
    private static void RequireReplaceable(string path, string folder)
    {
        FileStatus file = FileStatus.Of(path, followLinks: false);
        if (file.Kind == FileKind.Missing)
        {
            return;
        }

        if (file.IsMountPoint)
        {
            throw new IOException("It is a mount point and cannot be replaced.");
        }

        if (file.IsProtected)
        {
            throw new IOException("Its attributes protect it from being replaced (see lsattr).");
        }

        FileStatus status = FileStatus.Of(folder);
        if (!status.IsSticky || file.User is not { } owner)
        {
            return;
        }

        uint user = Unix.EffectiveUser();
        if (user != 0 && user != owner && user != status.User)
        {
            throw new IOException($"It belongs to another user, and only its owner can replace it in '{folder}'.");
        }
    }

    private static InputException CannotWrite(string path, Exception exception) =>
        new($"Cannot write '{path}': {exception.Message} Choose a file in a folder that can be written to.", exception);
}
