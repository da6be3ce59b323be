using Repro.Models;

namespace Repro.Backends;

/// <summary>The loss of one of a model's outputs, as Keras's <c>compile</c> takes it for several.</summary>
/// <param name="Output">The name of the layer that makes the output; null where losses are given in the order of the outputs.</param>
internal sealed record OutputLoss(string? Output, Loss Loss)
{
    /// <summary>What the loss is multiplied with in the sum of all, Keras's <c>loss_weights</c>.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether the accuracy of the output is recorded.</summary>
    public bool HasAccuracy { get; init; }

    /// <summary>What is computed of the output beside its loss and accuracy.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>
    /// The place of each output's sums in <see cref="BatchResult.Metrics"/>: the sum of its losses, the number of correct answers, and the
    /// sums of its metrics.
    /// </summary>
    public int Sums => 2 + Metrics.Sum(metric => metric.Sums);

    /// <summary>The names of a model's outputs: those of the layers that make them.</summary>
    public static IReadOnlyList<string> NamesOf(Model model) => [.. model.Outputs.Select(output => model.Nodes[output].Layer.Name)];

    /// <summary>The losses in the order of the model's outputs, each with its output's name.</summary>
    /// <exception cref="ModelException">There is not one loss for each output.</exception>
    public static IReadOnlyList<OutputLoss> InOrder(Model model, IReadOnlyList<OutputLoss> losses)
    {
        IReadOnlyList<string> names = NamesOf(model);
        if (losses.Count != names.Count)
        {
            throw new ModelException(
                $"Model '{model.Name}' has {Counted.Of(names.Count, "output")} ({string.Join(", ", names)}), but {Counted.Of(losses.Count, "loss", "losses")} {(losses.Count == 1 ? "is" : "are")} given. Give one for each output."
            );
        }

        if (losses[0].Output is null)
        {
            return [.. losses.Select((loss, index) => loss with { Output = names[index] })];
        }

        return
        [
            .. names.Select(name =>
                losses.FirstOrDefault(loss => loss.Output == name)
                ?? throw new ModelException(
                    $"Model '{model.Name}' has the outputs {string.Join(", ", names)}, but the losses are given for {string.Join(", ", losses.Select(loss => loss.Output))}."
                )
            ),
        ];
    }
}
