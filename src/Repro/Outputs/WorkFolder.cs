using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>A folder for the time of a work, gone afterwards; a later command removes what a killed process left.</summary>
internal sealed class WorkFolder : IDisposable
{
    private FileStream? _lock;

    private WorkFolder(string path)
    {
        Path = path;
        try
        {
            _lock = new FileStream(
                System.IO.Path.Combine(path, Leftovers.LockName),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch
        {
            Leftovers.Discard(path);
            throw;
        }
    }

    public string Path { get; }

    /// <summary>In the system's temporary folder, for this user alone.</summary>
    /// <exception cref="InputException">There is no temporary folder that can be written to.</exception>
    public static WorkFolder Temporary()
    {
        string place = System.IO.Path.GetTempPath();
        try
        {
            Leftovers.Remove(place);
            return new WorkFolder(Directory.CreateTempSubdirectory(TemporaryName.Prefix).FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"Cannot create a temporary folder in '{place}': {exception.Message} Set TMPDIR to a folder that can be written to.",
                exception
            );
        }
    }

    /// <summary>Beside a place that does not exist yet, to be moved there when it is complete.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static WorkFolder Beside(string place)
    {
        string folder = System.IO.Path.GetDirectoryName(Real(place)) ?? throw new IOException("It is the root of the file system.");
        Directory.CreateDirectory(folder);
        Leftovers.Remove(folder);
        string path = TemporaryName.Beside(folder);
        Directory.CreateDirectory(path);
        return new WorkFolder(path);
    }

    /// <summary>Moves the complete folder to its place; an empty folder there is replaced.</summary>
    /// <exception cref="IOException">The place is taken, or cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The place cannot be written to.</exception>
    public void MoveTo(string place)
    {
        string full = Real(place);
        Release();
        FileSync.FlushAll(Path);
        if (Directory.Exists(full))
        {
            Directory.Delete(full);
        }

        Directory.Move(Path, full);
        FileSync.FlushFolder(System.IO.Path.GetDirectoryName(full)!);
    }

    public void Dispose()
    {
        Release();
        Leftovers.Discard(Path);
    }

    // Where a link leads to a folder that folder is replaced, and the link stays.
    private static string Real(string place)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(place));
        return OperatingSystem.IsWindows() ? full : Unix.RealPath(full) ?? full;
    }

    private void Release()
    {
        if (_lock is null)
        {
            return;
        }

        _lock.Dispose();
        Leftovers.Discard(_lock.Name);
        _lock = null;
    }
}
