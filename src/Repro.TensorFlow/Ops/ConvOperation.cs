using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>How a convolution moves over its images.</summary>
/// <param name="Kernel">The kernel's shape, HWIO; that of the op where it is another than the weight's.</param>
/// <param name="Expanded">Null where the weight itself is the kernel.</param>
internal sealed record ConvShapes(Shape Input, Shape Output, int[] Kernel, Size Strides, Padding Padding, ExpandedKernel? Expanded = null);

/// <summary>
/// A convolution with its bias, without activation: NHWC images, HWIO kernel. Inputs and outputs may have fewer axes, of the same numbers.
/// </summary>
internal sealed class ConvOperation : Operation
{
    private readonly Parameter _kernel;
    private readonly Bias _bias;
    private readonly Formulas _formulas;
    private readonly ConvShapes _shapes;
    private readonly (int[] From, int[] To)? _outside;
    private readonly bool _isKernelReshaped;
    private readonly EagerOp _forward;
    private readonly EagerOp _kernelGradient;
    private readonly EagerOp _inputGradient;
    private readonly BatchShape _inputShape;

    /// <param name="outside">The shapes of input and output as batches, where they are not images; null where they are.</param>
    public ConvOperation(
        IEager eager,
        int input,
        string layer,
        ConvShapes shapes,
        Parameter kernel,
        Parameter? bias,
        (int[] From, int[] To)? outside = null
    )
        : base([input])
    {
        (_kernel, _shapes) = (kernel, shapes);
        _bias = new Bias(eager, layer, bias);
        Parameters = bias is null ? [kernel] : [kernel, bias];
        EagerAttribute[] window = WindowAttributes.Of(shapes.Strides, shapes.Padding);
        _formulas = new Formulas(eager, layer);
        _forward = new EagerOp("Conv2D", layer, window);
        _kernelGradient = new EagerOp("Conv2DBackpropFilter", layer, window);
        _inputGradient = new EagerOp("Conv2DBackpropInput", layer, window);
        _inputShape = new BatchShape(eager, shapes.Input);
        _outside = outside;
        _isKernelReshaped = !kernel.Spec.Shape.SequenceEqual(shapes.Kernel);
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override bool ReadsInputs(bool training) => training && _kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor y = _bias.Add(c.Take(c.Run(_forward, Image(c, inputs[0], _shapes.Input), Kernel(c))));
        if (_outside is not { } outside)
        {
            return y;
        }

        using (y)
        {
            return c.Take(c.Reshape(y, outside.To));
        }
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor dy = Image(c, flow.OutputGradient, _shapes.Output);
        if (step.Training && _kernel.IsTrained)
        {
            EagerTensor gradient = c.Run(_kernelGradient, Image(c, flow.Input(0), _shapes.Input), c.Whole(_shapes.Kernel), dy);
            int[] shape = [.. _kernel.Spec.Shape];
            _kernel.Gradient = c.Take(
                _shapes.Expanded is { } expanded ? expanded.Gradient(c, gradient, shape)
                : _isKernelReshaped ? c.Reshape(gradient, shape)
                : gradient
            );
        }

        if (step.Training)
        {
            _bias.Backward(dy);
        }

        if (!flow.Wants(0))
        {
            return;
        }

        EagerTensor dx = c.Run(_inputGradient, _inputShape.For(step.Samples), Kernel(c), dy);
        flow.Give(0, c.Take(_outside is { } outside ? c.Reshape(dx, outside.From) : dx));
    }

    public override void Dispose()
    {
        _formulas.Dispose();
        _inputShape.Dispose();
    }

    private EagerTensor Kernel(Calculation c) =>
        _shapes.Expanded?.Of(c, _kernel.Values) ?? (_isKernelReshaped ? c.Reshape(_kernel.Values, _shapes.Kernel) : _kernel.Values);

    private EagerTensor Image(Calculation c, EagerTensor tensor, Shape shape) =>
        _outside is null ? tensor : c.Reshape(tensor, Lengths.Batch(shape));
}
