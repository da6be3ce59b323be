using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The mean of each channel over the whole image; backwards each cell gets its share.</summary>
/// <param name="shape">The image's shape.</param>
internal sealed class GlobalAveragePoolOperation(IEager eager, int input, string layer, Shape shape) : Operation([input])
{
    private readonly EagerOp _mean = new("Mean", layer);
    private readonly EagerOp _divide = new("RealDiv", layer);
    private readonly EagerOp _reshape = new("Reshape", layer);
    private readonly EagerOp _broadcast = new("BroadcastTo", layer);
    private readonly Integers _rowsAndColumns = new(eager, 1, 2);
    private readonly Scalar _cells = new(eager, shape[0]!.Value * shape[1]!.Value);
    private readonly BatchShape _cell = new(eager, new Shape(1, 1, shape[2]));
    private readonly BatchShape _image = new(eager, shape);

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_mean, inputs[0], _rowsAndColumns.Tensor);

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        using EagerTensor share = eager.Run(_divide, flow.OutputGradient, _cells.Tensor);
        using EagerTensor cell = eager.Run(_reshape, share, _cell.For(step.Samples));
        flow.Give(0, eager.Run(_broadcast, cell, _image.For(step.Samples)));
    }

    public override void Dispose()
    {
        _rowsAndColumns.Dispose();
        _cells.Dispose();
        _cell.Dispose();
        _image.Dispose();
    }
}
