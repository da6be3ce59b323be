using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Sums of products of two inputs along the last axis of each.</summary>
/// <param name="shapes">Of the inputs in one sample.</param>
internal sealed class DotOperation(IEager eager, IReadOnlyList<int> inputs, string layer, (Shape First, Shape Second) shapes, Shape output)
    : Operation(inputs)
{
    private readonly Formulas _formulas = new(eager, layer);

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        EagerOp product = _formulas.Op("BatchMatMulV2", new EagerAttribute.Flag("adj_y", true));
        return c.Take(
            c.Reshape(
                c.Run(product, Rows(c, step, inputs[0], shapes.First), Rows(c, step, inputs[1], shapes.Second)),
                Lengths.Batch(output)
            )
        );
    }

    public override void Backward(Step step, Flow flow)
    {
        using Calculation c = _formulas.Begin();
        EagerTensor dy = c.Reshape(flow.OutputGradient, step.Samples, Others(shapes.First), Others(shapes.Second));
        if (flow.Wants(0))
        {
            flow.Give(
                0,
                c.Take(c.Reshape(c.Run("BatchMatMul", dy, Rows(c, step, flow.Input(1), shapes.Second)), Lengths.Batch(shapes.First)))
            );
        }

        if (!flow.Wants(1))
        {
            return;
        }

        EagerTensor turned = c.Run("Transpose", dy, c.Whole(0, 2, 1));
        flow.Give(
            1,
            c.Take(c.Reshape(c.Run("BatchMatMul", turned, Rows(c, step, flow.Input(0), shapes.First)), Lengths.Batch(shapes.Second)))
        );
    }

    public override void Dispose() => _formulas.Dispose();

    private static EagerTensor Rows(Calculation c, Step step, EagerTensor tensor, Shape shape) =>
        c.Reshape(tensor, step.Samples, Others(shape), shape[shape.Rank - 1]!.Value);

    private static int Others(Shape shape) => shape.Elements / shape[shape.Rank - 1]!.Value;
}
