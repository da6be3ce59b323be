using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>
/// In training fma(factor, x, offset) for units that are kept by the mask drawn above the backend, and one number for the others; otherwise
/// the identity.
/// </summary>
/// <param name="path">The layer's path, by which its mask is drawn.</param>
internal sealed class AlphaDropoutOperation(string path, int input, int elements, AlphaDropout layer) : Operation([input], elements)
{
    private byte[] _keep = [];

    public override IReadOnlyList<string> Arithmetic => ["dropout"];

    public override bool IsIdentity(bool training) => !training || layer.Rate == 0;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int all = step.Samples * Elements;
        if (_keep.Length < all)
        {
            _keep = new byte[all];
        }

        step.Masks!.Fill(path, layer.Rate, _keep.AsSpan(0, all));
        (float factor, float offset, float dropped) = (layer.Factor, layer.Offset, layer.Dropped);
        for (int i = 0; i < all; i++)
        {
            output[i] = _keep[i] == 0 ? dropped : MathF.FusedMultiplyAdd(factor, inputs[0][i], offset);
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        float factor = layer.Factor;
        for (int i = 0; i < step.Samples * Elements; i++)
        {
            gradient[i] = _keep[i] == 0 ? 0 : factor * flow.OutputGradient[i];
        }
    }
}
