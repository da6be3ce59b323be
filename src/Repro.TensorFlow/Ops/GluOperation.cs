using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The first half of the last axis times the sigmoid of the second.</summary>
/// <param name="output">The output's shape, whose last axis is half as long as the input's.</param>
internal sealed class GluOperation(IEager eager, int input, string layer, Shape output) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);
    private readonly int _half = output[output.Rank - 1]!.Value;

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor rows = c.Reshape(inputs[0], -1, 2 * _half);
        return c.Take(c.Reshape(c.Multiply(Half(c, rows, 0), c.Run("Sigmoid", Half(c, rows, 1))), Lengths.Batch(output)));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        EagerTensor rows = c.Reshape(flow.Input(0), -1, 2 * _half);
        EagerTensor dy = c.Reshape(flow.OutputGradient, -1, _half);
        EagerTensor gate = c.Run("Sigmoid", Half(c, rows, 1));
        EagerTensor first = c.Multiply(dy, gate);
        EagerTensor second = c.Multiply(c.Multiply(first, Half(c, rows, 0)), c.Subtract(c.Number(1), gate));
        EagerOp concat = _formulas.Op(
            "ConcatV2",
            new EagerAttribute.Integer("N", 2),
            new EagerAttribute.DataType("T", 1),
            new EagerAttribute.DataType("Tidx", 3)
        );
        int[] shape = Lengths.Batch(output);
        shape[^1] = 2 * _half;
        flow.Give(0, c.Take(c.Reshape(c.Run(concat, first, second, c.Single(1)), shape)));
    }

    public override void Dispose() => _formulas.Dispose();

    private EagerTensor Half(Calculation c, EagerTensor rows, int which) =>
        c.Run("Slice", rows, c.Whole(0, which * _half), c.Whole(-1, _half));
}
