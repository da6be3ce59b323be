using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Operations;

/// <summary>A fully connected layer with its bias, without activation.</summary>
internal sealed class DenseOperation(int input, int width, int units, Parameter kernel, Parameter? bias) : Operation([input], units)
{
    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override IReadOnlyList<string> Arithmetic => ["dense"];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.DenseForward(step.Samples, width, Elements, inputs[0], kernel.Values, bias?.Values, output);

    public override void Backward(StepContext step, Flow flow)
    {
        UpdateStep? update = step.UpdateOf(kernel);
        if (update is null && step.GradientOf(kernel) is { } dKernel)
        {
            step.Kernels.DenseBackwardKernel(step.Samples, width, Elements, flow.Inputs[0], flow.OutputGradient, dKernel);
        }

        if (step.GradientOf(bias) is { } dBias)
        {
            step.Kernels.ChannelSums(step.Samples, 1, 1, Elements, flow.OutputGradient, dBias);
        }

        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.DenseBackwardData(step.Samples, width, Elements, flow.OutputGradient, kernel.Values, gradient);
        }

        // At last: the input's gradient is that of the weights before the update.
        if (update is { } rule)
        {
            step.Kernels.DenseUpdate(step.Samples, width, Elements, flow.Inputs[0], flow.OutputGradient, kernel.Values, kernel.Slots, rule);
            kernel.IsUpdated = true;
        }
    }
}
