using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Bilinear upsampling with half-pixel centers.</summary>
internal sealed class BilinearOperation(IEager eager, int input, string layer, Shape output) : Operation([input])
{
    private readonly EagerOp _forward = new("ResizeBilinear", layer, new EagerAttribute.Flag("half_pixel_centers", true));
    private readonly EagerOp _backward = new("ResizeBilinearGrad", layer, new EagerAttribute.Flag("half_pixel_centers", true));
    private readonly Integers _size = new(eager, output[0]!.Value, output[1]!.Value);

    public override bool ReadsInputs(bool training) => true;

    public override EagerTensor Forward(Step step, OperationInputs inputs) => eager.Run(_forward, inputs[0], _size.Tensor);

    public override void Backward(Step step, Flow flow)
    {
        if (flow.Wants(0))
        {
            flow.Give(0, eager.Run(_backward, flow.OutputGradient, flow.Input(0)));
        }
    }

    public override void Dispose() => _size.Dispose();
}
