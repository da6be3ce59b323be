using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>Pooling with channels in lanes; a task is an image's row of outputs forward, and an image backward.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    public override void MaxPoolForward(in WindowGeometry g, int samples, float[] x, float[] y, int[]? winners)
    {
        CheckPool(g, samples, x, y);
        if (winners is not null)
        {
            AtLeast(winners, (long)samples * g.OutHeight * g.OutWidth * g.InChannels, "winners");
        }

        fixed (
            float* px = x,
                py = y
        )
        fixed (int* pw = winners)
        {
            workers.For(samples * g.OutHeight, new MaxPoolWork(g, px, py, pw));
        }
    }

    public override void MaxPoolBackward(in WindowGeometry g, int samples, float[] dy, int[] winners, float[] dx)
    {
        CheckPool(g, samples, dx, dy);
        AtLeast(winners, (long)samples * g.OutHeight * g.OutWidth * g.InChannels, "winners");
        fixed (
            float* pdy = dy,
                pdx = dx
        )
        fixed (int* pw = winners)
        {
            workers.For(samples, new MaxPoolBackwardWork(g, pdy, pw, pdx));
        }
    }

    public override void AveragePoolForward(in WindowGeometry g, int samples, float[] x, float[] y)
    {
        CheckPool(g, samples, x, y);
        fixed (
            float* px = x,
                py = y
        )
        {
            workers.For(samples * g.OutHeight, new AveragePoolWork(g, px, py));
        }
    }

    public override void AveragePoolBackward(in WindowGeometry g, int samples, float[] dy, float[] dx)
    {
        CheckPool(g, samples, dx, dy);
        fixed (
            float* pdy = dy,
                pdx = dx
        )
        {
            workers.For(samples, new AveragePoolBackwardWork(g, pdy, pdx));
        }
    }

    private static long Inputs(in WindowGeometry g) => (long)g.InHeight * g.InWidth * g.InChannels;

    private static long Outputs(in WindowGeometry g) => (long)g.OutHeight * g.OutWidth * g.InChannels;

    private static void CheckPool(in WindowGeometry g, int samples, float[] x, float[] y)
    {
        AtLeast(x, samples * Inputs(g), "input");
        AtLeast(y, samples * Outputs(g), "output");
    }

    /// <param name="x">The image.</param>
    /// <param name="at">The row's place in <paramref name="y"/> and <paramref name="winners"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolRow(in WindowGeometry g, int row, float* x, float* y, int* winners, long at)
    {
        int channels = g.InChannels;
        for (int ox = 0; ox < g.OutWidth; ox++, at += channels)
        {
            WindowCells cells = WindowCells.At(g, row, ox);
            int start = cells.Index(g, cells.Top, cells.Left, 0);
            int c = 0;
            for (; c + Lanes <= channels; c += Lanes)
            {
                Vector256<float> best = Vector256.Load(x + start + c);
                Vector256<int> winner = Vector256.Create(start);
                for (int iy = cells.Top; iy < cells.Bottom; iy++)
                {
                    for (int ix = cells.Left; ix < cells.Right; ix++)
                    {
                        int cell = cells.Index(g, iy, ix, 0);
                        Vector256<float> value = Vector256.Load(x + cell + c);
                        Vector256<float> better = Vector256.GreaterThan(value, best);
                        best = Vector256.ConditionalSelect(better, value, best);
                        winner = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(cell), winner);
                    }
                }

                best.Store(y + at + c);
                if (winners is not null)
                {
                    (winner + Vector256<int>.Indices + Vector256.Create(c)).Store(winners + at + c);
                }
            }

            for (; c < channels; c++)
            {
                int winner = start + c;
                for (int iy = cells.Top; iy < cells.Bottom; iy++)
                {
                    for (int ix = cells.Left; ix < cells.Right; ix++)
                    {
                        int cell = cells.Index(g, iy, ix, c);
                        if (x[cell] > x[winner])
                        {
                            winner = cell;
                        }
                    }
                }

                y[at + c] = x[winner];
                if (winners is not null)
                {
                    winners[at + c] = winner;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolBackward(in WindowGeometry g, float* dy, int* winners, float* dx)
    {
        int channels = g.InChannels;
        new Span<float>(dx, (int)Inputs(g)).Clear();
        for (int oy = 0; oy < g.OutHeight; oy++)
        {
            for (int ox = 0; ox < g.OutWidth; ox++, dy += channels, winners += channels)
            {
                WindowCells cells = WindowCells.At(g, oy, ox);
                int c = 0;
                for (; c + Lanes <= channels; c += Lanes)
                {
                    Vector256<float> gradient = Vector256.Load(dy + c);
                    Vector256<int> winner = Vector256.Load(winners + c) - Vector256<int>.Indices - Vector256.Create(c);
                    for (int iy = cells.Top; iy < cells.Bottom; iy++)
                    {
                        for (int ix = cells.Left; ix < cells.Right; ix++)
                        {
                            int cell = cells.Index(g, iy, ix, 0);
                            // Adding +0 to the losers changes nothing: sums that begin with +0 are never -0.
                            Vector256<float> share = gradient & Vector256.Equals(winner, Vector256.Create(cell)).AsSingle();
                            (Vector256.Load(dx + cell + c) + share).Store(dx + cell + c);
                        }
                    }
                }

                for (; c < channels; c++)
                {
                    dx[winners[c]] += dy[c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AveragePoolRow(in WindowGeometry g, int row, float* x, float* y)
    {
        int channels = g.InChannels;
        for (int ox = 0; ox < g.OutWidth; ox++, y += channels)
        {
            WindowCells cells = WindowCells.At(g, row, ox);
            int c = 0;
            for (; c + Lanes <= channels; c += Lanes)
            {
                Vector256<float> sum = Vector256<float>.Zero;
                for (int iy = cells.Top; iy < cells.Bottom; iy++)
                {
                    for (int ix = cells.Left; ix < cells.Right; ix++)
                    {
                        sum += Vector256.Load(x + cells.Index(g, iy, ix, c));
                    }
                }

                (sum / Vector256.Create((float)cells.Count)).Store(y + c);
            }

            for (; c < channels; c++)
            {
                float sum = 0f;
                for (int iy = cells.Top; iy < cells.Bottom; iy++)
                {
                    for (int ix = cells.Left; ix < cells.Right; ix++)
                    {
                        sum += x[cells.Index(g, iy, ix, c)];
                    }
                }

                y[c] = sum / cells.Count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AveragePoolBackward(in WindowGeometry g, float* dy, float* dx)
    {
        int channels = g.InChannels;
        new Span<float>(dx, (int)Inputs(g)).Clear();
        for (int oy = 0; oy < g.OutHeight; oy++)
        {
            for (int ox = 0; ox < g.OutWidth; ox++, dy += channels)
            {
                WindowCells cells = WindowCells.At(g, oy, ox);
                for (int iy = cells.Top; iy < cells.Bottom; iy++)
                {
                    for (int ix = cells.Left; ix < cells.Right; ix++)
                    {
                        float* to = dx + cells.Index(g, iy, ix, 0);
                        int c = 0;
                        for (; c + Lanes <= channels; c += Lanes)
                        {
                            (Vector256.Load(to + c) + Vector256.Load(dy + c) / Vector256.Create((float)cells.Count)).Store(to + c);
                        }

                        for (; c < channels; c++)
                        {
                            to[c] += dy[c] / cells.Count;
                        }
                    }
                }
            }
        }
    }
}
