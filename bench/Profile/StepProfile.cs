using System.Diagnostics;
using System.Globalization;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Threading;

namespace Repro.Bench.Profile;

/// <summary>
/// Prints where the time of a training step, or of VGG16's forward pass, goes: the least time of each kernel call over some steps, in the
/// order of the step; with one thread, its own time on the processor.
/// <c>dotnet run -c Release --project bench -- profile mnist|catsdogs|mobilenet|vgg16|vgg16-finetune|vgg16-open [threads]
/// [instruction set] [seconds] [direct]</c>; "direct" leaves Winograd's gradients out.
/// </summary>
internal static class StepProfile
{
    public static void Run(string[] args)
    {
        int threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
        string instructionSet = args.Length > 2 ? args[2] : KernelSelection.Names.First(KernelSelection.IsSupported);
        double seconds = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 5;
        using Workers workers = new(threads);
        TimedKernels timed = new(KernelSelection.Named(instructionSet, workers), ownTime: workers.Threads == 1);
        using ProfiledStep profiled = new(args[0], timed, winogradGradients: args is not [_, _, _, _, "direct", ..]);

        List<string> names = [];
        double[] least = [];
        double best = double.MaxValue;
        List<double> all = [];
        long until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < until)
        {
            double start = timed.Now();
            profiled.Run();
            double step = (timed.Now() - start) * 1e3;
            all.Add(step);
            best = Math.Min(best, step);
            IReadOnlyList<(string Name, double Milliseconds)> calls = timed.Take();
            if (names.Count == 0)
            {
                names = [.. calls.Select(call => call.Name)];
                least = [.. calls.Select(_ => double.MaxValue)];
            }

            for (int i = 0; i < least.Length; i++)
            {
                least[i] = Math.Min(least[i], calls[i].Milliseconds);
            }
        }

        all.Sort();
        for (int i = 0; i < least.Length; i++)
        {
            Console.WriteLine(FormattableString.Invariant($"{least[i], 9:F3} ms  {names[i]}"));
        }

        Console.WriteLine(
            FormattableString.Invariant(
                $"{best, 9:F3} ms  the least step; median {all[all.Count / 2]:F3}, sum of least calls {least.Sum():F3}, {all.Count} steps, {timed.Name}, {workers.Threads} threads"
            )
        );
    }
}
