using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>A convolution of volumes with its bias, without activation: NDHWC volumes, DHWIO kernel.</summary>
internal sealed class Conv3DOperation : Operation
{
    private readonly Parameter _kernel;
    private readonly Bias _bias;
    private readonly Formulas _formulas;
    private readonly EagerAttribute[] _window;
    private readonly BatchShape _inputShape;

    public Conv3DOperation(IEager eager, int input, string path, Conv3D layer, Shape from, Parameter kernel, Parameter? bias)
        : base([input])
    {
        _kernel = kernel;
        _bias = new Bias(eager, path, bias);
        Parameters = bias is null ? [kernel] : [kernel, bias];
        _formulas = new Formulas(eager, path);
        _inputShape = new BatchShape(eager, from);
        _window =
        [
            new EagerAttribute.Integers("strides", 1, layer.Strides.Depth, layer.Strides.Height, layer.Strides.Width, 1),
            new EagerAttribute.Text("padding", layer.Padding == Padding.Same ? "SAME" : "VALID"),
        ];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override bool ReadsInputs(bool training) => training && _kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        return _bias.Add(c.Take(c.Run(_formulas.Op("Conv3D", _window), inputs[0], _kernel.Values)));
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor dy = flow.OutputGradient;
        if (step.Training && _kernel.IsTrained)
        {
            _kernel.Gradient = c.Take(
                c.Run(_formulas.Op("Conv3DBackpropFilterV2", _window), flow.Input(0), c.Whole([.. _kernel.Spec.Shape]), dy)
            );
        }

        if (step.Training)
        {
            _bias.Backward(dy);
        }

        if (flow.Wants(0))
        {
            flow.Give(0, c.Take(c.Run(_formulas.Op("Conv3DBackpropInputV2", _window), _inputShape.For(step.Samples), _kernel.Values, dy)));
        }
    }

    public override void Dispose()
    {
        _formulas.Dispose();
        _inputShape.Dispose();
    }
}
