using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A linear activation as a layer of its own: another handle on the same values.</summary>
internal sealed class IdentityOperation(IEager eager, int input, string layer) : Operation([input])
{
    private readonly EagerOp _identity = new("Identity", layer);

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_identity, inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_identity, flow.OutputGradient));
        }
    }
}
