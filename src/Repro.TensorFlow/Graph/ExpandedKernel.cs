using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// A kernel as a larger one with zeros, for convolutions whose ops TensorFlow does not have everywhere: dilated kernels and groups of
/// channels in their gradients on a CPU, depthwise kernels with two different strides.
/// </summary>
/// <param name="shape">The larger kernel's shape.</param>
/// <param name="places">For each number of the kernel its place in the larger one.</param>
internal sealed class ExpandedKernel(int[] shape, int[] places)
{
    private readonly int _length = shape.Aggregate(1, (product, axis) => checked(product * axis));

    public int[] Shape => shape;

    public EagerTensor Of(Calculation c, EagerTensor kernel) =>
        c.Reshape(c.Run("UnsortedSegmentSum", c.Reshape(kernel, -1), c.Whole(places), c.Single(_length)), shape);

    /// <summary>The kernel's own part of the larger one's gradient.</summary>
    public EagerTensor Gradient(Calculation c, EagerTensor gradient, int[] kernel) =>
        c.Reshape(c.Run("GatherV2", c.Reshape(gradient, -1), c.Whole(places), c.Single(0)), kernel);
}
