using System.Buffers.Text;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Repro.Hdf5;

/// <summary>
/// Limits that the operating system holds the present process to. Linux only; elsewhere the parent's deadline stands alone.
/// </summary>
internal static partial class ChildLimits
{
    private const int Cpu = 0;
    private const int Data = 2;
    private const int Core = 4;

    // The line comes after the list of groups, of which a user can have some thousands.
    private const int StatusLength = 1 << 16;

    /// <summary>Allows so much memory on top of the present amount, so much processor time from now on, and no core file.</summary>
    public static void Set(long memoryBytes, long processorSeconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        ulong used = (ulong)Math.Ceiling(Environment.CpuUsage.TotalTime.TotalSeconds);
        Limit(Core, 0);
        Limit(Cpu, used + (ulong)processorSeconds);
        Limit(Data, PresentData() + (ulong)memoryBytes);
    }

    // VmData of /proc is what the kernel compares with this limit. Read without streams and text, which this short process would compile.
    private static ulong PresentData()
    {
        using SafeFileHandle status = File.OpenHandle("/proc/self/status");
        Span<byte> text = stackalloc byte[StatusLength];
        text = text[..RandomAccess.Read(status, text, 0)];
        ReadOnlySpan<byte> key = "VmData:"u8;
        int at = text.IndexOf(key);
        if (at >= 0 && Utf8Parser.TryParse(text[(at + key.Length)..].TrimStart(" \t"u8), out ulong kilobytes, out _))
        {
            return kilobytes << 10;
        }

        return 1UL << 30;
    }

    // Where a limit cannot be set the deadline still holds, so a failure changes nothing that could be said.
    private static unsafe void Limit(int resource, ulong value)
    {
        ulong* both = stackalloc ulong[] { value, value };
        _ = setrlimit(resource, both);
    }

    [LibraryImport("libc")]
    private static unsafe partial int setrlimit(int resource, ulong* limits);
}
