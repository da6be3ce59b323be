using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>
/// A transposed convolution with its bias: forward is a convolution's gradient to its input, backward to the data that convolution
/// itself, and the kernel's gradient is that of the convolution with input and gradient exchanged.
/// </summary>
/// <param name="geometry">Of the convolution: its input is this operation's output.</param>
internal sealed class ConvTransposeOperation(int input, WindowGeometry geometry, Parameter kernel, Parameter? bias)
    : Operation([input], geometry.InHeight * geometry.InWidth * geometry.InChannels)
{
    public override IReadOnlyList<Parameter> Parameters { get; } = bias is null ? [kernel] : [kernel, bias];

    public override IReadOnlyList<string> Arithmetic => ["convtranspose"];

    public override void Forward(StepContext step, float[][] inputs, float[] output)
    {
        step.Kernels.ConvBackwardData(geometry, step.Samples, inputs[0], kernel.Values, output);
        if (bias is not null)
        {
            step.Kernels.For(step.Samples, new BiasWork(bias.Values, output, Elements));
        }
    }

    public override void Backward(StepContext step, Flow flow)
    {
        if (step.GradientOf(kernel) is { } dKernel)
        {
            step.Kernels.ConvBackwardKernel(geometry, step.Samples, flow.OutputGradient, flow.Inputs[0], dKernel);
        }

        if (step.GradientOf(bias) is { } dBias)
        {
            step.Kernels.ChannelSums(step.Samples, geometry.InHeight, geometry.InWidth, geometry.InChannels, flow.OutputGradient, dBias);
        }

        if (flow.InputGradients[0] is { } gradient)
        {
            step.Kernels.ConvForward(geometry, step.Samples, flow.OutputGradient, kernel.Values, null, gradient, winograd: false);
        }
    }

    private readonly struct BiasWork(float[] bias, float[] y, int elements) : IWork
    {
        public void Run(int sample)
        {
            for (int at = sample * elements; at < (sample + 1) * elements; at += bias.Length)
            {
                for (int c = 0; c < bias.Length; c++)
                {
                    y[at + c] += bias[c];
                }
            }
        }
    }
}
