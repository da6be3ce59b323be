using Repro.Numerics;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>
/// p = e/sum(e) along the last axis; backwards dz = p (dp - s) with s = chain(+0; class) of dp p.
/// Training with the matching loss starts at the logits and skips it.
/// </summary>
/// <param name="classes">Length of the last axis.</param>
internal sealed class SoftmaxOperation(int input, int elements, int classes, bool inPlace) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => ["softmax"];

    public override bool WorksInPlace => inPlace;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int at = 0; at < step.Samples * Elements; at += classes)
        {
            Probabilities.Softmax(inputs[0].AsSpan(at, classes), output.AsSpan(at, classes));
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        for (int at = 0; at < step.Samples * Elements; at += classes)
        {
            ReadOnlySpan<float> p = flow.Output.AsSpan(at, classes);
            ReadOnlySpan<float> dp = flow.OutputGradient.AsSpan(at, classes);
            float mean = 0;
            for (int i = 0; i < classes; i++)
            {
                mean = MathF.FusedMultiplyAdd(dp[i], p[i], mean);
            }

            for (int i = 0; i < classes; i++)
            {
                gradient[at + i] = p[i] * (dp[i] - mean);
            }
        }
    }
}
