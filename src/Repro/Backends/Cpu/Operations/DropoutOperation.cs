namespace Repro.Backends.Cpu.Operations;

/// <summary>Dropout: in training keep ? x / (1 - rate) : 0 by the mask drawn above the engine; otherwise the identity.</summary>
/// <param name="layer">The layer's path, by which its mask is drawn.</param>
internal sealed class DropoutOperation(string layer, int input, int elements, float rate) : Operation([input], elements)
{
    private readonly float _scale = 1f / (1f - rate);
    private byte[] _keep = [];

    public override IReadOnlyList<string> Arithmetic => ["dropout"];

    public override bool IsIdentity(bool training) => !training || rate == 0;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int count = step.Samples * Elements;
        if (_keep.Length < count) _keep = new byte[count];
        step.Masks!.Fill(layer, rate, _keep.AsSpan(0, count));
        step.Kernels.Dropout(count, inputs[0], _keep, _scale, output);
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.Dropout(step.Samples * Elements, flow.OutputGradient, _keep, _scale, gradient);
        }
    }
}
