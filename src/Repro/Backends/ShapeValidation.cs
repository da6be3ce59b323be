using Repro.Models;

namespace Repro.Backends;

/// <summary>What comes into a network must fit its model, and the messages say so alike on every backend.</summary>
internal static class ShapeValidation
{
    /// <exception cref="ArgumentException">The batch has another shape, or no sample.</exception>
    public static void Check(Model model, Tensor x) => Check(model, x, model.InputShape);

    /// <param name="shape">Of each sample: the model's input, or the output of the layer at which the batch enters.</param>
    /// <exception cref="ArgumentException">The batch has another shape, or no sample.</exception>
    public static void Check(Model model, Tensor x, Shape shape)
    {
        if (!Fits(x, shape))
        {
            throw new ArgumentException($"Model '{model.Name}' takes batches of {shape}, but got a tensor of {x}.", nameof(x));
        }
    }

    /// <exception cref="ArgumentException">The batch or its labels have another shape.</exception>
    public static void Check(Model model, Tensor x, Tensor y, int classes, Shape shape)
    {
        Check(model, x, shape);
        if (y.Shape.Count != 2 || y.Shape[1] != classes || y.Samples != x.Samples)
        {
            throw new ArgumentException(
                $"Model '{model.Name}' takes labels of {x.Samples}x{classes} with this batch, but got {y}.",
                nameof(y)
            );
        }
    }

    /// <exception cref="ArgumentException">A weight of another length.</exception>
    public static void CheckLength(string path, int length, int given)
    {
        if (length != given)
        {
            throw new ArgumentException(
                $"The weight '{path}' has {length} values, and {given} cannot be copied from or to it.",
                nameof(path)
            );
        }
    }

    public static ArgumentException UnknownWeight(Model model, string path, IEnumerable<string> known) =>
        new($"Model '{model.Name}' has no weight '{path}'. Weights: {string.Join(", ", known)}.", nameof(path));

    public static ArgumentException Untrained(string path) =>
        new($"The weight '{path}' is not trained, so there is no optimizer state for it.", nameof(path));

    public static ArgumentException UnknownLayer(string layer, IEnumerable<string> known) =>
        new($"There is no layer '{layer}'. Layers: {string.Join(", ", known)}.", nameof(layer));

    public static ArgumentException Independent(ScalarObjective objective, string? layer) =>
        new($"{objective} does not depend on the output of layer '{layer}'.", nameof(layer));

    public static InvalidOperationException NoOptimizer(Model model) =>
        new($"Model '{model.Name}' was built without an optimizer, so it cannot be trained.");

    // A loop, since a training step takes nothing from the heap.
    private static bool Fits(Tensor tensor, Shape shape)
    {
        if (tensor.Shape.Count != shape.Rank + 1 || tensor.Samples == 0)
        {
            return false;
        }

        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (tensor.Shape[axis + 1] != shape[axis])
            {
                return false;
            }
        }

        return true;
    }
}
