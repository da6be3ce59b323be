using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Average pooling; padded cells do not count.</summary>
/// <param name="shape">The input's shape in one sample.</param>
internal sealed class AveragePoolOperation(IEager eager, int input, string layer, AveragePooling2D pool, Shape shape) : Operation([input])
{
    private readonly EagerOp _forward = new("AvgPool", layer, WindowAttributes.Of(pool));
    private readonly EagerOp _backward = new("AvgPoolGrad", layer, WindowAttributes.Of(pool));
    private readonly BatchShape _shape = new(eager, shape);

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_forward, inputs[0]);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_backward, _shape.For(step.Samples), flow.OutputGradient));
        }
    }

    public override void Dispose() => _shape.Dispose();
}
