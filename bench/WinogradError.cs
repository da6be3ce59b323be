using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;
using Repro.Randomness;

namespace Repro.Bench;

/// <summary>
/// How far Winograd's passes and the direct ones lie from a convolution in float64: root mean square and largest error over the
/// results' root mean square, of one made image per layer, or of a batch for the gradient of the kernel.
/// <c>dotnet run -c Release --project bench -- winograd-error</c>; some minutes.
/// </summary>
internal static class WinogradError
{
    /// <summary>Channels whose part of a kernel's gradient is compared: all of them would take long in float64.</summary>
    private const int ComparedChannels = 8;

    public static void Run()
    {
        using Workers workers = new();
        CpuKernels kernels = KernelSelection.Named(KernelSelection.Names.First(KernelSelection.IsSupported), workers);
        Write($"{"layer", -10}{"pass", -10}{"winograd rms", 14}{"largest", 10}{"direct rms", 14}{"largest", 10}");
        foreach (LayerCase layer in LayerCase.All.Where(layer => Winograd.Applies(layer.Geometry)))
        {
            Forward(kernels, layer);
            if (!Winograd.AppliesToGradients(layer.Geometry))
            {
                continue;
            }

            ToTheData(kernels, layer);
            ToTheKernel(kernels, layer);
        }
    }

    private static void Forward(CpuKernels kernels, LayerCase layer)
    {
        // What a layer reads is what a ReLU left: half zeros. Weights as Glorot draws them, but for their scale, which drops out.
        WindowGeometry g = layer.Geometry;
        float[] x = Values(1, layer.Inputs / layer.Samples, value => Math.Max(0, value));
        float[] kernel = Values(2, layer.Weights, value => value);
        Compare(layer.Name, "forward", InDoubles(g, x, kernel), (winograd, y) => kernels.ConvForward(g, 1, x, kernel, null, y, winograd));
    }

    private static void ToTheData(CpuKernels kernels, LayerCase layer)
    {
        WindowGeometry g = layer.Geometry;
        float[] dy = Gradients(layer.Outputs / layer.Samples);
        float[] kernel = Values(2, layer.Weights, value => value);
        float[] turned = new float[kernel.Length];
        for (int k = 0; k < 9; k++)
        {
            for (int c = 0; c < g.InChannels; c++)
            {
                for (int f = 0; f < g.OutChannels; f++)
                {
                    turned[((8 - k) * g.OutChannels + f) * g.InChannels + c] = kernel[(k * g.InChannels + c) * g.OutChannels + f];
                }
            }
        }

        Compare(
            layer.Name,
            "data",
            InDoubles(Winograd.BackwardData(g), dy, turned),
            (winograd, dx) =>
            {
                if (winograd)
                {
                    kernels.WinogradBackwardData(g, 1, dy, kernel, dx);
                }
                else
                {
                    kernels.ConvBackwardData(g, 1, dy, kernel, dx);
                }
            }
        );
    }

    private static void ToTheKernel(CpuKernels kernels, LayerCase layer)
    {
        WindowGeometry g = layer.Geometry;
        float[] x = Values(1, layer.Inputs, value => Math.Max(0, value));
        float[] dy = Gradients(layer.Outputs);
        float[] gradient = new float[layer.Weights];
        Compare(
            layer.Name,
            "kernel",
            KernelInDoubles(layer, x, dy),
            (winograd, compared) =>
            {
                if (winograd)
                {
                    kernels.WinogradBackwardKernel(g, layer.Samples, x, dy, gradient);
                }
                else
                {
                    kernels.ConvBackwardKernel(g, layer.Samples, x, dy, gradient);
                }

                for (int k = 0; k < 9; k++)
                {
                    int count = ComparedChannels * g.OutChannels;
                    gradient.AsSpan(k * g.InChannels * g.OutChannels, count).CopyTo(compared.AsSpan(k * count));
                }
            }
        );
    }

