using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Threading;
using Repro.Randomness;

namespace Repro.Bench;

/// <summary>
/// Where the convolutions' time goes: each layer and direction in ms, GFLOP/s and per cent of the measured peak.
/// <c>dotnet run -c Release --project bench -- layers [NAME-PREFIX] [INSTRUCTION-SET] [THREADS] [DIRECTION]</c>.
/// The shortest of several repetitions is shown, with one thread in its own time on the processor, so that another process's load disturbs
/// little.
/// </summary>
internal static class LayerProfile
{
    private static readonly TimeSpan PerCase = TimeSpan.FromSeconds(0.4);

    public static void Run(string prefix, string? instructionSet, int threads, string only)
    {
        using Workers workers = new(threads);
        string name = instructionSet ?? KernelSelection.Names.First(KernelSelection.IsSupported);
        CpuKernels kernels = KernelSelection.Named(name, workers);
        double peak = FmaPeak.Measure(workers, name);
        Write($"{name}, {workers.Threads} threads, measured peak {peak:F0} GFLOP/s");
        Write($"{"layer", -8}{"direction", -10}{"ms", 9}{"GFLOP/s", 9}{"% peak", 8}");
        foreach (LayerCase layer in LayerCase.All.Where(l => l.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Run(kernels, layer, peak, workers.Threads == 1, only);
        }
    }

    private static void Run(CpuKernels kernels, LayerCase layer, double peak, bool ownTime, string only)
    {
        WindowGeometry g = layer.Geometry;
        float[] x = Values(1, layer.Inputs),
            dy = Values(2, layer.Outputs),
            kernel = Values(3, layer.Weights),
            bias = Values(4, g.OutChannels);
        float[] y = new float[layer.Outputs],
            dx = new float[layer.Inputs],
            dKernel = new float[layer.Weights];
        Show("forward", () => kernels.ConvForward(g, layer.Samples, x, kernel, bias, y, winograd: false));
        if (Winograd.Applies(g))
        {
            Show("winograd", () => kernels.ConvForward(g, layer.Samples, x, kernel, bias, y, winograd: true));
        }

        if (Winograd.Applies(g))
        {
            Show("data-w", () => kernels.WinogradBackwardData(g, layer.Samples, dy, kernel, dx));
            Show("kernel-w", () => kernels.WinogradBackwardKernel(g, layer.Samples, x, dy, dKernel));
        }

        if (g.InChannels > 3)
        {
            Show("data", () => kernels.ConvBackwardData(g, layer.Samples, dy, kernel, dx));
        }

        Show("kernel", () => kernels.ConvBackwardKernel(g, layer.Samples, x, dy, dKernel));

        void Show(string direction, Action action)
        {
            if (!direction.StartsWith(only, StringComparison.Ordinal))
            {
                return;
            }

            double seconds = Stopwatches.Least(PerCase, ownTime, action);
            double speed = layer.Operations / seconds / 1e9;
            Write($"{layer.Name, -8}{direction, -10}{seconds * 1e3, 9:F3}{speed, 9:F0}{100 * speed / peak, 8:F0}");
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private static float[] Values(int seed, int count)
    {
        RandomStream stream = new(seed, "bench", 0);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = 2 * stream.NextSingle() - 1;
        }

        return values;
    }
}
