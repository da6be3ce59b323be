using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>
/// Dropout: in training the product with a mask that is 1/(1 - rate) for units that are kept and 0 for the others, drawn above
/// the backend; otherwise the identity.
/// </summary>
/// <param name="layer">The layer's path, by which its mask is drawn.</param>
/// <param name="axes">Axes of one sample, with 1 where units are dropped together.</param>
internal sealed class DropoutOperation(IEager eager, int input, string layer, float rate, IReadOnlyList<int> axes) : Operation([input])
{
    private readonly float _scale = 1f / (1f - rate);
    private readonly EagerOp _identity = new("Identity", layer);
    private readonly EagerOp _product = new("Mul", layer);
    private readonly int[] _shape = [0, .. axes];
    private byte[] _keep = [];
    private float[] _factors = [];
    private EagerTensor? _mask;

    public override EagerTensor Forward(Step step, OperationInputs inputs)
    {
        if (IsIdentity(step))
        {
            return eager.Run(_identity, inputs[0]);
        }

        Forget();
        _mask = Draw(step);
        return eager.Run(_product, inputs[0], _mask);
    }

    public override void Backward(Step step, Flow flow)
    {
        if (!flow.Wants(0))
        {
            return;
        }

        flow.Give(0, IsIdentity(step) ? eager.Run(_identity, flow.OutputGradient) : eager.Run(_product, flow.OutputGradient, _mask!));
    }

    public override void Forget()
    {
        _mask?.Dispose();
        _mask = null;
    }

    private bool IsIdentity(Step step) => !step.Training || rate == 0;

    private EagerTensor Draw(Step step)
    {
        _shape[0] = step.Samples;
        int count = _shape.Aggregate(1, (product, axis) => product * axis);
        if (_keep.Length < count)
        {
            _keep = new byte[count];
            _factors = new float[count];
        }

        Span<byte> keep = _keep.AsSpan(0, count);
        Span<float> factors = _factors.AsSpan(0, count);
        step.Masks!.Fill(layer, rate, keep);
        for (int i = 0; i < count; i++)
        {
            factors[i] = keep[i] == 0 ? 0 : _scale;
        }

        return eager.Upload(factors, _shape);
    }
}
