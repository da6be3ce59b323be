using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Repro.Native;

/// <summary>Gives this process the lowest priority of the system, so that it computes only with what other processes leave.</summary>
internal static partial class LowestPriority
{
    // <sched.h> and <sys/resource.h> of Linux.
    private const int SchedIdle = 5;
    private const int PrioProcess = 0;
    private const int LowestNice = 19;
    private const string Autogroup = "/proc/self/autogroup";

    /// <summary>Whether this process has asked for it: on a busy machine it may then get very little processor time.</summary>
    public static bool IsTaken { get; private set; }

    /// <summary>
    /// Lowers all threads that exist; threads that they start inherit the priority. On Unix this is nice 19, on Linux the policy
    /// SCHED_IDLE as well, on Windows the priority class Idle.
    /// </summary>
    /// <returns>Whether the system allowed it.</returns>
    public static bool Take()
    {
        IsTaken = true;
        if (!OperatingSystem.IsLinux())
        {
            using Process process = Process.GetCurrentProcess();
            process.PriorityClass = ProcessPriorityClass.Idle;
            return true;
        }

        LowerOwnSession();

        // A thread that was not lowered yet may start another meanwhile: the last pass finds no new one.
        HashSet<int> seen = [];
        bool allowed = true;
        for (int[] found = Threads(seen); found.Length > 0; found = Threads(seen))
        {
            allowed &= Array.TrueForAll(found, Lower);
        }

        return allowed;
    }

    private static int[] Threads(HashSet<int> seen) =>
        [
            .. Directory
                .EnumerateDirectories("/proc/self/task")
                .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
                .Where(seen.Add),
        ];

    // A thread that has ended since it was listed needs nothing.
    private static bool Lower(int thread)
    {
        int noPriority = 0;
        return (setpriority(PrioProcess, thread, LowestNice) == 0 && sched_setscheduler(thread, SchedIdle, in noPriority) == 0)
            || !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{thread}"));
    }

    // Where the kernel groups processes by session, nice counts within a session alone. A session that was made for this process
    // (`setsid ./repro queue run`) can be lowered as a whole; one with a user's shell in it stays as it is.
    private static void LowerOwnSession()
    {
        int session = getsid(0);
        if ((session != Environment.ProcessId && session != getppid()) || !File.Exists(Autogroup))
        {
            return;
        }

        try
        {
            File.WriteAllText(Autogroup, LowestNice.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some containers mount /proc read-only; the threads' own priority still counts.
        }
    }

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int value);

    [LibraryImport("libc")]
    private static partial int sched_setscheduler(int thread, int policy, in int priority);

    [LibraryImport("libc")]
    private static partial int getsid(int process);

    [LibraryImport("libc")]
    private static partial int getppid();
}
