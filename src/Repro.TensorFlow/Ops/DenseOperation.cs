using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// A fully connected layer with its bias, without activation: x W + b; dW = x' dy, dx = dy W'. Axes before the last are places like
/// samples.
/// </summary>
internal sealed class DenseOperation(IEager eager, int input, string layer, Shape from, Shape to, Parameter kernel, Parameter? bias)
    : Operation([input])
{
    private readonly EagerOp _forward = new("MatMul", layer);
    private readonly EagerOp _kernelGradient = new("MatMul", layer, new EagerAttribute.Flag("transpose_a", true));
    private readonly EagerOp _inputGradient = new("MatMul", layer, new EagerAttribute.Flag("transpose_b", true));
    private readonly Bias _bias = new(eager, layer, bias);
    private readonly Formulas _formulas = new(eager, layer);

    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override bool ReadsInputs(bool training) => training && kernel.IsTrained;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        if (from.Rank == 1)
        {
            return _bias.Add(eager.Run(_forward, inputs[0], kernel.Values));
        }

        using Calculation c = _formulas.Begin();
        using EagerTensor rows = _bias.Add(c.Take(c.Run(_forward, Rows(c, inputs[0], from), kernel.Values)));
        return c.Take(c.Reshape(rows, Lengths.Batch(to)));
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor dy = Rows(c, flow.OutputGradient, to);
        if (step.Training && kernel.IsTrained)
        {
            kernel.Gradient = eager.Run(_kernelGradient, Rows(c, flow.Input(0), from), dy);
        }

        if (step.Training)
        {
            _bias.Backward(dy);
        }

        if (!flow.Wants(0))
        {
            return;
        }

        EagerTensor dx = c.Run(_inputGradient, dy, kernel.Values);
        flow.Give(0, c.Take(from.Rank == 1 ? dx : c.Reshape(dx, Lengths.Batch(from))));
    }

    public override void Dispose() => _formulas.Dispose();

    private static EagerTensor Rows(Calculation c, EagerTensor tensor, Shape shape) =>
        shape.Rank == 1 ? tensor : c.Reshape(tensor, -1, shape[shape.Rank - 1]!.Value);
}
