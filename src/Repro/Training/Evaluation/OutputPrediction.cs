using Repro.Backends;
using Repro.Data.Catalog;
using Repro.Models;
using Repro.Numerics;

namespace Repro.Training.Evaluation;

/// <summary>What one output of a model says of an image.</summary>
/// <param name="Output">The name of the layer that makes it.</param>
/// <param name="Classes">The most probable classes first; class 1 alone for one unit with a sigmoid; empty where the numbers are not
/// known to be probabilities.</param>
/// <param name="Values">The numbers of an output without probabilities, unit by unit; empty for classes.</param>
internal sealed record OutputPrediction(string Output, IReadOnlyList<ClassPrediction> Classes, IReadOnlyList<float> Values)
{
    private const int DefaultTop = 3;

    /// <param name="values">The numbers of each output.</param>
    /// <param name="logits">The names of the outputs that a training takes as logits: a sigmoid or softmax makes probabilities of them.</param>
    /// <param name="index">Names the classes of a model with one output; null for none.</param>
    /// <param name="top">The number of classes of each output; null for 3, or all of fewer. An output with fewer classes gives all.</param>
    /// <param name="names">The names of the classes of a data set, for a model with one output; empty for none.</param>
    /// <exception cref="InputException">No output has so many classes, or the index has another number of classes.</exception>
    public static IReadOnlyList<OutputPrediction> Of(
        Model model,
        IReadOnlyList<float[]> values,
        IReadOnlyCollection<string> logits,
        ClassIndex? index,
        int? top,
        IReadOnlyList<string> names
    )
    {
        IReadOnlyList<string> outputs = OutputLoss.NamesOf(model);
        float[]?[] probabilities = [.. values.Select((output, number) => Probabilities(number, output))];
        int most = probabilities.Max(output => output?.Length ?? 0);
        if (top is { } wanted && most <= 1)
        {
            throw new InputException($"--top {wanted}: no output of model '{model.Name}' has several classes to choose from. Omit --top.");
        }

        if (top < 1 || top > most)
        {
            throw new InputException($"--top {top}: the model tells {most} classes apart; ask for 1 to {most}.");
        }

        return [.. probabilities.Select((output, number) => Of(outputs[number], output, values[number]))];

        float[]? Probabilities(int number, float[] output) =>
            logits.Contains(outputs[number])
                ? output is [var only]
                    ? [Sigmoid(only)]
                    : Softmax(output)
                : LogitModel.LastOf(model, model.Outputs[number]) is Activation.Sigmoid or Activation.Softmax
                    ? output
                    : null;

        OutputPrediction Of(string name, float[]? output, float[] numbers) =>
            output is null ? new OutputPrediction(name, [], numbers)
            : output.Length > 1
                ? new OutputPrediction(name, ClassPrediction.Decode(output, index, Math.Min(top ?? DefaultTop, output.Length), names), [])
            : new OutputPrediction(name, [new ClassPrediction(1, null, names.ElementAtOrDefault(1), output[0])], []);
    }

    private static float Sigmoid(float logit) => (float)Elementary.Sigmoid((double)logit);

    private static float[] Softmax(float[] logits)
    {
        double largest = logits.Max();
        double[] powers = [.. logits.Select(logit => Elementary.Exp(logit - largest))];
        double sum = powers.Sum();
        return [.. powers.Select(power => (float)(power / sum))];
    }
}
