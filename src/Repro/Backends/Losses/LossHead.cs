using Repro.Models;

namespace Repro.Backends.Losses;

/// <summary>
/// The end of a network in training and evaluation, the same for all engines: loss, correct answers and gradient, all from the
/// logits, the values before the last activation. Sums are float64 in sample order; the gradient is (p - y)/samples in float32.
/// </summary>
/// <param name="logits">The engine's operation that makes the logits.</param>
/// <param name="classes">Logits of a sample.</param>
internal abstract class LossHead(int logits, int classes)
{
    public int Logits => logits;

    public int Classes => classes;

    /// <summary>The head of a loss for a model that ends in the activation which belongs to it.</summary>
    /// <param name="last">The activation that makes the model's output; <see cref="Activation.Linear"/> for anything else.</param>
    /// <param name="logits">The engine's operation that this activation reads.</param>
    /// <exception cref="ModelException">The last layer does not fit the loss.</exception>
    public static LossHead Of(Model model, Loss loss, Activation last, int logits)
    {
        if (model.Outputs.Count != 1)
        {
            throw new ModelException($"Model '{model.Name}' has {model.Outputs.Count} outputs; a loss needs a model with one.");
        }

        Shape shape = model.OutputShapes[0];
        return (loss, last) switch
        {
            (Loss.BinaryCrossentropy, Activation.Sigmoid) when shape is { Rank: 1, Elements: 1 } => new BinaryHead(logits),
            (Loss.CategoricalCrossentropy, Activation.Softmax) when shape.Rank == 1 => new CategoricalHead(logits, shape.Elements),
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
