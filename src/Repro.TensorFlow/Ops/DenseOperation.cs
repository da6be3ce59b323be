using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A fully connected layer with its bias, without activation: x W + b; dW = x' dy, dx = dy W'.</summary>
internal sealed class DenseOperation(IEager eager, int input, string layer, Parameter kernel, Parameter? bias) : Operation([input])
{
    private readonly EagerOp _forward = new("MatMul", layer);
    private readonly EagerOp _kernelGradient = new("MatMul", layer, new EagerAttribute.Flag("transpose_a", true));
    private readonly EagerOp _inputGradient = new("MatMul", layer, new EagerAttribute.Flag("transpose_b", true));
    private readonly Bias _bias = new(eager, layer, bias);

    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override bool ReadsInputs(bool training) => training && kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs) =>
        _bias.Add(eager.Run(_forward, inputs[0], kernel.Values));

    public override void Backward(Step step, Flow flow)
    {
        if (step.Training && kernel.IsTrained) kernel.Gradient = eager.Run(_kernelGradient, flow.Input(0), flow.OutputGradient);
        if (step.Training) _bias.Backward(flow.OutputGradient);
        if (flow.Wants(0)) flow.Give(0, eager.Run(_inputGradient, flow.OutputGradient, kernel.Values));
    }
}
