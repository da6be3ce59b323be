using Repro.Backends.Imaging;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>A random layer of images: in training changed by numbers drawn above the backend; otherwise the identity.</summary>
/// <param name="layer">The layer's path, by which its numbers are drawn.</param>
/// <param name="size">Height, width and channels.</param>
internal sealed class AugmentationOperation(
    string layer,
    int input,
    Models.Layers.Augmentation augmentation,
    (int Height, int Width, int Channels) size
) : Operation([input], size.Height * size.Width * size.Channels)
{
    private float[] _draws = [];

    public override IReadOnlyList<string> Arithmetic => ["augmentation"];

    public override string? Undifferentiable =>
        $"Layer '{layer}' ({augmentation.TypeName}): no gradient passes through this layer, so layers before it cannot be trained. Put it first, or freeze them.";

    public override bool IsIdentity(bool training) => !training;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int count = step.Samples * augmentation.Draws;
        if (_draws.Length < count)
        {
            _draws = new float[count];
        }

        step.Masks!.FillUniform(layer, _draws.AsSpan(0, count));
        AugmentedBatch.Apply(
            augmentation,
            _draws.AsSpan(0, count),
            inputs[0].AsSpan(0, step.Samples * Elements),
            output.AsSpan(0, step.Samples * Elements),
            size
        );
    }

    public override void Backward(StepContext step, Flow flow) => throw new Models.ModelException(Undifferentiable!);
}
