using System.Diagnostics;
using System.Globalization;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Threading;
using Repro.Backends.Optimizers;
using Repro.Cli.Benchmarks;
using Repro.Models;
using Repro.Randomness;

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
        (string name, int samples, Loss loss) = args[0] switch
        {
            "mnist" => ("mnist-full", 64, Loss.CategoricalCrossentropy),
            "mobilenet" => ("mobilenet-150", 20, Loss.BinaryCrossentropy),
            "vgg16" => ("vgg16-base-150", 20, Loss.BinaryCrossentropy),
            "vgg16-finetune" => ("vgg16-plus-dense256{block5 open}", 20, Loss.BinaryCrossentropy),
            "vgg16-open" => ("vgg16-plus-dense256", 20, Loss.BinaryCrossentropy),
            _ => ("catsdogs-scratch", 20, Loss.BinaryCrossentropy),
        };
        bool trains = args[0] != "vgg16";
        int threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
        string instructionSet = args.Length > 2 ? args[2] : KernelSelection.Names.First(KernelSelection.IsSupported);
        double seconds = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 5;
        Model model = name == "mobilenet-150" ? BenchNetworks.MobileNet150() : Own.Runs.Models.Parse(name).Model;
        CpuOptions settings = new() { WinogradGradients = args is not [_, _, _, _, "direct", ..] };
        using Workers workers = new(threads);
        TimedKernels timed = new(KernelSelection.Named(instructionSet, workers), ownTime: workers.Threads == 1);
        CompileOptions options = new(loss, trains ? new RmsProp(1e-4f) : null);
        using CpuNetwork network = new(model, new OperationGraph(model, trains), options, timed, settings);
        Fill(network);
        Tensor x = Values(1, [samples, .. model.InputShape.Axes.Select(axis => axis!.Value)]);
        Tensor y = trains ? Labels(samples, model.OutputShapes[0].Elements) : x;

        List<string> names = [];
        double[] least = [];
        double best = double.MaxValue;
        List<double> all = [];
        long until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < until)
        {
            double start = timed.Now();
            if (trains)
            {
                network.TrainOnBatch(x, y, null!);
            }
            else
            {
                network.Predict(x);
            }

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

    private static void Fill(INetwork network)
    {
        int seed = 100;
        foreach (FlatWeight weight in network.Weights)
        {
            float[] values = Values(seed++, weight.Spec.Elements).Values;
            float scale = 1.5f / MathF.Sqrt(values.Length / (float)weight.Spec.Shape[weight.Spec.Shape.Count - 1]);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = weight.Spec.Shape.Count > 1 ? values[i] * scale : 0;
            }

            network.WriteWeight(weight.Path, values);
        }
    }

    private static Tensor Values(int seed, params int[] shape)
    {
        RandomStream stream = new(seed, "bench", 0);
        Tensor tensor = new(shape);
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            tensor.Values[i] = 2 * stream.NextSingle() - 1;
        }

        return tensor;
    }

    private static Tensor Labels(int samples, int classes)
    {
        Tensor labels = new(samples, classes);
        for (int i = 0; i < samples; i++)
        {
            if (classes == 1)
            {
                labels.Values[i] = i % 2;
            }
            else
            {
                labels.Values[i * classes + i % classes] = 1;
            }
        }

        return labels;
    }
}
