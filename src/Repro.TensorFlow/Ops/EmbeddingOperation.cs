using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The row of a table that each number names; the numbers get no gradient.</summary>
internal sealed class EmbeddingOperation(IEager eager, int input, string layer, Shape output, Parameter table) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);

    public override IReadOnlyList<Parameter> Parameters { get; } = [table];

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor rows = c.Run("GatherV2", table.Values, Numbers(c, inputs[0]), c.Single(0));
        return c.Take(c.Reshape(rows, Lengths.Batch(output)));
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        if (step.Training && table.IsTrained)
        {
            EagerTensor rows = c.Reshape(flow.OutputGradient, -1, table.Spec.Shape[1]);
            table.Gradient = c.Take(c.Run("UnsortedSegmentSum", rows, Numbers(c, flow.Input(0)), c.Single(table.Spec.Shape[0])));
        }

        if (flow.Wants(0))
        {
            flow.Give(0, c.Take(c.Run("ZerosLike", flow.Input(0))));
        }
    }

    public override void Dispose() => _formulas.Dispose();

    private EagerTensor Numbers(Calculation c, EagerTensor x) =>
        c.Reshape(c.Run(_formulas.Op("Cast", new EagerAttribute.DataType("SrcT", 1), new EagerAttribute.DataType("DstT", 3)), x), -1);
}
