namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>maximum(x, +0), limited above. Its backward pass needs its output alone.</summary>
internal sealed class ClippedReluOperation(int input, int elements, float most, bool inPlace) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => ["relu"];

    public override bool WorksInPlace => inPlace;

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.ClippedRelu(step.Samples * Elements, inputs[0], most, output);

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.ClippedReluBackward(step.Samples * Elements, flow.Output, most, flow.OutputGradient, gradient);
        }
    }
}
