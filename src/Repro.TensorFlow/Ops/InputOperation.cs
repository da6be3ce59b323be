using Repro.Models;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Where the batch enters; always operation 0, and never called: a pass uploads the batch in its place.</summary>
internal sealed class InputOperation(Shape sample) : Operation([])
{
    private readonly int[] _axes = [0, .. sample.Axes.Select(axis => axis!.Value)];

    /// <summary>The batch as a tensor.</summary>
    public EagerTensor Upload(IEager eager, int samples, ReadOnlySpan<float> values)
    {
        _axes[0] = samples;
        return eager.Upload(values, _axes);
    }

    public override EagerTensor Forward(Step step, OperationInputs inputs) =>
        throw new InvalidOperationException("The input is given, not computed.");

    public override void Backward(Step step, Flow flow) => throw new InvalidOperationException("Nothing lies below the input.");
}
