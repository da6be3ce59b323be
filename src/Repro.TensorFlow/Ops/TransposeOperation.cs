using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The axes of a sample in another order.</summary>
/// <param name="axes">For each new axis the old one, counted from 0 without the batch.</param>
internal sealed class TransposeOperation(IEager eager, int input, string layer, IReadOnlyList<int> axes) : Operation([input])
{
    private readonly EagerOp _transpose = new("Transpose", layer);
    private readonly Integers _there = new(eager, [0, .. axes.Select(axis => axis + 1)]);
    private readonly Integers _back = new(eager, [0, .. Enumerable.Range(0, axes.Count).Select(axis => axes.ToList().IndexOf(axis) + 1)]);

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_transpose, inputs[0], _there.Tensor);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_transpose, flow.OutputGradient, _back.Tensor));
        }
    }

    public override void Dispose()
    {
        _there.Dispose();
        _back.Dispose();
    }
}
