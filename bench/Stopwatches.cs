using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Repro.Bench;

internal static partial class Stopwatches
{
    private const int LeastRepetitions = 5;
    private const double WarmUp = 0.3;
    private const int ThreadTime = 3;

    /// <summary>The shortest of at least five repetitions, in seconds, after a warm-up.</summary>
    /// <param name="ownTime">Only this thread's time on a processor counts: right for work of one thread on a machine that is not
    /// quiet.</param>
    public static double Least(TimeSpan atLeast, bool ownTime, Action action)
    {
        // The compiler has done its best after some calls and some time.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUp; )
        {
            action();
        }

        double least = double.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < LeastRepetitions || Stopwatch.GetElapsedTime(begin) < atLeast; i++)
        {
            double start = Now(ownTime);
            action();
            least = Math.Min(least, Now(ownTime) - start);
        }

        return least;
    }

    /// <summary>Seconds since some moment; on Linux, on request, of this thread alone.</summary>
    public static double Now(bool ownTime)
    {
        if (!ownTime || !OperatingSystem.IsLinux() || ClockGetTime(ThreadTime, out TimeSpec time) != 0)
        {
            return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        }

        return time.Seconds + time.Nanoseconds * 1e-9;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
