using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// exp(z)/sum(exp(z)) along the last axis; backwards dz = p (dp - sum(dp p)). Training with the matching loss starts at the
/// logits and skips it.
/// </summary>
internal sealed class SoftmaxOperation(IEager eager, int input, string layer) : Operation([input])
{
    private readonly EagerOp _forward = new("Softmax", layer);
    private readonly EagerOp _product = new("Mul", layer);
    private readonly EagerOp _difference = new("Sub", layer);
    private readonly EagerOp _sum = new("Sum", layer, new EagerAttribute.Flag("keep_dims", true));
    private readonly Integers _lastAxis = new(eager, -1);

    public override bool ReadsOutput => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_forward, inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using EagerTensor weighted = eager.Run(_product, flow.OutputGradient, flow.Output);
        using EagerTensor mean = eager.Run(_sum, weighted, _lastAxis.Tensor);
        using EagerTensor apart = eager.Run(_difference, flow.OutputGradient, mean);
        flow.Give(0, eager.Run(_product, flow.Output, apart));
    }

    public override void Dispose() => _lastAxis.Dispose();
}
