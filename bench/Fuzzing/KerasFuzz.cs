using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Repro.Hdf5;
using Repro.Keras.Files;

namespace Repro.Bench.Fuzzing;

/// <summary>
/// Feeds mutated .h5 files to the code that reads saved Keras models: <c>fuzz h5 [COUNT [SEED [FIRST]]]</c>. The inputs are read in a child
/// process, many in one, since starting one an input would take most of the time. Where libhdf5 crashes that child, runs for longer than a
/// second or
/// takes more memory than the tool would allow it, the same input is read once more as the tool does it, in a process of its own with a
/// deadline: a crash must become one <see cref="InputException"/> there,
/// and whatever it is the tool must answer in time.
/// </summary>
internal static class KerasFuzz
{
    public const string Child = "fuzz-h5-child";
    private const int BoundaryEvery = 50;

    // Ending a process and starting one take their time on a busy machine.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    // What the tool's own reading process may take on top of its start, for the longest input; this child has no such limit.
    private static readonly long MemoryAllowed = Hdf5Limits.Memory(Mutator.MaximumLength);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);

    public static int Run(long count, int seed, long from)
    {
        KerasFuzzTally tally = new(MemoryAllowed);
        long next = from;
        while (next < from + count)
        {
            next = Feed(seed, next, from + count, tally);
        }

        Mutator mutator = KerasFuzzChild.Mutator(seed);
        foreach (long number in tally.Slow.Union(tally.Large))
        {
            AtTheBoundary(mutator, seed, number, tally, mustRefuse: false);
        }

        for (long number = from; number < from + count; number += BoundaryEvery)
        {
            AtTheBoundary(mutator, seed, number, tally, mustRefuse: false);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"h5: {count} inputs from seed {seed}: {tally.Read} read, {tally.Refused} refused, {tally.Crashed} crashed the child, {tally.Stopped} stopped after {Silence.TotalSeconds:0} s, {tally.Slow.Count} more than a second busy, {tally.Large.Count} beyond {MemoryAllowed >> 20} MiB, "
            )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tally.Boundary} also read as the tool does (slowest {tally.SlowestBoundary:0.0} s), {tally.Findings} findings; slowest {tally.Slowest:0.000} s (number {tally.SlowestNumber}); peak memory of a child {tally.Peak >> 20} MiB"
                )
        );
        return tally.Findings == 0 ? 0 : 1;
    }

    // Starts a child at an input and follows its lines; answers with the number after the last one that is settled.
    private static long Feed(int seed, long first, long end, KerasFuzzTally tally)
    {
        ProcessStartInfo start = new(
            Path.GetFullPath(
                Path.Combine(
                    RuntimeEnvironment.GetRuntimeDirectory(),
                    "..",
                    "..",
                    "..",
                    OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
                )
            )
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["exec", typeof(KerasFuzz).Assembly.Location, Child])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (long number in (long[])[seed, first, end])
        {
            start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        }

        start.Environment["HDF5_PLUGIN_PRELOAD"] = "::";
        using Process child = Process.Start(start)!;
        tally.BeginChild();
        bool silent = false;
        TimeSpan spoken = TimeSpan.Zero;
        using Timer watch = new(_ =>
        {
            // By processor time: on a busy machine an honest answer may take long by the clock.
            if (!child.HasExited && Used(child) - spoken > Silence)
            {
                silent = true;
                child.Kill();
            }
        });
        watch.Change(Tick, Tick);
        long settled = first;
        while (child.StandardOutput.ReadLine() is { } line)
        {
            spoken = Used(child);
            settled = tally.Take(line, settled);
        }

        child.WaitForExit();
        watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (settled >= end)
        {
            return settled;
        }

        // The next one ended it.
        Console.WriteLine(
            $"h5 seed {seed} number {settled}: the child ended with {child.ExitCode}{(silent ? " after it had been silent" : "")}"
        );
        tally.Crashed += silent ? 0 : 1;
        tally.Stopped += silent ? 1 : 0;
        AtTheBoundary(KerasFuzzChild.Mutator(seed), seed, settled, tally, mustRefuse: true);
        return settled + 1;
    }

    private static TimeSpan Used(Process child)
    {
        child.Refresh();
        try
        {
            return child.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
            return TimeSpan.Zero;
        }
    }

    private static void AtTheBoundary(Mutator mutator, int seed, long number, KerasFuzzTally tally, bool mustRefuse)
    {
        string path = Path.Combine(Path.GetTempPath(), $"repro-fuzz-{Environment.ProcessId}.h5");
        File.WriteAllBytes(path, mutator.Make(number));
        tally.Boundary++;
        TimeSpan allowed = Hdf5Limits.Deadline(new FileInfo(path).Length) + Grace;
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            KerasFile.Read(path);
            if (mustRefuse)
            {
                tally.Find($"h5 seed {seed} number {number}: it ended the child, and the tool reads it");
            }
        }
        catch (InputException exception)
        {
            if (!exception.Message.StartsWith(path, StringComparison.Ordinal))
            {
                tally.Find($"h5 seed {seed} number {number}: the error does not name the file: {exception.Message}");
            }
        }
        catch (Exception exception)
        {
            tally.Find($"h5 seed {seed} number {number}: {exception.GetType().Name}: {exception.Message}");
        }
        finally
        {
            File.Delete(path);
        }

        if (watch.Elapsed > allowed)
        {
            tally.Find(
                $"h5 seed {seed} number {number}: the tool took {watch.Elapsed.TotalSeconds:0.0} s, where {allowed.TotalSeconds:0.0} are allowed"
            );
        }

        tally.SlowestBoundary = Math.Max(tally.SlowestBoundary, watch.Elapsed.TotalSeconds);
    }
}
