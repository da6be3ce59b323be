namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>
/// x above 0, and a trained slope times x up to 0. The slopes' gradients are sums in float64, in the order of the elements.
/// </summary>
/// <param name="weights">The slope that belongs to each element of a sample.</param>
internal sealed class PReluOperation(int input, int[] weights, Parameter alpha) : Operation([input], weights.Length)
{
    private double[]? _sums;

    public override IReadOnlyList<Parameter> Parameters { get; } = [alpha];

    public override IReadOnlyList<string> Arithmetic => ["prelu"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int at = 0; at < step.Samples * Elements; at++)
        {
            float x = inputs[0][at];
            output[at] = x > 0 ? x : alpha.Values[weights[at % Elements]] * x;
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        float[] x = flow.Inputs[0];
        if (step.GradientOf(alpha) is { } dAlpha)
        {
            double[] sums = _sums ??= new double[dAlpha.Length];
            sums.AsSpan().Clear();
            for (int at = 0; at < step.Samples * Elements; at++)
            {
                if (!(x[at] > 0))
                {
                    sums[weights[at % Elements]] += (double)flow.OutputGradient[at] * x[at];
                }
            }

            for (int i = 0; i < sums.Length; i++)
            {
                dAlpha[i] = (float)sums[i];
            }
        }

        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        for (int at = 0; at < step.Samples * Elements; at++)
        {
            gradient[at] =
                x[at] > 0 ? flow.OutputGradient[at]
                : x[at] < 0 ? alpha.Values[weights[at % Elements]] * flow.OutputGradient[at]
                : 0f;
        }
    }
}
