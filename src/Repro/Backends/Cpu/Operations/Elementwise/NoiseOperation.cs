namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>
/// In training x + deviation n, or x (1 + deviation n), with normal numbers n drawn above the backend; otherwise the identity.
/// </summary>
/// <param name="layer">The layer's path, by which its noise is drawn.</param>
internal sealed class NoiseOperation(string layer, int input, int elements, float deviation, bool multiplies) : Operation([input], elements)
{
    private float[] _noise = [];

    public override IReadOnlyList<string> Arithmetic => ["noise"];

    public override bool IsIdentity(bool training) => !training || deviation == 0;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int count = step.Samples * Elements;
        if (_noise.Length < count)
        {
            _noise = new float[count];
        }

        step.Masks!.FillNormal(layer, _noise.AsSpan(0, count));
        for (int i = 0; i < count; i++)
        {
            output[i] = multiplies ? inputs[0][i] * Factor(i) : MathF.FusedMultiplyAdd(deviation, _noise[i], inputs[0][i]);
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        for (int i = 0; i < step.Samples * Elements; i++)
        {
            gradient[i] = multiplies ? flow.OutputGradient[i] * Factor(i) : flow.OutputGradient[i];
        }
    }

    private float Factor(int i) => MathF.FusedMultiplyAdd(deviation, _noise[i], 1f);
}
