using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>A transformed kernel: for each of the 36 cells a matrix (channels x filters) in panels.</summary>
internal readonly unsafe record struct WinogradWeights(Panels First, long CellStep)
{
    public Panels At(int cell) => First with { Data = (nint)((float*)First.Data + cell * CellStep) };
}

/// <summary>A transformed kernel with memory of its own.</summary>
internal sealed unsafe class WinogradKernel
{
    // Holds the memory that the weights point to.
    private readonly WorkBuffer _memory = new();

    public WinogradKernel(Workers workers, float* kernel, int channels, int filters, int width) =>
        Weights = WinogradPacking.Pack(workers, kernel, channels, filters, width, _memory);

    public WinogradWeights Weights { get; }
}

/// <summary>Winograd's kernel transform: four filters at a time in float64, rounded once.</summary>
internal static unsafe class WinogradPacking
{
    private const int Filters = 4;

    /// <summary>Transformed weights that a cache still holds: 16 MB.</summary>
    private const long CachedWeights = 1 << 22;

    /// <summary>Channels of a task, which writes one panel of each cell straight on.</summary>
    private const int Channels = 16;

    /// <summary>Whether transformed weights are too many for a cache.</summary>
    public static bool AreMany(int channels, int filters) => Winograd.Cells * (long)channels * filters > CachedWeights;

    public static WinogradWeights Pack(Workers workers, float* kernel, int channels, int filters, int width, WorkBuffer buffer) =>
        Pack(workers, kernel, channels, filters, width, buffer, turned: false);

    /// <summary>
    /// A kernel (3, 3, c, f) for the backward pass to the data: turned by half a circle, with its filters as channels and its channels as
    /// filters.
    /// </summary>
    /// <param name="exchanged">Room for the kernel with both exchanged.</param>
    public static WinogradWeights PackTurned(
        Workers workers,
        float* kernel,
        int channels,
        int filters,
        int width,
        WorkBuffer exchanged,
        WorkBuffer buffer
    )
    {
        float* source = exchanged.Take((long)Winograd.Window * Winograd.Window * channels * filters);
        Transposition.Run(workers, Winograd.Window * Winograd.Window, kernel, channels, filters, source);
        return Pack(workers, source, filters, channels, width, buffer, turned: true);
    }

    private static WinogradWeights Pack(
        Workers workers,
        float* kernel,
        int channels,
        int filters,
        int width,
        WorkBuffer buffer,
        bool turned
    )
    {
        int count = (filters + width - 1) / width;
        long step = (long)channels * width;
        long cellStep = CacheStep(count * step);
        float* target = buffer.Take(Winograd.Cells * cellStep);
        WinogradWeights weights = new(new Panels((nint)target, step, width, filters, width), cellStep);
        workers.For(count * ((channels + Channels - 1) / Channels), new PanelWork(kernel, channels, weights, turned));
        return weights;
    }

    /// <summary>
    /// A distance of at least <paramref name="floats"/> at which 36 streams do not meet in the same few lines of a cache.
    /// </summary>
    public static long CacheStep(long floats) => (floats + 1023) / 1024 * 1024 + 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(float* filter, nint step, float* u, nint cellStep)
    {
        double* half = stackalloc double[Winograd.Patch * 3 * Filters];
        for (int j = 0; j < 3; j++)
        {
            var (h0, h1, h2, h3, h4, h5) = Six(Widen(filter + j * step), Widen(filter + (3 + j) * step), Widen(filter + (6 + j) * step));
            double* to = half + j * Filters;
            h0.Store(to);
            h1.Store(to + 3 * Filters);
            h2.Store(to + 6 * Filters);
            h3.Store(to + 9 * Filters);
            h4.Store(to + 12 * Filters);
            h5.Store(to + 15 * Filters);
        }

        for (int i = 0; i < Winograd.Patch; i++, u += Winograd.Patch * cellStep)
        {
            double* row = half + i * 3 * Filters;
            var (u0, u1, u2, u3, u4, u5) = Six(Vector256.Load(row), Vector256.Load(row + Filters), Vector256.Load(row + 2 * Filters));
            Narrow(u0).Store(u);
            Narrow(u1).Store(u + cellStep);
            Narrow(u2).Store(u + 2 * cellStep);
            Narrow(u3).Store(u + 3 * cellStep);
            Narrow(u4).Store(u + 4 * cellStep);
            Narrow(u5).Store(u + 5 * cellStep);
        }
    }

