using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Models;
using Repro.Models.Trainability;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Training.Loop;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:train-step{toy, base frozen}/base_weights_changed</c>: which weights one step of the optimiser really moves.
/// </summary>
internal static class TrainStep
{
    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:train-step{toy, STATE}/base_weights_changed",
            "Number of weight tensors of the base that one training step changes. STATE is base open, base frozen or base frozen after compile.",
            "algorithm:train-step{toy, base frozen}/base_weights_changed"
        ),
        new(
            "algorithm:train-step{toy, STATE}/head_weights_changed",
            "Number of weight tensors of the head that one training step changes.",
            "algorithm:train-step{toy, base frozen}/head_weights_changed"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        if (
            address is not { Variants: ["toy", var way], Argument: null, Quantity: "base_weights_changed" or "head_weights_changed" }
            || way is not ("base open" or "base frozen" or "base frozen after compile")
        )
        {
            throw new UnknownFormException();
        }

        IReadOnlyList<string> changed = Changed(way, out string evidence);
        bool ofBase = address.Quantity == "base_weights_changed";
        int count = changed.Count(path => path.StartsWith(ToyModel.BaseName + "/", StringComparison.Ordinal) == ofBase);
        return new Measurement.Exact(
            new Value.Number(count),
            $"weights that one step changed: {(changed.Count > 0 ? string.Join(' ', changed) : "none")}{evidence}"
        );
    }

    private static IReadOnlyList<string> Changed(string way, out string evidence)
    {
        evidence = "";
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        Model open = ToyModel.Build();
        using INetwork network = ToyModel.Network(backend, way == "base frozen" ? Freezing.FreezeBase(open) : open);
        if (way == "base frozen after compile")
        {
            // As in Keras, a built network keeps what was trainable then: freezing makes another model, which is not compiled.
            Model frozen = Freezing.FreezeBase(network.Model);
            evidence = $"; the model frozen afterwards would train {FlattenedModel.Of(frozen).Weights.Count(weight => weight.Trainable)}";
        }

        Dictionary<string, float[]> before = ToyModel.Weights(network);
        (Tensor x, Tensor y) = ToyModel.Data().Batch([.. Enumerable.Range(0, ToyModel.Samples)]);
        network.TrainOnBatch(x, y, new SeededDropout(1));
        return ToyModel.Changed(before, ToyModel.Weights(network));
    }
}
