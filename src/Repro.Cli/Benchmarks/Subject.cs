using Repro.Backends;
using Repro.Models;
using Repro.Randomness;
using Repro.Training.Loop;
using Repro.Training.Weights;

namespace Repro.Cli.Benchmarks;

/// <summary>A workload on a backend, ready to run again and again on the same made batch.</summary>
internal sealed class Subject : IDisposable
{
    private const int Seed = 1;

    private readonly INetwork _network;
    private readonly bool _trains;
    private readonly Tensor _x;
    private readonly Tensor _y;
    private readonly SeededDropout _dropout = new(Seed);
    private readonly Func<long>? _insideTicks;

    /// <param name="insideTicks">Stopwatch ticks spent so far inside the native library's execute calls, where the backend counts
    /// them.</param>
    /// <param name="name">What the report calls it; the backend's name by default.</param>
    public Subject(IBackend backend, Workload workload, Func<long>? insideTicks = null, string? name = null)
    {
        Name = name ?? backend.Name;
        Model model = workload.Build();
        Backend = backend.Describe(model, new CompileOptions(workload.Loss, workload.Optimizer));
        _trains = workload.Optimizer is not null;
        _insideTicks = insideTicks;
        Shape input = model.InputShape;
        _x = new Tensor([workload.Batch, .. input.Axes.Select(axis => axis!.Value)]);
        RandomStream pixels = new(Seed, "bench/pixels");
        foreach (ref float value in _x.Values.AsSpan())
        {
            value = pixels.NextSingle();
        }

        _y = Labels(workload);
        _network = backend.Build(model, new CompileOptions(workload.Loss, workload.Optimizer));
        WeightInitializer.Write(_network, Seed);
    }

    public string Name { get; }

    public BackendDescription Backend { get; }

    public long? InsideTicks => _insideTicks?.Invoke();

    public void Step()
    {
        if (!_trains)
        {
            _network.Predict(_x);
            return;
        }

        _network.TrainOnBatch(_x, _y, _dropout);
        _dropout.Step++;
    }

    public void Dispose() => _network.Dispose();

    private static Tensor Labels(Workload workload)
    {
        RandomStream labels = new(Seed, "bench/labels");
        int classes = workload.Loss == Loss.BinaryCrossentropy ? 1 : 10;
        Tensor y = new(workload.Batch, classes);
        for (int sample = 0; sample < workload.Batch; sample++)
        {
            if (classes == 1)
            {
                y.Values[sample] = labels.Next(2);
            }
            else
            {
                y.Values[sample * classes + labels.Next(classes)] = 1;
            }
        }

        return y;
    }
}
