using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Its inputs behind one another along one axis; the gradient is cut into the same pieces.</summary>
internal sealed class ConcatenateOperation : Operation
{
    private readonly IEager _eager;
    private readonly EagerOp _concat;
    private readonly EagerOp _slice;
    private readonly Integers _axis;
    private readonly EagerOp _scalar;
    private readonly Integers _noAxes;
    private readonly Integers[] _starts;
    private readonly Integers[] _sizes;

    /// <param name="shapes">Of the inputs in one sample.</param>
    /// <param name="joined">The axis of a sample, counted from 0.</param>
    public ConcatenateOperation(IEager eager, IReadOnlyList<int> inputs, string layer, IReadOnlyList<Shape> shapes, int joined)
        : base(inputs)
    {
        _eager = eager;
        int rank = shapes[0].Rank;
        _concat = new EagerOp(
            "ConcatV2",
            layer,
            new EagerAttribute.Integer("N", inputs.Count),
            new EagerAttribute.DataType("T", 1),
            new EagerAttribute.DataType("Tidx", 3)
        );
        _slice = new EagerOp("Slice", layer);
        _scalar = new EagerOp("Reshape", layer);
        _axis = new Integers(eager, joined + 1);
        _noAxes = new Integers(eager);
        _starts = new Integers[shapes.Count];
        _sizes = new Integers[shapes.Count];
        int start = 0;
        for (int i = 0; i < shapes.Count; i++)
        {
            int length = shapes[i][joined]!.Value;
            _starts[i] = new Integers(eager, [.. Enumerable.Range(0, rank + 1).Select(axis => axis == joined + 1 ? start : 0)]);
            _sizes[i] = new Integers(eager, [.. Enumerable.Range(0, rank + 1).Select(axis => axis == joined + 1 ? length : -1)]);
            start += length;
        }
    }

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        // The op wants its axis without axes of its own.
        using EagerTensor axis = _eager.Run(_scalar, _axis.Tensor, _noAxes.Tensor);
        EagerTensor[] all = new EagerTensor[Inputs.Count + 1];
        for (int i = 0; i < Inputs.Count; i++)
        {
            all[i] = inputs[i];
        }

        all[^1] = axis;
        return _eager.Run(_concat, all);
    }

    public override void Backward(Step step, Flow flow)
    {
        for (int i = Inputs.Count - 1; i >= 0; i--)
        {
            if (flow.Wants(i))
            {
                flow.Give(i, _eager.Run(_slice, flow.OutputGradient, _starts[i].Tensor, _sizes[i].Tensor));
            }
        }
    }

    public override void Dispose()
    {
        _axis.Dispose();
        _noAxes.Dispose();
        foreach (Integers integers in (Integers[])[.. _starts, .. _sizes])
        {
            integers.Dispose();
        }
    }
}
