using Repro.Numerics;

namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>
/// p = 1/(1 + exp(-z)); backwards dz = dp (p (1 - p)). Training with the matching loss starts at the logits and skips it.
/// </summary>
internal sealed class SigmoidOperation(int input, int elements, bool inPlace) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => ["sigmoid"];

    public override bool WorksInPlace => inPlace;

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        float[] z = inputs[0];
        for (int i = 0; i < step.Samples * Elements; i++)
        {
            output[i] = Probabilities.Sigmoid(z[i]);
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
            float p = flow.Output[i];
            gradient[i] = flow.OutputGradient[i] * (p * (1f - p));
        }
    }
}
