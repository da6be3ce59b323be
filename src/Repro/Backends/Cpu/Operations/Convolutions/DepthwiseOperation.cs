using Repro.Backends.Cpu.Kernels;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>
/// A depthwise convolution with its bias, without activation. A multiplier above 1 is a repetition of the channels before it.
/// </summary>
/// <param name="stretch">How the kernel is stretched where it is dilated; null where it is not.</param>
internal sealed class DepthwiseOperation(int input, WindowGeometry geometry, Parameter kernel, Parameter? bias, StretchedKernel? stretch)
    : Operation([input], geometry.OutHeight * geometry.OutWidth * geometry.InChannels)
{
    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override IReadOnlyList<string> Arithmetic => ["depthwise"];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.DepthwiseForward(geometry, step.Samples, inputs[0], stretch?.Of(kernel.Values) ?? kernel.Values, bias?.Values, output);

    public override void Backward(StepContext step, Flow flow)
    {
        if (step.GradientOf(kernel) is { } dKernel)
        {
            step.Kernels.DepthwiseBackwardKernel(geometry, step.Samples, flow.Inputs[0], flow.OutputGradient, stretch?.Gradient ?? dKernel);
            stretch?.Shrink(dKernel);
        }

        if (step.GradientOf(bias) is { } dBias)
        {
            step.Kernels.ChannelSums(step.Samples, geometry.OutHeight, geometry.OutWidth, geometry.InChannels, flow.OutputGradient, dBias);
        }

        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.DepthwiseBackwardData(
                geometry,
                step.Samples,
                flow.OutputGradient,
                stretch?.Of(kernel.Values) ?? kernel.Values,
                gradient
            );
        }
    }
}
