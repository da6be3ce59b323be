using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A layer's weights, and its bias along the last axis where it has one.</summary>
internal sealed class Bias(IEager eager, string layer, Parameter? bias)
{
    private readonly EagerOp _add = new("BiasAdd", layer);
    private readonly EagerOp _gradient = new("BiasAddGrad", layer);

    /// <summary>Adds the bias. Takes the product over, and gives back what carries the sum.</summary>
    public EagerTensor Add(EagerTensor product)
    {
        if (bias is null)
        {
            return product;
        }

        using (product)
        {
            return eager.Run(_add, product, bias.Values);
        }
    }

    /// <summary>Leaves the bias's gradient, where it is trained.</summary>
    public void Backward(EagerTensor outputGradient)
    {
        if (bias is { IsTrained: true })
        {
            bias.Gradient = eager.Run(_gradient, outputGradient);
        }
    }
}
