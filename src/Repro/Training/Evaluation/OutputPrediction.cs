using Repro.Backends;
using Repro.Data.Catalog;
using Repro.Models;

namespace Repro.Training.Evaluation;

/// <summary>What one output of a model says of an image.</summary>
/// <param name="Output">The name of the layer that makes it.</param>
/// <param name="Classes">The most probable classes first; class 1 alone for one unit with a sigmoid; empty for a number.</param>
/// <param name="Value">The number of one unit without a sigmoid; null for classes.</param>
internal sealed record OutputPrediction(string Output, IReadOnlyList<ClassPrediction> Classes, double? Value)
{
    private const int DefaultTop = 3;

    /// <param name="values">The numbers of each output.</param>
    /// <param name="index">Names the classes of a model with one output; null for none.</param>
    /// <param name="top">The number of classes of each output; null for 3, or all of fewer. An output with fewer classes gives all.</param>
    /// <param name="names">The names of the classes of a data set, for a model with one output; empty for none.</param>
    /// <exception cref="InputException">No output has so many classes, or the index has another number of classes.</exception>
    public static IReadOnlyList<OutputPrediction> Of(
        Model model,
        IReadOnlyList<float[]> values,
        ClassIndex? index,
        int? top,
        IReadOnlyList<string> names
    )
    {
        int most = values.Max(output => output.Length);
        if (top is { } wanted && most == 1)
        {
            throw new InputException($"--top {wanted}: no output of model '{model.Name}' has several classes to choose from. Omit --top.");
        }

        if (top < 1 || top > most)
        {
            throw new InputException($"--top {top}: the model tells {most} classes apart; ask for 1 to {most}.");
        }

        IReadOnlyList<string> outputs = OutputLoss.NamesOf(model);
        return [.. values.Select((output, number) => Of(outputs[number], model.Nodes[model.Outputs[number]].Layer, output))];

        OutputPrediction Of(string name, Layer layer, float[] output) =>
            output.Length > 1
                ? new OutputPrediction(name, ClassPrediction.Decode(output, index, Math.Min(top ?? DefaultTop, output.Length), names), null)
            : LogitModel.LastOf(layer) == Activation.Sigmoid
                ? new OutputPrediction(name, [new ClassPrediction(1, null, names.ElementAtOrDefault(1), output[0])], null)
            : new OutputPrediction(name, [], output[0]);
    }
}
