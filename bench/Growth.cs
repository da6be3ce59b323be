using System.Diagnostics;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;
using Repro.Randomness;
using Repro.Training.Loop;
using Repro.Training.Weights;

namespace Repro.Bench;

/// <summary>
/// How a training step's time grows with the batch, the images' side, the depth and the threads.
/// <c>dotnet run -c Release --project bench -- growth [INSTRUCTION-SET]</c>; one minute or so, alone on the machine.
/// </summary>
internal static class Growth
{
    private const int Repetitions = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    public static void Run(string? instructionSet)
    {
        string name = instructionSet ?? CpuOptions.Auto;
        Show("batch", [1, 2, 5, 10, 20, 40], batch => (Convnet(150), batch, 0));
        Show("side", [74, 112, 150, 200, 300], side => (Convnet(side), 20, 0));
        Show("convolutions 37x37x128", [1, 2, 4, 8], depth => (Deep(depth), 20, 0));
        Show("threads", [1, 2, 3, 4], threads => (Convnet(150), 20, threads));

        void Show(string what, int[] values, Func<int, (Model Model, int Batch, int Threads)> of)
        {
            Write($"{what, -24}{"ms", 10}{"GFLOP", 9}{"GFLOP/s", 9}");
            foreach (int value in values)
            {
                (Model model, int batch, int threads) = of(value);
                double milliseconds = Measure(model, batch, new CpuOptions(threads, name));
                double operations = 2e-9 * batch * MultiplyAdds.Training(FlattenedModel.Of(model));
                Write($"{value, -24}{milliseconds, 10:F2}{operations, 9:F2}{operations / milliseconds * 1e3, 9:F0}");
            }
        }
    }

    /// <summary>Milliseconds of a training step: the median of some, after a warm-up.</summary>
    private static double Measure(Model model, int batch, CpuOptions options)
    {
        using CpuBackend backend = new(options);
        using INetwork network = backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, new RmsProp(1e-4f)));
        WeightInitializer.Write(network, seed: 1);
        Tensor x = new([batch, .. model.InputShape.Axes.Select(axis => axis!.Value)]);
        RandomStream pixels = new(1, "bench/growth");
        foreach (ref float value in x.Values.AsSpan())
        {
            value = pixels.NextSingle();
        }

        Tensor y = new(batch, 1);
        for (int sample = 0; sample < batch; sample++)
        {
            y.Values[sample] = sample % 2;
        }

        SeededDropout dropout = new(1);

        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < WarmUp; )
        {
            network.TrainOnBatch(x, y, dropout);
        }

        double[] times = new double[Repetitions];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            network.TrainOnBatch(x, y, dropout);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }

    // The convnet of the workload convnet-150 for images of another size.
    private static Model Convnet(int side)
    {
        ModelBuilder builder = ModelBuilder.Sequential($"convnet-{side}", new Shape(side, side, 3));
        int[] filters = [32, 64, 128, 128];
        for (int block = 0; block < filters.Length; block++)
        {
            builder.Add(new Conv2D(filters[block], 3) { Name = $"conv2d_{block}", Activation = Activation.Relu });
            builder.Add(new MaxPooling2D { Name = $"max_pooling2d_{block}" });
        }

        builder.Add(new Flatten { Name = "flatten" });
        builder.Add(new Dense(512) { Name = "dense", Activation = Activation.Relu });
        builder.Add(new Dense(1) { Name = "dense_1", Activation = Activation.Sigmoid });
        return builder.Build();
    }

    // The same convolution again and again.
    private static Model Deep(int depth)
    {
        ModelBuilder builder = ModelBuilder.Sequential($"deep-{depth}", new Shape(37, 37, 128));
        for (int layer = 0; layer < depth; layer++)
        {
            builder.Add(
                new Conv2D(128, 3)
                {
                    Name = $"conv2d_{layer}",
                    Padding = Padding.Same,
                    Activation = Activation.Relu,
                }
            );
        }

        builder.Add(new GlobalAveragePooling2D { Name = "pooled" });
        builder.Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid });
        return builder.Build();
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
