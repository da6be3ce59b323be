namespace Repro.Backends.Cpu.Operations.Elementwise;

/// <summary>maximum(x, +0). Its backward pass needs its output alone.</summary>
internal sealed class ReluOperation(int input, int elements, bool inPlace) : Operation([input], elements)
{
    public override IReadOnlyList<string> Arithmetic => ["relu"];

    public override bool WorksInPlace => inPlace;

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.Relu(step.Samples * Elements, inputs[0], output);

    public override void Backward(StepContext step, Flow flow)
    {
        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.ReluBackward(step.Samples * Elements, flow.Output, flow.OutputGradient, gradient);
        }
    }
}
