using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>A transformed kernel: for each of the 36 cells a matrix (channels x filters) in panels.</summary>
internal readonly unsafe record struct WinogradWeights(Panels First, long CellStep)
{
    public Panels At(int cell) => First with { Data = (nint)((float*)First.Data + cell * CellStep) };
}

/// <summary>Winograd's kernel transform: four filters at a time in float64, rounded once.</summary>
internal static unsafe class WinogradPacking
{
    private const int Filters = 4;

    public static WinogradWeights Pack(Workers workers, float* kernel, int channels, int filters, int width, Buffer buffer)
    {
        int count = (filters + width - 1) / width;
        long step = (long)channels * width;
        long cellStep = CacheStep(count * step);
        float* target = buffer.Take(Winograd.Cells * cellStep);
        WinogradWeights weights = new(new Panels((nint)target, step, width, filters, width), cellStep);
        workers.For(channels, new ChannelWork(kernel, channels, weights));
        return weights;
    }

    /// <summary>A distance of at least <paramref name="floats"/> at which 36 streams do not meet in the same few lines of a cache.</summary>
    public static long CacheStep(long floats) => (floats + 1023) / 1024 * 1024 + 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(float* filter, nint step, float* u, nint cellStep)
    {
        double* half = stackalloc double[Winograd.Patch * 3 * Filters];
        for (int j = 0; j < 3; j++)
        {
            Vector256<double> g0 = Widen(filter + j * step), g1 = Widen(filter + (3 + j) * step), g2 = Widen(filter + (6 + j) * step);
            for (int i = 0; i < Winograd.Patch; i++)
            {
                Vector256<double> sum = g0 * Winograd.G(i, 0) + g1 * Winograd.G(i, 1) + g2 * Winograd.G(i, 2);
                sum.Store(half + (i * 3 + j) * Filters);
            }
        }

        for (int i = 0; i < Winograd.Patch; i++)
        {
            double* row = half + i * 3 * Filters;
            Vector256<double> h0 = Vector256.Load(row), h1 = Vector256.Load(row + Filters), h2 = Vector256.Load(row + 2 * Filters);
            for (int j = 0; j < Winograd.Patch; j++)
            {
                Vector256<double> sum = h0 * Winograd.G(j, 0) + h1 * Winograd.G(j, 1) + h2 * Winograd.G(j, 2);
                System.Runtime.Intrinsics.X86.Avx.ConvertToVector128Single(sum).Store(u + (i * Winograd.Patch + j) * cellStep);
            }
        }
    }

    private static void TransformOne(float* filter, nint step, float* u, nint cellStep)
    {
        Span<float> g = stackalloc float[9];
        Span<float> transformed = stackalloc float[Winograd.Cells];
        for (int k = 0; k < 9; k++) g[k] = filter[k * step];
        Winograd.TransformFilter(g, transformed);
        for (int cell = 0; cell < Winograd.Cells; cell++) u[cell * cellStep] = transformed[cell];
    }

    private readonly struct ChannelWork(float* kernel, int channels, WinogradWeights weights) : IWork
    {
        private readonly float* _kernel = kernel;

        public void Run(int c)
        {
            int width = weights.First.Width;
            int filters = weights.First.Columns;
            nint cellStep = (nint)weights.CellStep;
            float* source = _kernel + (long)c * filters;
            int f = 0;
            for (; f + Filters <= filters; f += Filters) Transform(source + f, (nint)channels * filters, Place(c, f), cellStep);
            for (; f < filters; f++) TransformOne(source + f, (nint)channels * filters, Place(c, f), cellStep);
            for (; f < weights.First.Count * width; f++)
            {
                for (int cell = 0; cell < Winograd.Cells; cell++) Place(c, f)[cell * cellStep] = 0f;
            }
        }

        private float* Place(int c, int f) => weights.First.At(f / weights.First.Width) + (long)c * weights.First.Width + f % weights.First.Width;
    }

    private static Vector256<double> Widen(float* four) => System.Runtime.Intrinsics.X86.Avx.ConvertToVector256Double(Vector128.Load(four));
}
