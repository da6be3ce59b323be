using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Repro.Hdf5;

/// <summary>
/// Limits that the operating system holds the present process to. Linux only; elsewhere the parent's deadline stands alone.
/// </summary>
internal static partial class ChildLimits
{
    private const int Cpu = 0;
    private const int Data = 2;
    private const int Core = 4;

    /// <summary>Allows so much memory on top of the present amount, so much processor time from now on, and no core file.</summary>
    public static void Set(long memoryBytes, long processorSeconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using Process self = Process.GetCurrentProcess();
        ulong used = (ulong)Math.Ceiling(self.TotalProcessorTime.TotalSeconds);
        Limit(Core, 0);
        Limit(Cpu, used + (ulong)processorSeconds);
        Limit(Data, PresentData() + (ulong)memoryBytes);
    }

    // VmData of /proc is what the kernel compares with this limit.
    private static ulong PresentData()
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (
                line.StartsWith("VmData:", StringComparison.Ordinal)
                && ulong.TryParse(
                    line["VmData:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out ulong kilobytes
                )
            )
            {
                return kilobytes << 10;
            }
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
