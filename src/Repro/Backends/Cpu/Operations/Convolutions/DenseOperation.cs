using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>
/// A fully connected layer with its bias, without activation. Each place of the axes before the last is a sample to the kernels.
/// </summary>
/// <param name="places">Vectors of a sample that the layer is applied to.</param>
internal sealed class DenseOperation(int input, int places, int width, int units, Parameter kernel, Parameter? bias)
    : Operation([input], places * units)
{
    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override IReadOnlyList<string> Arithmetic => ["dense"];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.DenseForward(step.Samples * places, width, units, inputs[0], kernel.Values, bias?.Values, output);

    public override void Backward(StepContext step, Flow flow)
    {
        UpdateStep? update = step.UpdateOf(kernel);
        if (update is null && step.GradientOf(kernel) is { } dKernel)
        {
            step.Kernels.DenseBackwardKernel(step.Samples * places, width, units, flow.Inputs[0], flow.OutputGradient, dKernel);
        }

        if (step.GradientOf(bias) is { } dBias)
        {
            step.Kernels.ChannelSums(step.Samples * places, 1, 1, units, flow.OutputGradient, dBias);
        }

        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.DenseBackwardData(step.Samples * places, width, units, flow.OutputGradient, kernel.Values, gradient);
        }

        // At last: the input's gradient is that of the weights before the update.
        if (update is { } rule)
        {
            step.Kernels.DenseUpdate(
                step.Samples * places,
                width,
                units,
                flow.Inputs[0],
                flow.OutputGradient,
                kernel.Values,
                kernel.Slots,
                rule
            );
            kernel.IsUpdated = true;
        }
    }
}
