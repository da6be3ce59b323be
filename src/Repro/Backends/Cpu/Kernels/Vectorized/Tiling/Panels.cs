using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>
/// A matrix (terms x columns) as panels two registers wide, in which a tile reads straight on. The last panel is filled up with zeros.
/// </summary>
/// <param name="Data">The first panel.</param>
/// <param name="Step">Floats from one panel to the next.</param>
/// <param name="RowStep">Floats from one term to the next.</param>
internal readonly unsafe record struct Panels(nint Data, long Step, int RowStep, int Columns, int Width)
{
    /// <summary>Filters that are turned about together: what a cache line holds.</summary>
    private const int Together = 16;

    public int Count => (Columns + Width - 1) / Width;

    public float* At(int panel) => (float*)Data + panel * Step;

    /// <summary>Columns of a panel that are real.</summary>
    public int ColumnsOf(int panel) => Math.Min(Width, Columns - panel * Width);

    /// <summary>The matrix where it lies; only whole panels can be read so.</summary>
    public static Panels InPlace(float* matrix, int columns, int width) => new((nint)matrix, width, columns, columns, width);

    public static Panels Pack(Workers workers, float* matrix, int terms, int columns, int width, WorkBuffer buffer)
    {
        Panels panels = Empty(terms, columns, width, buffer);
        workers.For(panels.Count, new PackWork(panels, matrix, terms));
        return panels;
    }

    /// <summary>
    /// A kernel (kh, kw, c, f) turned about for the backward pass: terms (kh, kw, f) with both axes flipped, columns c.
    /// </summary>
    public static Panels PackFlipped(Workers workers, float* kernel, int cells, int channels, int filters, int width, WorkBuffer buffer)
    {
        Panels panels = Empty(cells * filters, channels, width, buffer);
        workers.For(panels.Count * cells, new FlipWork(panels, kernel, cells, filters));
        return panels;
    }

    /// <summary>Writes (c, f) as (f, c); zeros fill each row up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(float* source, nint step, int filters, int channels, float* target, int width)
    {
        for (int c = 0; c < channels; c++, source += step)
        {
            for (int f = 0; f < filters; f++)
            {
                target[f * width + c] = source[f];
            }
        }

        for (int c = channels; c < width; c++)
        {
            for (int f = 0; f < filters; f++)
            {
                target[f * width + c] = 0f;
            }
        }
    }

    /// <summary>Panels whose content is undefined.</summary>
    public static Panels Empty(int terms, int columns, int width, WorkBuffer buffer)
    {
        long step = (long)terms * width;
        int count = (columns + width - 1) / width;
        return new Panels((nint)buffer.Take(count * step), step, width, columns, width);
    }

    private readonly struct PackWork(Panels panels, float* matrix, int terms) : IWork
    {
        private readonly float* _matrix = matrix;

        public void Run(int panel)
        {
            int width = panels.Width;
            int real = panels.ColumnsOf(panel);
            float* source = _matrix + (long)panel * width;
            float* target = panels.At(panel);
            for (int k = 0; k < terms; k++, source += panels.Columns, target += width)
            {
                new ReadOnlySpan<float>(source, real).CopyTo(new Span<float>(target, real));
                new Span<float>(target + real, width - real).Clear();
            }
        }
    }

    private readonly struct FlipWork(Panels panels, float* kernel, int cells, int filters) : IWork
    {
        private readonly float* _kernel = kernel;

        public void Run(int task)
        {
            int width = panels.Width;
            int panel = task / cells;
            int cell = task % cells;
            int real = panels.ColumnsOf(panel);
            float* source = _kernel + ((long)(cells - 1 - cell) * panels.Columns + panel * width) * filters;
            float* target = panels.At(panel) + (long)cell * filters * width;
            for (int first = 0; first < filters; first += Together)
            {
                Turn(source + first, filters, Math.Min(Together, filters - first), real, target + (long)first * width, width);
            }
        }
    }
}
