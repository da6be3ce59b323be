using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A depthwise convolution with its bias, without activation, of equal strides and without dilation.</summary>
internal sealed class DepthwiseOperation(
    IEager eager,
    int input,
    string layer,
    DepthwiseConv2D conv,
    Shape shape,
    Parameter kernel,
    Parameter? bias
) : Operation([input])
{
    private readonly EagerOp _forward = new("DepthwiseConv2dNative", layer, WindowAttributes.Of(conv.Strides, conv.Padding));
    private readonly EagerOp _kernelGradient = new(
        "DepthwiseConv2dNativeBackpropFilter",
        layer,
        WindowAttributes.Of(conv.Strides, conv.Padding)
    );
    private readonly EagerOp _inputGradient = new(
        "DepthwiseConv2dNativeBackpropInput",
        layer,
        WindowAttributes.Of(conv.Strides, conv.Padding)
    );
    private readonly Bias _bias = new(eager, layer, bias);
    private readonly Integers _kernelShape = new(eager, [.. kernel.Spec.Shape]);
    private readonly BatchShape _inputShape = new(eager, shape);

    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override bool ReadsInputs(bool training) => training && kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => _bias.Add(eager.Run(_forward, inputs[0], kernel.Values));

    public override void Backward(Step step, Flow flow)
    {
        if (step.Training && kernel.IsTrained)
        {
            kernel.Gradient = eager.Run(_kernelGradient, flow.Input(0), _kernelShape.Tensor, flow.OutputGradient);
        }

        if (step.Training)
        {
            _bias.Backward(flow.OutputGradient);
        }

        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_inputGradient, _inputShape.For(step.Samples), kernel.Values, flow.OutputGradient));
        }
    }

    public override void Dispose()
    {
        _kernelShape.Dispose();
        _inputShape.Dispose();
    }
}
