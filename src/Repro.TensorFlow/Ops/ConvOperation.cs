using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A convolution with its bias, without activation: NHWC images, HWIO kernel.</summary>
internal sealed class ConvOperation : Operation
{
    private readonly IEager _eager;
    private readonly Parameter _kernel;
    private readonly Bias _bias;
    private readonly EagerOp _forward;
    private readonly EagerOp _kernelGradient;
    private readonly EagerOp _inputGradient;
    private readonly Integers _kernelShape;
    private readonly BatchShape _inputShape;

    public ConvOperation(IEager eager, int input, FlatNode node, Conv2D conv, Parameter kernel, Parameter? bias)
        : base([input])
    {
        _eager = eager;
        _kernel = kernel;
        _bias = new Bias(eager, node.Path, bias);
        Parameters = bias is null ? [kernel] : [kernel, bias];
        EagerAttribute[] window = WindowAttributes.Of(conv.Strides, conv.Padding);
        _forward = new EagerOp("Conv2D", node.Path, window);
        _kernelGradient = new EagerOp("Conv2DBackpropFilter", node.Path, window);
        _inputGradient = new EagerOp("Conv2DBackpropInput", node.Path, window);
        _kernelShape = new Integers(eager, [.. node.Weights[0].Spec.Shape]);
        _inputShape = new BatchShape(eager, node.InputShapes[0]);
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override bool ReadsInputs(bool training) => training && _kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs) =>
        _bias.Add(_eager.Run(_forward, inputs[0], _kernel.Values));

    public override void Backward(Step step, Flow flow)
    {
        if (step.Training && _kernel.IsTrained)
        {
            _kernel.Gradient = _eager.Run(_kernelGradient, flow.Input(0), _kernelShape.Tensor, flow.OutputGradient);
        }

        if (step.Training) _bias.Backward(flow.OutputGradient);
        if (flow.Wants(0)) flow.Give(0, _eager.Run(_inputGradient, _inputShape.For(step.Samples), _kernel.Values, flow.OutputGradient));
    }

    public override void Dispose()
    {
        _kernelShape.Dispose();
        _inputShape.Dispose();
    }
}
