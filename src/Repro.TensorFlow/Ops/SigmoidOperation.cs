using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>1/(1 + exp(-z)). Training with the matching loss starts at the logits and skips it.</summary>
internal sealed class SigmoidOperation(IEager eager, int input, string layer) : Operation([input])
{
    private readonly EagerOp _forward = new("Sigmoid", layer);
    private readonly EagerOp _backward = new("SigmoidGrad", layer);

    public override bool ReadsOutput => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_forward, inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_backward, flow.Output, flow.OutputGradient));
        }
    }
}
