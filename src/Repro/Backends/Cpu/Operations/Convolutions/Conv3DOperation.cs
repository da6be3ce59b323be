using Repro.Backends.Cpu.Threading;
using Repro.Models;

namespace Repro.Backends.Cpu.Operations.Convolutions;

/// <summary>
/// A convolution of volumes with its bias, without activation. Every number is a sum in float64, of an output over the kernel's cells and
/// the channels, of a kernel's gradient over samples and places, of an input's gradient over places and cells, each in index order.
/// </summary>
internal sealed class Conv3DOperation : Operation
{
    private readonly VolumeGeometry _volume;
    private readonly Parameter _kernel;
    private readonly Parameter? _bias;
    private double[] _sums = [];

    public Conv3DOperation(int input, in VolumeGeometry volume, Parameter kernel, Parameter? bias)
        : base([input], volume.OutPlaces * volume.Filters)
    {
        (_volume, _kernel, _bias) = (volume, kernel, bias);
        Parameters = bias is null ? [kernel] : [kernel, bias];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override IReadOnlyList<string> Arithmetic => ["conv3d"];

    public override void Forward(StepContext step, float[][] inputs, float[] output) =>
        step.Kernels.For(step.Samples * _volume.OutPlaces, new OutputWork(_volume, inputs[0], _kernel.Values, _bias?.Values, output));

    public override void Backward(StepContext step, Flow flow)
    {
        if (step.GradientOf(_kernel) is { } dKernel)
        {
            step.Kernels.For(
                _volume.Cells * _volume.Channels,
                new KernelGradientWork(_volume, step.Samples, flow.Inputs[0], flow.OutputGradient, dKernel)
            );
        }

        // A row of places like any other.
        if (step.GradientOf(_bias) is { } dBias)
        {
            step.Kernels.ChannelSums(step.Samples, _volume.OutPlaces, 1, _volume.Filters, flow.OutputGradient, dBias);
        }

        if (flow.InputGradients[0] is not { } gradient)
        {
            return;
        }

        int all = step.Samples * _volume.InElements;
        if (_sums.Length < all)
        {
            _sums = new double[all];
        }

        step.Kernels.For(step.Samples, new InputGradientWork(_volume, _kernel.Values, flow.OutputGradient, _sums, gradient));
    }

    private readonly struct OutputWork(VolumeGeometry v, float[] x, float[] kernel, float[]? bias, float[] y) : IWork
    {
        public void Run(int task)
        {
            (int sample, int place) = (task / v.OutPlaces, task % v.OutPlaces);
            for (int filter = 0; filter < v.Filters; filter++)
            {
                double sum = bias is null ? 0 : bias[filter];
                for (int cell = 0; cell < v.Cells; cell++)
                {
                    int from = v.Read(place, cell);
                    if (from < 0)
                    {
                        continue;
                    }

                    for (int c = 0; c < v.Channels; c++)
                    {
                        sum +=
                            (double)x[sample * v.InElements + from * v.Channels + c] * kernel[(cell * v.Channels + c) * v.Filters + filter];
                    }
                }

                y[task * v.Filters + filter] = (float)sum;
            }
        }
    }

    private readonly struct KernelGradientWork(VolumeGeometry v, int samples, float[] x, float[] dy, float[] dKernel) : IWork
    {
        public void Run(int row)
        {
            (int cell, int channel) = (row / v.Channels, row % v.Channels);
            for (int filter = 0; filter < v.Filters; filter++)
            {
                double sum = 0;
                for (int sample = 0; sample < samples; sample++)
                {
                    for (int place = 0; place < v.OutPlaces; place++)
                    {
                        int from = v.Read(place, cell);
                        if (from >= 0)
                        {
                            sum +=
                                (double)x[sample * v.InElements + from * v.Channels + channel]
                                * dy[(sample * v.OutPlaces + place) * v.Filters + filter];
                        }
                    }
                }

                dKernel[row * v.Filters + filter] = (float)sum;
            }
        }
    }

    private readonly struct InputGradientWork(VolumeGeometry v, float[] kernel, float[] dy, double[] sums, float[] dx) : IWork
    {
        public void Run(int sample)
        {
            Span<double> own = sums.AsSpan(sample * v.InElements, v.InElements);
            own.Clear();
            for (int place = 0; place < v.OutPlaces; place++)
            {
                for (int cell = 0; cell < v.Cells; cell++)
                {
                    int from = v.Read(place, cell);
                    if (from < 0)
                    {
                        continue;
                    }

                    for (int row = 0; row < v.Channels * v.Filters; row++)
                    {
                        own[from * v.Channels + row / v.Filters] +=
                            (double)kernel[cell * v.Channels * v.Filters + row]
                            * dy[(sample * v.OutPlaces + place) * v.Filters + row % v.Filters];
                    }
                }
            }

            for (int i = 0; i < own.Length; i++)
            {
                dx[sample * v.InElements + i] = (float)own[i];
            }
        }
    }
}

/// <summary>How a window moves over volumes.</summary>
internal readonly record struct VolumeGeometry(WindowAxis Depth, WindowAxis Height, WindowAxis Width, int Channels, int Filters)
{
    /// <summary>Cells of the kernel.</summary>
    public int Cells => Depth.Length * Height.Length * Width.Length;

    public int OutPlaces => Depth.Output * Height.Output * Width.Output;

    public int InElements => Depth.Input * Height.Input * Width.Input * Channels;

    /// <summary>The place of the input that a cell of the kernel reads for a place of the output; -1 in the padding.</summary>
    public int Read(int place, int cell)
    {
        int z = place / (Height.Output * Width.Output) * Depth.Stride + cell / (Height.Length * Width.Length) - Depth.Before;
        int y = place / Width.Output % Height.Output * Height.Stride + cell / Width.Length % Height.Length - Height.Before;
        int x = place % Width.Output * Width.Stride + cell % Width.Length - Width.Before;
        bool inside = z >= 0 && z < Depth.Input && y >= 0 && y < Height.Input && x >= 0 && x < Width.Input;
        return inside ? (z * Height.Input + y) * Width.Input + x : -1;
    }
}
