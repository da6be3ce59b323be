using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Randomness;

namespace Repro.Bench;

/// <summary>
/// How far Winograd's forward pass and the direct one lie from a convolution in float64: root mean square and largest error over the
/// outputs' root mean square, one made picture a layer. <c>dotnet run -c Release --project bench -- winograd-error</c>; some seconds.
/// </summary>
internal static class WinogradError
{
    public static void Run()
    {
        using Workers workers = new();
        CpuKernels kernels = KernelSelection.Named(KernelSelection.Names.First(KernelSelection.IsSupported), workers);
        Write($"{"layer",-10}{"winograd rms",14}{"largest",10}{"direct rms",14}{"largest",10}");
        foreach (LayerCase layer in LayerCase.All.Where(layer => Winograd.Applies(layer.Geometry))) Run(kernels, layer.Name, layer.Geometry);
    }

    private static void Run(CpuKernels kernels, string name, WindowGeometry g)
    {
        // What a layer reads is what a ReLU left: half zeros. Weights as Glorot draws them, but for their scale, which drops out.
        float[] x = Values(1, g.InHeight * g.InWidth * g.InChannels, value => Math.Max(0, value));
        float[] kernel = Values(2, g.Window.Height * g.Window.Width * g.InChannels * g.OutChannels, value => value);
        double[] exact = InDoubles(g, x, kernel);
        double scale = Math.Sqrt(exact.Average(value => value * value));
        (double Rms, double Largest) Error(bool winograd)
        {
            float[] y = new float[exact.Length];
            kernels.ConvForward(g, 1, x, kernel, null, y, winograd);
            double[] errors = [.. y.Zip(exact, (actual, wanted) => (actual - wanted) / scale)];
            return (Math.Sqrt(errors.Average(error => error * error)), errors.Max(Math.Abs));
        }

        ((double rms, double largest), (double directRms, double directLargest)) = (Error(true), Error(false));
        Write($"{name,-10}{rms,14:0.0e0}{largest,10:0.0e0}{directRms,14:0.0e0}{directLargest,10:0.0e0}");
    }

    private static double[] InDoubles(WindowGeometry g, float[] x, float[] kernel)
    {
        double[] y = new double[g.OutHeight * g.OutWidth * g.OutChannels];
        Parallel.For(0, g.OutHeight, oy =>
        {
            for (int ox = 0; ox < g.OutWidth; ox++)
            {
                Span<double> sums = y.AsSpan((oy * g.OutWidth + ox) * g.OutChannels, g.OutChannels);
                for (int ky = 0; ky < g.Window.Height; ky++)
                    for (int kx = 0; kx < g.Window.Width; kx++)
                    {
                        (int iy, int ix) = (oy + ky - g.PadTop, ox + kx - g.PadLeft);
                        if (iy < 0 || iy >= g.InHeight || ix < 0 || ix >= g.InWidth) continue;
                        for (int c = 0; c < g.InChannels; c++)
                        {
                            double input = x[(iy * g.InWidth + ix) * g.InChannels + c];
                            ReadOnlySpan<float> weights = kernel.AsSpan(((ky * g.Window.Width + kx) * g.InChannels + c) * g.OutChannels, g.OutChannels);
                            for (int f = 0; f < sums.Length; f++) sums[f] += input * weights[f];
                        }
                    }
            }
        });
        return y;
    }

    private static float[] Values(int seed, int count, Func<float, float> of)
    {
        RandomStream stream = new(seed, "bench/winograd-error");
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan()) value = of(2 * stream.NextSingle() - 1);
        return values;
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
