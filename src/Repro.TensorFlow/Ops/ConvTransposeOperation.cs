using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A transposed convolution with its bias: the gradient of a convolution to its input, as a layer.</summary>
/// <param name="output">The output's shape, which is that of the convolution's input.</param>
internal sealed class ConvTransposeOperation(
    IEager eager,
    int input,
    string layer,
    Conv2DTranspose conv,
    Shape output,
    Parameter kernel,
    Parameter? bias
) : Operation([input])
{
    private readonly EagerOp _forward = new("Conv2DBackpropInput", layer, WindowAttributes.Of(conv.Strides, conv.Padding));
    private readonly EagerOp _kernelGradient = new("Conv2DBackpropFilter", layer, WindowAttributes.Of(conv.Strides, conv.Padding));
    private readonly EagerOp _inputGradient = new("Conv2D", layer, WindowAttributes.Of(conv.Strides, conv.Padding));
    private readonly Bias _bias = new(eager, layer, bias);
    private readonly Integers _kernelShape = new(eager, [.. kernel.Spec.Shape]);
    private readonly BatchShape _outputShape = new(eager, output);

    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override bool ReadsInputs(bool training) => training && kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs) =>
        _bias.Add(eager.Run(_forward, _outputShape.For(step.Samples), kernel.Values, inputs[0]));

    public override void Backward(Step step, Flow flow)
    {
        if (step.Training && kernel.IsTrained)
        {
            kernel.Gradient = eager.Run(_kernelGradient, flow.OutputGradient, _kernelShape.Tensor, flow.Input(0));
        }

        if (step.Training)
        {
            _bias.Backward(flow.OutputGradient);
        }

        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_inputGradient, flow.OutputGradient, kernel.Values));
        }
    }

    public override void Dispose()
    {
        _kernelShape.Dispose();
        _outputShape.Dispose();
    }
}
