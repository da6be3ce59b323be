using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Maximum pooling. Its gradient op finds each window's winner again, from input and output.</summary>
internal sealed class MaxPoolOperation(IEager eager, int input, string layer, MaxPooling2D pool) : Operation([input])
{
    private readonly EagerOp _forward = new("MaxPool", layer, WindowAttributes.Of(pool));
    private readonly EagerOp _backward = new("MaxPoolGrad", layer, WindowAttributes.Of(pool));

    public override bool ReadsInputs(bool training) => true;

    public override bool ReadsOutput => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_forward, inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_backward, flow.Input(0), flow.Output, flow.OutputGradient));
        }
    }
}
