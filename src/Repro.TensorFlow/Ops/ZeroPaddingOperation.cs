using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Zeros around each image; backwards the border's gradients are left out.</summary>
/// <param name="shape">The image's shape without the border.</param>
internal sealed class ZeroPaddingOperation(IEager eager, int input, string layer, ZeroPadding2D border, Shape shape) : Operation([input])
{
    private readonly EagerOp _pad = new("Pad", layer);
    private readonly EagerOp _slice = new("Slice", layer);
    private readonly EagerOp _table = new("Reshape", layer);
    private readonly Integers _borders = new(eager, 0, 0, border.Top, border.Bottom, border.Left, border.Right, 0, 0);
    private readonly Integers _tableShape = new(eager, 4, 2);
    private readonly Integers _start = new(eager, 0, border.Top, border.Left, 0);
    private readonly Integers _size = new(eager, -1, shape[0]!.Value, shape[1]!.Value, shape[2]!.Value);

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        using EagerTensor borders = eager.Run(_table, _borders.Tensor, _tableShape.Tensor);
        return eager.Run(_pad, inputs[0], borders);
    }

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_slice, flow.OutputGradient, _start.Tensor, _size.Tensor));
        }
    }

    public override void Dispose()
    {
        _borders.Dispose();
        _tableShape.Dispose();
        _start.Dispose();
        _size.Dispose();
    }
}
