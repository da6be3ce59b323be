using Repro.Backends.Cpu.Kernels;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>A convolution with its bias, without activation.</summary>
internal sealed class ConvOperation(int input, WindowGeometry geometry, Parameter kernel, Parameter? bias)
    : Operation([input], geometry.OutHeight * geometry.OutWidth * geometry.OutChannels)
{
    public WindowGeometry Geometry => geometry;

    public Parameter Kernel => kernel;

    public Parameter? Bias => bias;

    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override IReadOnlyList<string> Arithmetic => Winograd.Applies(geometry) ? ["conv", "winograd"] : ["conv"];

    /// <summary>Whether its gradients are Winograd's where those are on.</summary>
    public bool HasWinogradGradients => Winograd.AppliesToGradients(geometry);

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.ConvForward(geometry, step.Samples, inputs[0], kernel.Values, bias?.Values, output, step.Winograd, kernel.Cache);

    public override void Backward(StepContext step, Flow flow)
    {
        bool winograd = step.WinogradGradients && HasWinogradGradients;
        if (step.GradientOf(kernel) is { } dKernel)
        {
            if (winograd)
            {
                step.Kernels.WinogradBackwardKernel(geometry, step.Samples, flow.Inputs[0], flow.OutputGradient, dKernel);
            }
            else
            {
                step.Kernels.ConvBackwardKernel(geometry, step.Samples, flow.Inputs[0], flow.OutputGradient, dKernel);
            }
        }

        if (step.GradientOf(bias) is { } dBias)
        {
            step.Kernels.ChannelSums(step.Samples, geometry.OutHeight, geometry.OutWidth, geometry.OutChannels, flow.OutputGradient, dBias);
        }

        if (flow.InputGradients[0] is { } gradient)
        {
            if (winograd)
            {
                step.Kernels.WinogradBackwardData(geometry, step.Samples, flow.OutputGradient, kernel.Values, gradient);
            }
            else
            {
                step.Kernels.ConvBackwardData(geometry, step.Samples, flow.OutputGradient, kernel.Values, gradient);
            }
        }
    }
}
