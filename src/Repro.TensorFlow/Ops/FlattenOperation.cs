using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The same values under another shape; TensorFlow copies nothing.</summary>
internal sealed class FlattenOperation(IEager eager, int input, string layer, Shape from, Shape to) : Operation([input])
{
    private readonly EagerOp _reshape = new("Reshape", layer);
    private readonly BatchShape _from = new(eager, from);
    private readonly BatchShape _to = new(eager, to);

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_reshape, inputs[0], _to.For(step.Samples));

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_reshape, flow.OutputGradient, _from.For(step.Samples)));
        }
    }

    public override void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }
}
