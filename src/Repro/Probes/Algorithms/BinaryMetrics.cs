using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Probes.Forms;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:binary-metrics[0.51 0.01]/acc</c>: loss and accuracy, as the backend evaluates, of predictions that give the right class
/// these probabilities.
/// </summary>
internal static class BinaryMetrics
{
    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:binary-metrics[P P]/acc",
            "Accuracy, from 0 to 1, of predictions that give the right class the probabilities P, one or more, each between 0 and 1.",
            "algorithm:binary-metrics[0.51 0.01]/acc"
        ),
        new(
            "algorithm:binary-metrics[P P]/loss",
            "Mean binary crossentropy of predictions that give the right class the probabilities P.",
            "algorithm:binary-metrics[0.51 0.01]/loss"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        List<double> probabilities = [];
        foreach (string text in address.Arguments)
        {
            if (!Numbers.TryNumber(text, out double probability) || probability is <= 0 or >= 1)
            {
                throw new UnknownFormException();
            }

            probabilities.Add(probability);
        }

        if (probabilities.Count == 0 || address.Variants.Count > 0 || address.Quantity is not ("acc" or "loss"))
        {
            throw new UnknownFormException();
        }

        // One sigmoid unit that passes its input on: the logit of each probability; the right class is 1.
        Model model = ModelBuilder
            .Sequential("metrics", new Shape(1))
            .Add(new Dense(1) { Name = "unit", Activation = Activation.Sigmoid })
            .Build();
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));
        network.WriteWeight("unit/kernel", [1f]);
        Tensor logits = new(
            [.. probabilities.Select(probability => (float)Math.Log(probability / (1 - probability)))],
            probabilities.Count,
            1
        );
        Tensor labels = new([.. probabilities.Select(_ => 1f)], probabilities.Count, 1);
        BatchResult result = network.TestOnBatch(logits, labels);
        return new Measurement.Exact(
            new Value.Number(address.Quantity == "acc" ? result.Accuracy : result.Loss),
            FormattableString.Invariant($"accuracy {result.Accuracy}, mean loss {result.Loss:G4}")
        );
    }
}
