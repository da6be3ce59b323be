using Repro.Backends.Cpu.Operations.Arrangement;
using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// Joins inputs number by number, from the first to the last; axes of length 1 are repeated. Of equal maxima or minima the one of the first
/// input gets the gradient.
/// </summary>
/// <param name="shapes">Of the inputs in one sample.</param>
internal sealed class MergeOperation(
    IEager eager,
    IReadOnlyList<int> inputs,
    string layer,
    MergeKind kind,
    IReadOnlyList<Shape> shapes,
    Shape output
) : Operation(inputs)
{
    private readonly Formulas _formulas = new(eager, layer);

    public override bool ReadsInputs(bool training) => kind is MergeKind.Multiply or MergeKind.Maximum or MergeKind.Minimum;

    public override bool ReadsOutput => kind is MergeKind.Maximum or MergeKind.Minimum;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor joined = c.Run(OpName, inputs[0], inputs[1]);
        for (int i = 2; i < Inputs.Count; i++)
        {
            joined = c.Run(OpName, joined, inputs[i]);
        }

        return c.Take(kind == MergeKind.Average ? c.Divide(joined, c.Number(Inputs.Count)) : joined);
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor? open = null;
        for (int i = 0; i < Inputs.Count; i++)
        {
            EagerTensor share = kind is MergeKind.Maximum or MergeKind.Minimum ? Won(c, flow, i, ref open) : Share(c, flow, i);
            if (flow.Wants(i))
            {
                flow.Give(i, c.Take(Reduced(c, share, shapes[i])));
            }
        }
    }

    public override void Dispose() => _formulas.Dispose();

    private string OpName =>
        kind switch
        {
            MergeKind.Subtract => "Sub",
            MergeKind.Multiply => "Mul",
            MergeKind.Maximum => "Maximum",
            MergeKind.Minimum => "Minimum",
            _ => "AddV2",
        };

    private EagerTensor Share(Calculation c, Flow flow, int input)
    {
        EagerTensor dy = flow.OutputGradient;
        switch (kind)
        {
            case MergeKind.Subtract when input > 0:
                return c.Run("Neg", dy);
            case MergeKind.Average:
                return c.Divide(dy, c.Number(Inputs.Count));
            case MergeKind.Multiply:
                for (int other = 0; other < Inputs.Count; other++)
                {
                    if (other != input)
                    {
                        dy = c.Multiply(dy, flow.Input(other));
                    }
                }

                return dy;
            default:
                return c.Run("Identity", dy);
        }
    }

    // What no input before has taken.
    private static EagerTensor Won(Calculation c, Flow flow, int input, ref EagerTensor? open)
    {
        EagerTensor wins = c.Run("Equal", flow.Input(input), flow.Output);
        EagerTensor alone = open is null ? wins : c.Run("LogicalAnd", wins, open);
        EagerTensor others = c.Run("LogicalNot", wins);
        open = open is null ? others : c.Run("LogicalAnd", open, others);
        return c.Select(alone, flow.OutputGradient, c.Number(0));
    }

    private EagerTensor Reduced(Calculation c, EagerTensor gradient, Shape shape)
    {
        int[] axes = [.. Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] == 1 && output[axis] != 1).Select(axis => axis + 1)];
        return axes.Length == 0 ? gradient : c.Sum(gradient, axes);
    }
}
