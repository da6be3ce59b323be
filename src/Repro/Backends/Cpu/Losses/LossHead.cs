using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Operations;
using Repro.Models;

namespace Repro.Backends.Cpu.Losses;

/// <summary>
/// The end of a network in training and evaluation: loss, correct answers and gradient, all from the logits, the values before
/// the last activation. Sums are float64 in sample order; the gradient is (p - y)/samples in float32.
/// </summary>
/// <param name="logits">The operation that makes the logits.</param>
/// <param name="classes">Logits of a sample.</param>
internal abstract class LossHead(int logits, int classes)
{
    public int Logits => logits;

    public int Classes => classes;

    /// <summary>The head of a loss for a graph that ends in the activation which belongs to it.</summary>
    /// <exception cref="ModelException">The last layer does not fit the loss.</exception>
    public static LossHead Of(Model model, OperationGraph graph, Loss loss)
    {
        if (model.Outputs.Count != 1)
        {
            throw new ModelException($"Model '{model.Name}' has {model.Outputs.Count} outputs; a loss needs a model with one.");
        }

        Operation last = graph.Operations[graph.Output];
        Shape shape = model.OutputShapes[0];
        return (loss, last) switch
        {
            (Loss.BinaryCrossentropy, SigmoidOperation) when shape is { Rank: 1, Elements: 1 } => new BinaryHead(last.Inputs[0]),
            (Loss.CategoricalCrossentropy, SoftmaxOperation) when shape.Rank == 1 => new CategoricalHead(last.Inputs[0], last.Elements),
            (Loss.BinaryCrossentropy, _) => throw Misfit("BinaryCrossentropy", "one unit with sigmoid"),
            (Loss.CategoricalCrossentropy, _) => throw Misfit("CategoricalCrossentropy", "softmax over the classes"),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "An unknown loss."),
        };

        ModelException Misfit(string name, string wanted) =>
            new($"Layer '{model.Nodes[model.Outputs[0]].Layer.Name}': the loss {name} needs a model that ends in {wanted}.");
    }

    /// <summary>Loss sum and correct answers; fills <paramref name="gradient"/> (samples x classes) where given.</summary>
    public abstract (double LossSum, int Correct) Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, int samples, Span<float> gradient);
}