    /// <summary>
    /// Three values to six, by the rows of <see cref="Winograd.G"/>: its sums from left to right, without terms that are zero, and with
    /// products that differ by their sign alone computed once. Neither moves a bit of the outputs (a weight of -0 stays -0 here and
    /// becomes +0 there, which a chain that starts at +0 does not show).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (
        Vector256<double> U0,
        Vector256<double> U1,
        Vector256<double> U2,
        Vector256<double> U3,
        Vector256<double> U4,
        Vector256<double> U5
    ) Six(Vector256<double> g0, Vector256<double> g1, Vector256<double> g2)
    {
        Vector256<double> a = g0 * (-1.0 / 6),
            b = g1 * (1.0 / 6),
            c = g2 * (1.0 / 6);
        Vector256<double> d = g0 * (1.0 / 24),
            e = g1 * (1.0 / 12);
        return (g0 * (1.0 / 4), a - b - c, a + b - c, d + e + c, d - e + c, g2);
    }

    /// <summary>Writes a row of each cell past the caches, which then read nothing before they write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Stream(float* near, int width, float* target, nint cellStep)
    {
        for (int cell = 0; cell < Winograd.Cells; cell++, near += width, target += cellStep)
        {
            for (int i = 0; i < width; i += Vector256<float>.Count)
            {
                Vector256.Load(near + i).StoreAlignedNonTemporal(target + i);
            }
        }
    }

    private static void TransformOne(float* filter, nint step, float* u, nint cellStep)
    {
        Span<float> g = stackalloc float[9];
        Span<float> transformed = stackalloc float[Winograd.Cells];
        for (int k = 0; k < 9; k++)
        {
            g[k] = filter[k * step];
        }

        Winograd.TransformFilter(g, transformed);
        for (int cell = 0; cell < Winograd.Cells; cell++)
        {
            u[cell * cellStep] = transformed[cell];
        }
    }

    /// <param name="turned">Whether the window's last place comes first.</param>
    private readonly struct PanelWork(float* kernel, int channels, WinogradWeights weights, bool turned) : IWork
    {
        private readonly float* _kernel = kernel;

        public void Run(int task)
        {
            int panel = task % weights.First.Count;
            int first = task / weights.First.Count * Channels;
            for (int c = first; c < Math.Min(channels, first + Channels); c++)
            {
                Run(panel, c);
            }
        }

        private void Run(int panel, int c)
        {
            int width = weights.First.Width;
            int real = weights.First.ColumnsOf(panel);
            nint cellStep = (nint)weights.CellStep;
            nint step = (nint)channels * weights.First.Columns;
            float* source = _kernel + (long)c * weights.First.Columns + panel * width;
            if (turned)
            {
                source += (Winograd.Window * Winograd.Window - 1) * step;
                step = -step;
            }

            float* target = weights.First.At(panel) + (long)c * width;
            if (real == width && AreMany(channels, weights.First.Columns))
            {
                float* near = Buffers.Mine.Near.Take(Winograd.Cells * width);
                for (int first = 0; first < width; first += Filters)
                {
                    Transform(source + first, step, near + first, width);
                }

                Stream(near, width, target, cellStep);
                return;
            }

            int f = 0;
            for (; f + Filters <= real; f += Filters)
            {
                Transform(source + f, step, target + f, cellStep);
            }

            for (; f < real; f++)
            {
                TransformOne(source + f, step, target + f, cellStep);
            }

            if (real == width)
            {
                return;
            }

            for (int cell = 0; cell < Winograd.Cells; cell++)
            {
                new Span<float>(target + cell * cellStep + real, width - real).Clear();
            }
        }
    }

    private static Vector256<double> Widen(float* four) => Avx.ConvertToVector256Double(Vector128.Load(four));

    private static Vector128<float> Narrow(Vector256<double> four) => Avx.ConvertToVector128Single(four);
}
