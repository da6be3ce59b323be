using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>An image of another size: products with the matrices of the weights of rows and of columns.</summary>
/// <param name="shapes">Of input and output.</param>
internal sealed class ResampleOperation(
    IEager eager,
    int input,
    string layer,
    (Shape From, Shape To) shapes,
    (int Start, float[] Weights)[] rows,
    (int Start, float[] Weights)[] columns
) : Operation([input])
{
    private readonly Formulas _formulas = new(eager, layer);
    private readonly EagerOp _forward = new("BatchMatMulV2", layer);
    private readonly EagerOp _backward = new("BatchMatMulV2", layer, new EagerAttribute.Flag("adj_x", true));
    private EagerTensor? _down;
    private EagerTensor? _along;

    private int InHeight => shapes.From[0]!.Value;

    private int InWidth => shapes.From[1]!.Value;

    private int Channels => shapes.From[2]!.Value;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using Calculation c = _formulas.Begin();
        return c.Take(Apply(c, step, inputs[0], turned: false));
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using Calculation c = _formulas.Begin();
        flow.Give(0, c.Take(Apply(c, step, flow.OutputGradient, turned: true)));
    }

    public override void Dispose()
    {
        _formulas.Dispose();
        _down?.Dispose();
        _along?.Dispose();
    }

    // Rows of all columns and channels together, then columns of each row.
    private EagerTensor Apply(Calculation c, Step step, EagerTensor image, bool turned)
    {
        (int height, int width) = turned ? (rows.Length, columns.Length) : (InHeight, InWidth);
        (int newHeight, int newWidth) = turned ? (InHeight, InWidth) : (rows.Length, columns.Length);
        EagerOp product = turned ? _backward : _forward;
        EagerTensor tall = c.Run(product, _down ??= Matrix(rows, InHeight), c.Reshape(image, step.Samples, height, width * Channels));
        EagerTensor wide = c.Run(product, _along ??= Matrix(columns, InWidth), c.Reshape(tall, step.Samples * newHeight, width, Channels));
        return c.Reshape(wide, step.Samples, newHeight, newWidth, Channels);
    }

    private EagerTensor Matrix((int Start, float[] Weights)[] axis, int length)
    {
        float[] values = new float[axis.Length * length];
        for (int i = 0; i < axis.Length; i++)
        {
            axis[i].Weights.CopyTo(values, i * length + axis[i].Start);
        }

        return eager.Upload(values, 1, axis.Length, length);
    }
}
