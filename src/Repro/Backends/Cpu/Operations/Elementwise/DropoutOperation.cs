namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>Dropout: in training keep ? x / (1 - rate) : 0 by the mask drawn above the backend; otherwise the identity.</summary>
/// <param name="layer">The layer's path, by which its mask is drawn.</param>
/// <param name="groups">The group of each element of a sample that is dropped together; null where each is dropped on its own.</param>
/// <param name="count">The number of groups.</param>
internal sealed class DropoutOperation(string layer, int input, int elements, float rate, int[]? groups = null, int count = 0)
    : Operation([input], elements)
{
    private readonly float _scale = 1f / (1f - rate);
    private byte[] _keep = [];
    private byte[] _drawn = [];

    public override IReadOnlyList<string> Arithmetic => ["dropout"];

    public override bool IsIdentity(bool training) => !training || rate == 0;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        int all = step.Samples * Elements;
        if (_keep.Length < all)
        {
            _keep = new byte[all];
        }

        if (groups is null)
        {
            step.Masks!.Fill(layer, rate, _keep.AsSpan(0, all));
        }
        else
        {
            DrawGroups(step, groups);
        }

        step.Kernels.Dropout(all, inputs[0], _keep, _scale, output);
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.Dropout(step.Samples * Elements, flow.OutputGradient, _keep, _scale, gradient);
        }
    }

    private void DrawGroups(StepContext step, int[] groupOf)
    {
        int all = step.Samples * count;
        if (_drawn.Length < all)
        {
            _drawn = new byte[all];
        }

        step.Masks!.Fill(layer, rate, _drawn.AsSpan(0, all));
        for (int at = 0; at < step.Samples * Elements; at++)
        {
            _keep[at] = _drawn[at / Elements * count + groupOf[at % Elements]];
        }
    }
}
