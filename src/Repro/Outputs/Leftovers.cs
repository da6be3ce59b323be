using System.ComponentModel;
using System.Diagnostics;
using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>Temporary files and folders of processes that were killed while they wrote.</summary>
internal static class Leftovers
{
    /// <summary>The file inside a temporary folder that its process holds.</summary>
    public const string LockName = ".lock";

    // Without a lock that tells, a temporary of another machine on a shared disk may be in use though no process here has its number.
    private static readonly TimeSpan AgeWithoutLock = TimeSpan.FromDays(1);

    // The clock of a file system may differ a little from that of the process table.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(2);

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>Those that lie directly in a folder.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder, ".repro-*", All).Where(IsLeft)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Removes those that lie directly in a folder; what cannot be removed stays.</summary>
    public static void Remove(string folder)
    {
        foreach (string path in In(folder))
        {
            Discard(path);
        }
    }

    /// <summary>Those that lie in a folder and in the folders below it; links are not followed.</summary>
    /// <param name="levels">How far down.</param>
    public static IReadOnlyList<string> Below(string folder, int levels)
    {
        if (levels == 0 || !Directory.Exists(folder))
        {
            return In(folder);
        }

        try
        {
            IEnumerable<DirectoryInfo> inner = new DirectoryInfo(folder).EnumerateDirectories().Where(child => child.LinkTarget is null);
            return [.. In(folder), .. inner.SelectMany(child => Below(child.FullName, levels - 1))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever needs the folder says that it cannot be read.
            return [];
        }
    }

    /// <summary>Bytes of a file, or of all files in a folder.</summary>
    public static long Size(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? new DirectoryInfo(path)
                    .EnumerateFiles(
                        "*",
                        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
                    )
                    .Sum(file => file.Length)
                : new FileInfo(path).Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>
    /// Deletes a file, or a folder with its content; errors are ignored, since something else failed before or was finished.
    /// </summary>
    public static void Discard(string path)
    {
        try
        {
            if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // What could not be written cannot always be deleted.
        }
    }

    private static bool IsLeft(string path)
    {
        try
        {
            if (TemporaryName.ProcessOf(path) is not { } process || LivesSince(process, File.GetLastWriteTimeUtc(path)))
            {
                return false;
            }

            FileStatus status = FileStatus.Of(path, followLinks: false);
            if (status.User is { } user && user != Unix.EffectiveUser())
            {
                // What another user left is theirs to remove; they could also exchange parts of a folder while it is deleted.
                return false;
            }

            return status.Kind switch
            {
                FileKind.Regular => IsUnlocked(path),
                FileKind.Folder => File.Exists(Path.Combine(path, LockName)) ? IsUnlocked(Path.Combine(path, LockName)) : IsOld(path),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsUnlocked(string file)
    {
        using FileStream held = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return FileLocks.Hold(held) || IsOld(file);
    }

    private static bool IsOld(string path) => DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > AgeWithoutLock;

    // A number is used again: a process that is younger than the file did not write it.
    private static bool LivesSince(int process, DateTime written)
    {
        try
        {
            using Process running = Process.GetProcessById(process);
            return running.StartTime.ToUniversalTime() <= written + ClockDifference;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Win32Exception)
        {
            // It runs, but does not say since when.
            return true;
        }
    }
}
