using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Counting;

namespace Repro.Cli.Benchmarks;

/// <summary>What is timed: a model and a batch of made data.</summary>
/// <param name="Build">Builds the network.</param>
/// <param name="Optimizer">Trains with it; null: predicts only.</param>
internal sealed record Workload(string Name, string What, Func<Model> Build, int Batch, Loss Loss, Optimizer? Optimizer)
{
    /// <summary>Those on VGG16 with a classifier are timed when asked for.</summary>
    public static IReadOnlyList<Workload> Default => [.. All.Take(3)];

    public static IReadOnlyList<Workload> All { get; } =
    [
        new(
            "convnet-150",
            "one training step of a convnet with two classes on 20 images of 150x150",
            BenchNetworks.Convnet150,
            20,
            Loss.BinaryCrossentropy,
            new RmsProp(1e-4f)
        ),
        new(
            "convnet-28",
            "one training step of a convnet with ten classes on 64 images of 28x28",
            BenchNetworks.Convnet28,
            64,
            Loss.CategoricalCrossentropy,
            new RmsProp()
        ),
        new(
            "vgg16-forward",
            "VGG16's base on 20 images of 150x150, forward only",
            BenchNetworks.Vgg16,
            20,
            Loss.CategoricalCrossentropy,
            null
        ),
        new(
            "vgg16-frozen",
            "one training step of a classifier on VGG16's frozen base, 20 images of 150x150",
            BenchNetworks.Vgg16Frozen,
            20,
            Loss.BinaryCrossentropy,
            new RmsProp(2e-5f)
        ),
        new(
            "vgg16-fine-tune",
            "one fine-tuning step of VGG16 from block5_conv1 on, 20 images of 150x150",
            BenchNetworks.Vgg16FineTune,
            20,
            Loss.BinaryCrossentropy,
            new RmsProp(1e-5f)
        ),
        new(
            "convnet-28-adam",
            "convnet-28 with Adam in place of RMSprop",
            BenchNetworks.Convnet28,
            64,
            Loss.CategoricalCrossentropy,
            new Adam()
        ),
        new(
            "mobilenet",
            "one training step of a model like MobileNet on 20 images of 150x150, with Adam",
            BenchNetworks.MobileNet150,
            20,
            Loss.BinaryCrossentropy,
            new Adam()
        ),
    ];

    /// <exception cref="InputException">There is none of that name.</exception>
    public static Workload Named(string name) =>
        All.FirstOrDefault(workload => workload.Name == name)
        ?? throw new InputException(
            $"There is no workload '{name}'. The workloads are {string.Join(", ", All.Select(workload => workload.Name))}."
        );

    /// <summary>Floating-point operations of a step by the layers' definitions, a multiply-add counted as two.</summary>
    public double Operations
    {
        get
        {
            FlattenedModel network = FlattenedModel.Of(Build());
            return 2 * Batch * (Optimizer is null ? MultiplyAdds.Forward(network) : MultiplyAdds.Training(network));
        }
    }
}
