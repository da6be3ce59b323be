using Repro.Numerics;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>x - max - ln(sum of exp(x - max)) along the last axis, in float64; backwards dz = dy - softmax(z) sum(dy).</summary>
/// <param name="classes">Length of the last axis.</param>
internal sealed class LogSoftmaxOperation(int input, int elements, int classes) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => ["logsoftmax"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int at = 0; at < step.Samples * Elements; at += classes)
        {
            ReadOnlySpan<float> z = inputs[0].AsSpan(at, classes);
            double max = z[0];
            foreach (float value in z)
            {
                max = Math.Max(max, value);
            }

            double sum = 0;
            foreach (float value in z)
            {
                sum += Elementary.Exp(value - max);
            }

            double log = max + Elementary.Log(sum);
            for (int i = 0; i < classes; i++)
            {
                output[at + i] = (float)(z[i] - log);
            }
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
            double sum = 0;
            for (int i = 0; i < classes; i++)
            {
                sum += flow.OutputGradient[at + i];
            }

            for (int i = 0; i < classes; i++)
            {
                gradient[at + i] = (float)(flow.OutputGradient[at + i] - Elementary.Exp((double)flow.Output[at + i]) * sum);
            }
        }
    }
}
