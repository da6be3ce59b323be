using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The largest value of each channel; backwards equal ones share the gradient.</summary>
/// <param name="shape">The input's shape.</param>
internal sealed class GlobalMaxPoolOperation(IEager eager, int input, string layer, Shape shape, Shape output) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);
    private readonly int _channels = shape[shape.Rank - 1]!.Value;

    public override bool ReadsInputs(bool training) => true;

    public override bool ReadsOutput => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor best = c.Run(_formulas.Op("Max"), Cells(c, inputs[0]), c.Whole(1));
        return c.Take(c.Reshape(best, Lengths.Batch(output)));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        EagerTensor wins = c.Indicator(c.Run("Equal", Cells(c, flow.Input(0)), c.Reshape(flow.Output, -1, 1, _channels)));
        EagerTensor share = c.Divide(c.Reshape(flow.OutputGradient, -1, 1, _channels), c.Sum(wins, 1));
        flow.Give(0, c.Take(c.Reshape(c.Multiply(wins, share), Lengths.Batch(shape))));
    }

    public override void Dispose() => _formulas.Dispose();

    private EagerTensor Cells(Calculation c, EagerTensor tensor) => c.Reshape(tensor, -1, shape.Elements / _channels, _channels);
}
