using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Keras.Catalog;
using Repro.Keras.Optimizers;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:training-epoch{steps_per_epoch=7}[toy]/updates</c>: how often an epoch's training really moves the weights.
/// </summary>
internal static class TrainingEpoch
{
    private const string Steps = "steps_per_epoch=";
    private const int BatchSize = 4;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:training-epoch{steps_per_epoch=N}[toy]/updates",
            "Number of steps of one epoch that change the weights; N is 1 to 1000.",
            "algorithm:training-epoch{steps_per_epoch=7}[toy]/updates"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        if (
            address is not { Variants: [var variant], Argument: "toy", Quantity: "updates" }
            || !variant.StartsWith(Steps, StringComparison.Ordinal)
            || !Numbers.TryCount(variant[Steps.Length..], out int steps)
            || steps is < 1 or > 1000
        )
        {
            throw new UnknownFormException();
        }

        RunConfiguration run = new()
        {
            Name = "toy",
            Documents = [],
            Models = ModelCatalog.BuiltIn,
            Model = "toy",
            Set = new Project.DataSetDeclaration("toy", Project.DataSetKind.Npz),
            Train = new SplitConfiguration("train", ToyModel.Samples, BatchSize, steps, null, null, null, null),
            Loss = ToyModel.Compile.Loss,
            Optimizer = OptimizerConfiguration.RmsProp(),
            Epochs = 1,
            Seeds = [1],
        };
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = ToyModel.Network(backend, ToyModel.Build());
        Trainer trainer = new(
            run,
            1,
            network,
            new TrainingData(ToyModel.Data(), null, null, new Dictionary<string, string>(), ""),
            run.Epochs
        );
        int updates = 0;
        while (!trainer.IsFinished)
        {
            Dictionary<string, float[]> before = ToyModel.Weights(network);
            trainer.Advance();
            updates += ToyModel.Changed(before, ToyModel.Weights(network)).Count > 0 ? 1 : 0;
        }

        return new Measurement.Exact(
            new Value.Number(updates),
            $"steps of one epoch that changed the weights; {ToyModel.Samples} samples in batches of {BatchSize}"
        );
    }
}
