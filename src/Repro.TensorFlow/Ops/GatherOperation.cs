using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Each number of the output is one of the input, or 0; backwards the gradients of one number are added.</summary>
/// <param name="length">Elements of the input in one sample.</param>
/// <param name="sources">For each element of the output the element of the input that it is, or -1.</param>
/// <param name="shapes">The shapes of input and output as batches.</param>
internal sealed class GatherOperation(IEager eager, int input, string layer, int length, int[] sources, (int[] From, int[] To) shapes)
    : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    // A zero is behind the last number.
    private readonly Integers _sources = new(eager, [.. sources.Select(source => source < 0 ? length : source)]);

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor rows = c.Reshape(inputs[0], -1, length);
        EagerTensor padded = c.Run("Pad", rows, c.Reshape(c.Whole(0, 0, 0, 1), 2, 2));
        EagerTensor gathered = c.Run("GatherV2", padded, _sources.Tensor, c.Single(1));
        return c.Take(c.Reshape(gathered, shapes.To));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        EagerTensor turn = c.Whole(1, 0);
        EagerTensor columns = c.Run("Transpose", c.Reshape(flow.OutputGradient, -1, sources.Length), turn);
        EagerTensor sums = c.Run("UnsortedSegmentSum", columns, _sources.Tensor, c.Single(length + 1));
        EagerTensor kept = c.Run("Slice", sums, c.Whole(0, 0), c.Whole(length, -1));
        flow.Give(0, c.Take(c.Reshape(c.Run("Transpose", kept, turn), shapes.From)));
    }

    public override void Dispose()
    {
        _formulas.Dispose();
        _sources.Dispose();
    }
}
