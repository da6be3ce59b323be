using Repro.Numerics;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>The first half of the last axis times the sigmoid of the second. Backwards da = dy s, and db = dy a s (1 - s).</summary>
/// <param name="elements">Elements of the output in one sample.</param>
/// <param name="half">Half the length of the input's last axis.</param>
internal sealed class GluOperation(int input, int elements, int half) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => ["activation"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        for (int i = 0; i < step.Samples * Elements; i++)
        {
            int at = Place(i);
            output[i] = inputs[0][at] * Probabilities.Sigmoid(inputs[0][at + half]);
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
            int at = Place(i);
            float gate = Probabilities.Sigmoid(flow.Inputs[0][at + half]);
            gradient[at] = flow.OutputGradient[i] * gate;
            gradient[at + half] = flow.OutputGradient[i] * flow.Inputs[0][at] * gate * (1f - gate);
        }
    }

    private int Place(int i) => i / half * 2 * half + i % half;
}