    private static void Compare(string layer, string pass, double[] exact, Action<bool, float[]> compute)
    {
        double scale = Math.Sqrt(exact.Average(value => value * value));
        (double Rms, double Largest) Error(bool winograd)
        {
            float[] results = new float[exact.Length];
            compute(winograd, results);
            double[] errors = [.. results.Zip(exact, (actual, wanted) => (actual - wanted) / scale)];
            return (Math.Sqrt(errors.Average(error => error * error)), errors.Max(Math.Abs));
        }

        ((double rms, double largest), (double directRms, double directLargest)) = (Error(true), Error(false));
        Write($"{layer, -10}{pass, -10}{rms, 14:0.0e0}{largest, 10:0.0e0}{directRms, 14:0.0e0}{directLargest, 10:0.0e0}");
    }

    private static double[] InDoubles(WindowGeometry g, float[] x, float[] kernel)
    {
        double[] y = new double[g.OutHeight * g.OutWidth * g.OutChannels];
        Parallel.For(
            0,
            g.OutHeight,
            oy =>
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    Span<double> sums = y.AsSpan((oy * g.OutWidth + ox) * g.OutChannels, g.OutChannels);
                    for (int ky = 0; ky < g.Window.Height; ky++)
                    {
                        for (int kx = 0; kx < g.Window.Width; kx++)
                        {
                            (int iy, int ix) = (oy + ky - g.PadTop, ox + kx - g.PadLeft);
                            if (iy < 0 || iy >= g.InHeight || ix < 0 || ix >= g.InWidth)
                            {
                                continue;
                            }

                            for (int c = 0; c < g.InChannels; c++)
                            {
                                double input = x[(iy * g.InWidth + ix) * g.InChannels + c];
                                ReadOnlySpan<float> weights = kernel.AsSpan(
                                    ((ky * g.Window.Width + kx) * g.InChannels + c) * g.OutChannels,
                                    g.OutChannels
                                );
                                for (int f = 0; f < sums.Length; f++)
                                {
                                    sums[f] += input * weights[f];
                                }
                            }
                        }
                    }
                }
            }
        );
        return y;
    }

    /// <summary>The gradient of the kernel's first channels: (ky, kx, c, f).</summary>
    private static double[] KernelInDoubles(LayerCase layer, float[] x, float[] dy)
    {
        WindowGeometry g = layer.Geometry;
        double[] gradient = new double[9 * ComparedChannels * g.OutChannels];
        Parallel.For(
            0,
            9 * ComparedChannels,
            weight =>
            {
                (int k, int c) = (weight / ComparedChannels, weight % ComparedChannels);
                Span<double> sums = gradient.AsSpan(weight * g.OutChannels, g.OutChannels);
                for (int n = 0; n < layer.Samples; n++)
                {
                    for (int oy = 0; oy < g.OutHeight; oy++)
                    {
                        for (int ox = 0; ox < g.OutWidth; ox++)
                        {
                            (int iy, int ix) = (oy + k / 3 - g.PadTop, ox + k % 3 - g.PadLeft);
                            if (iy < 0 || iy >= g.InHeight || ix < 0 || ix >= g.InWidth)
                            {
                                continue;
                            }

                            double input = x[((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels + c];
                            ReadOnlySpan<float> outputs = dy.AsSpan(
                                ((n * g.OutHeight + oy) * g.OutWidth + ox) * g.OutChannels,
                                g.OutChannels
                            );
                            for (int f = 0; f < sums.Length; f++)
                            {
                                sums[f] += input * outputs[f];
                            }
                        }
                    }
                }
            }
        );
        return gradient;
    }

    /// <summary>Gradients of outputs behind a ReLU: half zeros.</summary>
    private static float[] Gradients(int count)
    {
        float[] values = Values(3, count, value => value);
        float[] passes = Values(4, count, value => value);
        for (int i = 0; i < count; i++)
        {
            values[i] = passes[i] > 0 ? values[i] : 0;
        }

        return values;
    }

    private static float[] Values(int seed, int count, Func<float, float> of)
    {
        RandomStream stream = new(seed, "bench/winograd-error");
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = of(2 * stream.NextSingle() - 1);
        }

        return values;
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
