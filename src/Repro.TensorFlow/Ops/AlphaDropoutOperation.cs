using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// In training x times a factor, plus an offset, for units that the mask keeps, and one number for the others; otherwise
/// the identity. The caller of the backend draws the mask.
/// </summary>
/// <param name="path">The layer's path, by which its mask is drawn.</param>
/// <param name="axes">Axes of one sample.</param>
internal sealed class AlphaDropoutOperation(IEager eager, int input, string path, AlphaDropout layer, IReadOnlyList<int> axes)
    : Operation([input])
{
    private readonly EagerOp _identity = new("Identity", path);
    private readonly EagerOp _product = new("Mul", path);
    private readonly EagerOp _sum = new("AddV2", path);
    private EagerTensor? _factors;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        if (IsIdentity(step))
        {
            return eager.Run(_identity, inputs[0]);
        }

        Forget();
        int[] shape = [step.Samples, .. axes];
        int count = shape.Aggregate(1, (product, axis) => product * axis);
        byte[] keep = new byte[count];
        step.Masks!.Fill(path, layer.Rate, keep);
        _factors = eager.Upload([.. keep.Select(kept => kept == 0 ? 0 : layer.Factor)], shape);
        using EagerTensor offsets = eager.Upload([.. keep.Select(kept => kept == 0 ? layer.Dropped : layer.Offset)], shape);
        using EagerTensor product = eager.Run(_product, inputs[0], _factors);
        return eager.Run(_sum, product, offsets);
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        flow.Give(0, IsIdentity(step) ? eager.Run(_identity, flow.OutputGradient) : eager.Run(_product, flow.OutputGradient, _factors!));
    }

    public override void Forget()
    {
        _factors?.Dispose();
        _factors = null;
    }

    private bool IsIdentity(Step step) => !step.Training || layer.Rate == 0;
}
