using System.Globalization;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Threading;

namespace Repro.Bench.Profile;

/// <summary>
/// Prints how a step would be scheduled on more threads than this machine has. Loops are planned for the given number of threads; one
/// thread computes all tasks, and the time of each task on the processor is taken. Each loop is then scheduled as <see cref="Workers"/>
/// does: a free thread takes the next task. Caches and memory that threads share are not part of the simulation.
/// <c>dotnet run -c Release --project bench -- schedule mnist|catsdogs|mobilenet|vgg16|vgg16-finetune|vgg16-open [threads ...]</c>
/// </summary>
internal static class ScheduleProfile
{
    private const int Steps = 5;
    private const int MostIdle = 8;

    public static void Run(string[] args)
    {
        int[] threads = args.Length > 1 ? [.. args[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [1, 2, 4, 16, 64];
        Console.WriteLine("threads  loops  tasks  step ms  outside loops ms  idle in loops  speed-up");
        double single = 0;
        StepSchedule? last = null;
        foreach (int count in threads.Prepend(1).Distinct())
        {
            StepSchedule best = Measure(args[0], count);
            single = count == 1 ? best.Milliseconds : single;
            last = best;
            Console.WriteLine(
                FormattableString.Invariant(
                    $"{count, 7}  {best.Loops.Count, 5}  {best.Loops.Sum(loop => loop.Tasks), 5}  {best.Milliseconds, 7:F1}  {best.Outside, 16:F1}  {best.Idle, 13:P0}  {single / best.Milliseconds, 8:F1}"
                )
            );
        }

        Console.WriteLine($"Loops with the most idle time on {threads[^1]} threads:");
        foreach (LoopSchedule loop in last!.Loops.OrderByDescending(loop => loop.Idle).Take(MostIdle))
        {
            Console.WriteLine(
                FormattableString.Invariant($"{loop.Milliseconds, 9:F3} ms, idle {loop.Idle, 7:F3} ms, {loop.Tasks, 5} tasks  {loop.Work}")
            );
        }
    }

    private static StepSchedule Measure(string step, int threads)
    {
        LoopTimes times = new();
        using Workers workers = new(threads, times);
        using ProfiledStep profiled = new(step, KernelSelection.Best(workers));
        profiled.Run();
        List<StepSchedule> schedules = [];
        for (int i = 0; i < Steps; i++)
        {
            times.Start();
            profiled.Run();
            schedules.Add(times.Schedule(threads));
        }

        return schedules.MinBy(schedule => schedule.Milliseconds)!;
    }
}
