using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>maximum(x, 0). Its gradient op is content with the output.</summary>
internal sealed class ReluOperation(IEager eager, int input, string layer) : Operation([input])
{
    private readonly EagerOp _forward = new("Relu", layer);
    private readonly EagerOp _backward = new("ReluGrad", layer);

    public override bool ReadsOutput => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_forward, inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_backward, flow.OutputGradient, flow.Output));
        }
    }
}
