using Repro.Backends.Imaging;
using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// A random layer of images: in training changed, in the host's memory, by numbers that the caller of the backend draws; otherwise the
/// identity.
/// </summary>
/// <param name="layer">The layer's path, by which its numbers are drawn.</param>
internal sealed class AugmentationOperation(IEager eager, int input, string layer, Models.Layers.Augmentation augmentation, Shape shape)
    : Operation([input])
{
    private readonly EagerOp _identity = new("Identity", layer);

    public override string? Undifferentiable =>
        $"Layer '{layer}' ({augmentation.TypeName}): no gradient passes through this layer, so layers before it cannot be trained. Put it first, or freeze them.";

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        if (!step.Training)
        {
            return eager.Run(_identity, inputs[0]);
        }

        float[] x = new float[step.Samples * shape.Elements];
        float[] y = new float[x.Length];
        float[] draws = new float[step.Samples * augmentation.Draws];
        step.Masks!.FillUniform(layer, draws);
        eager.Download(inputs[0], x);
        AugmentedBatch.Apply(augmentation, draws, x, y, (shape[0]!.Value, shape[1]!.Value, shape[2]!.Value));
        return eager.Upload(y, step.Samples, shape[0]!.Value, shape[1]!.Value, shape[2]!.Value);
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        flow.Give(0, step.Training ? throw new ModelException(Undifferentiable!) : eager.Run(_identity, flow.OutputGradient));
    }
}
