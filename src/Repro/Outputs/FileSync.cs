using System.Runtime.InteropServices;
using Repro.Inputs;

namespace Repro.Outputs;

/// <summary>
/// Brings what was written to the disk and reports when that fails. <see cref="FileStream.Flush(bool)"/> ignores the errors
/// of <c>fsync</c> (.NET 10.0.12), so that a file that the disk refused would count as written.
/// </summary>
internal static class FileSync
{
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Flush(FileStream stream)
    {
        if (OperatingSystem.IsWindows())
        {
            stream.Flush(flushToDisk: true);
            return;
        }

        stream.Flush();
        Require(() => Unix.Sync(stream.SafeFileHandle));
    }

    /// <summary>Makes a file that was created or renamed in a folder keep its name when the power fails.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            FlushFolder(folder, Unix.Sync);
        }
    }

    /// <summary>Brings a folder of many files to the disk, at once with whatever else its file system has to write. Linux only.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void FlushAll(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            FlushFolder(folder, Unix.SyncFileSystem);
        }
    }

    private static void FlushFolder(string folder, Func<int, int> sync)
    {
        int descriptor = Unix.Open(folder, 0);
        if (descriptor < 0)
        {
            int error = Marshal.GetLastPInvokeError();

            // A folder that may be written to need not be readable.
            if (error == Unix.AccessDenied)
            {
                return;
            }

            throw Unix.Error(error);
        }

        try
        {
            Require(() => sync(descriptor));
        }
        finally
        {
            _ = Unix.Close(descriptor);
        }
    }

    private static void Require(Func<int> sync)
    {
        while (sync() != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == Unix.Interrupted)
            {
                continue;
            }

            // The file system has no such operation; that is no failed write.
            if (error == Unix.InvalidArgument || error == NotSupported)
            {
                return;
            }

            throw Unix.Error(error);
        }
    }

    private static int NotSupported => OperatingSystem.IsMacOS() ? 45 : 95;
}
