using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// In training x + deviation n, or x (1 + deviation n), with normal numbers n drawn above the backend; otherwise the identity.
/// </summary>
/// <param name="layer">The layer's path, by which its noise is drawn.</param>
/// <param name="axes">Axes of one sample.</param>
internal sealed class NoiseOperation(IEager eager, int input, string layer, float deviation, bool multiplies, IReadOnlyList<int> axes)
    : Operation([input])
{
    private readonly EagerOp _identity = new("Identity", layer);
    private readonly EagerOp _product = new("Mul", layer);
    private readonly EagerOp _sum = new("AddV2", layer);
    private EagerTensor? _noise;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        if (!step.Training)
        {
            return eager.Run(_identity, inputs[0]);
        }

        Forget();
        _noise = Draw(step);
        return eager.Run(multiplies ? _product : _sum, inputs[0], _noise);
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        flow.Give(
            0,
            step.Training && multiplies ? eager.Run(_product, flow.OutputGradient, _noise!) : eager.Run(_identity, flow.OutputGradient)
        );
    }

    public override void Forget()
    {
        _noise?.Dispose();
        _noise = null;
    }

    private EagerTensor Draw(Step step)
    {
        int[] shape = [step.Samples, .. axes];
        float[] numbers = new float[shape.Aggregate(1, (product, axis) => product * axis)];
        step.Masks!.FillNormal(layer, numbers);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = MathF.FusedMultiplyAdd(deviation, numbers[i], multiplies ? 1f : 0f);
        }

        return eager.Upload(numbers, shape);
    }
}
