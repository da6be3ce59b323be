using System.Diagnostics;
using Repro.Backends;

namespace Repro.Cli.Benchmarks;

/// <summary>What a backend took for a workload.</summary>
/// <param name="Name">The backend's, with what was switched off in it: <c>Cpu</c>, <c>Cpu direct</c>, <c>TensorFlow</c>.</param>
/// <param name="Milliseconds">Of one step, the mean of each run's steps; one value a run.</param>
/// <param name="OutsideShare">Of the time, outside the native library's execute calls (binding, copies, bookkeeping); null where nothing is
/// called.</param>
internal sealed record Timing(string Name, BackendDescription Backend, IReadOnlyList<double> Milliseconds, double? OutsideShare)
{
    public double Median
    {
        get
        {
            double[] sorted = [.. Milliseconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}

/// <summary>
/// Times backends in turns: one run of the first, one of the second, and so on again, so that a machine that grows slower meanwhile
/// slows all of them.
/// </summary>
internal static class AlternatingRuns
{
    // A run lasts at least so long, so that the clock's grain and a single hiccup weigh little.
    private const double LeastMilliseconds = 300;

    // The first steps pay for pages, compiled code (in the runtime's stages, so time counts too) and the library's own choices.
    private const int WarmUpSteps = 3;
    private const double WarmUpMilliseconds = 500;

    // A quick bench is for trying the command and its output.
    private const int QuickShare = 20;

    /// <param name="repeats">Runs of each.</param>
    /// <param name="quick">Shortens the warm-up and the runs to a twentieth.</param>
    public static IReadOnlyList<Timing> Measure(
        IReadOnlyList<Subject> subjects,
        int repeats,
        bool quick = false,
        CancellationToken cancellation = default
    )
    {
        int[] steps = [.. subjects.Select(subject => StepsOfRun(subject, quick ? QuickShare : 1))];
        double[][] times = [.. subjects.Select(_ => new double[repeats])];
        long[] total = new long[subjects.Count];
        long[] inside = new long[subjects.Count];
        for (int run = 0; run < repeats; run++)
        {
            for (int index = 0; index < subjects.Count; index++)
            {
                cancellation.ThrowIfCancellationRequested();
                long insideBefore = subjects[index].InsideTicks ?? 0;
                long before = Stopwatch.GetTimestamp();
                Repeat(subjects[index], steps[index]);
                long ticks = Stopwatch.GetTimestamp() - before;
                inside[index] += (subjects[index].InsideTicks ?? 0) - insideBefore;
                total[index] += ticks;
                times[index][run] = Milliseconds(ticks) / steps[index];
            }
        }

        return
        [
            .. subjects.Select(
                (subject, index) =>
                    new Timing(
                        subject.Name,
                        subject.Backend,
                        times[index],
                        subject.InsideTicks is null ? null : 1 - (double)inside[index] / total[index]
                    )
            ),
        ];
    }

    /// <param name="share">What the times are divided by.</param>
    private static int StepsOfRun(Subject subject, int share)
    {
        long before = Stopwatch.GetTimestamp();
        Repeat(subject, WarmUpSteps);
        while (Milliseconds(Stopwatch.GetTimestamp() - before) < WarmUpMilliseconds / share)
        {
            subject.Step();
        }

        before = Stopwatch.GetTimestamp();
        subject.Step();
        return Math.Max(1, (int)Math.Ceiling(LeastMilliseconds / share / Milliseconds(Stopwatch.GetTimestamp() - before)));
    }

    private static void Repeat(Subject subject, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            subject.Step();
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
