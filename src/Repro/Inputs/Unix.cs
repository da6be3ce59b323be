using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Repro.Inputs;

/// <summary>The system calls that .NET does not offer, or whose errors it does not report. Not for Windows.</summary>
internal static partial class Unix
{
    public const int CurrentFolder = -100;
    public const int NoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStatus = 0x7ff;
    public const int MayWrite = 2;
    public const int GetDescriptorFlags = 1;
    public const int CloseOnExec = 1;

    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int InvalidArgument = 22;

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    /// <summary>Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(int descriptor);

    // Flags of 0: read only. The third argument of the C function is only read when a file is created.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>Linux only.</summary>
    /// <param name="buffer">256 bytes.</param>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int folder, string path, int flags, uint mask, Span<byte> buffer);

    // The result is allocated by the C library where no buffer is given.
    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, nint buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint memory);

    /// <summary>The path without any link in it; null where it does not exist.</summary>
    public static string? RealPath(string path)
    {
        nint text = RealPath(path, 0);
        if (text == 0)
        {
            return null;
        }

        try
        {
            return Marshal.PtrToStringUTF8(text);
        }
        finally
        {
            Free(text);
        }
    }

    /// <summary>The error of the last call as the exception that .NET itself would throw.</summary>
    public static IOException LastError() => Error(Marshal.GetLastPInvokeError());

    public static IOException Error(int number) => new(Marshal.GetPInvokeErrorMessage(number) + ".", number);
}
