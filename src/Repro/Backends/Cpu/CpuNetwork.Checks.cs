using Repro.Models;

namespace Repro.Backends.Cpu;

/// <summary>What comes in must fit the model.</summary>
internal sealed partial class CpuNetwork
{
    private void Check(Tensor x)
    {
        if (!Fits(x, Model.InputShape))
        {
            throw new ArgumentException($"Model '{Model.Name}' takes batches of {Model.InputShape}, but got a tensor of {x}.", nameof(x));
        }
    }

    private void Check(Tensor x, Tensor y)
    {
        Check(x);
        if (!Fits(y, new Shape(Head.Classes)) || y.Samples != x.Samples)
        {
            throw new ArgumentException($"Model '{Model.Name}' takes labels of {x.Samples}x{Head.Classes} with this batch, but got {y}.", nameof(y));
        }
    }

    private static bool Fits(Tensor tensor, Shape shape) =>
        tensor.Shape.Count == shape.Rank + 1 && tensor.Samples > 0 && tensor.Shape.Skip(1).Select(axis => (int?)axis).SequenceEqual(shape.Axes);

    private static Tensor Copy(float[] values, Shape shape, int samples) =>
        new(values[..(samples * shape.Elements)], [samples, .. shape.Axes.Select(axis => axis!.Value)]);
}
