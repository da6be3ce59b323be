using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.DepthwiseKernels;

/// <summary>
/// Depthwise convolutions row by row. Cells whose windows lie inside the image go through <see cref="DepthwiseCells{TSimd,TVector}"/> in
/// whole registers of channels; the others, and the channels that are left, one cell at a time.
/// </summary>
internal static unsafe class DepthwiseRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Lanes = 8;

    /// <summary>One row of one image's outputs.</summary>
    /// <param name="x">The image.</param>
    /// <param name="bias">Null for none.</param>
    /// <param name="y">The row.</param>
    public static void Forward(in WindowGeometry g, int oy, float* x, float* kernel, float* bias, float* y)
    {
        int channels = g.InChannels;
        int top = oy * g.Stride.Height - g.PadTop;
        (int firstY, int endY) = Inside(top, g.Window.Height, g.InHeight);
        (int firstX, int endX) = WholeWindows(g);
        int quick = Quick(endY - firstY, g.Window.Width, endX - firstX, channels);
        if (quick > 0)
        {
            int left = firstX * g.Stride.Width - g.PadLeft;
            CellsTask task = new()
            {
                Values = x + ((long)(top + firstY) * g.InWidth + left) * channels,
                ValueRow = (nint)g.InWidth * channels,
                ValueColumn = channels,
                ValueStep = (nint)g.Stride.Width * channels,
                Weights = kernel + (long)firstY * g.Window.Width * channels,
                WeightRow = (nint)g.Window.Width * channels,
                WeightColumn = channels,
                Cells = y + (long)firstX * channels,
                CellStep = channels,
                Count = endX - firstX,
                Start = bias,
                Channels = quick,
            };
            DepthwiseCells<TSimd, TVector>.Sum(endY - firstY, g.Window.Width, task);
        }

        for (int ox = 0; ox < g.OutWidth; ox++)
        {
            int done = ox >= firstX && ox < endX ? quick : 0;
            if (done < channels)
            {
                ForwardCell(g, ox, top, firstY, endY, x, kernel, bias, y + (long)ox * channels, done);
            }
        }
    }

    /// <summary>One row of the gradient of one image's inputs.</summary>
    /// <param name="dy">The image's gradient.</param>
    /// <param name="dx">The row.</param>
    public static void Backward(in WindowGeometry g, int iy, float* dy, float* kernel, float* dx)
    {
        int channels = g.InChannels;
        int stride = g.Stride.Width;
        int down = iy + g.PadTop;
        (int firstY, int endY) = Covering(down, g.Window.Height, g.Stride.Height, g.OutHeight);
        for (int phase = 0; phase < Math.Min(stride, g.InWidth); phase++)
        {
            // Every stride-th input is covered by the same places of the windows.
            int columns = (g.Window.Width - (phase + g.PadLeft) % stride + stride - 1) / stride;
            int count = (g.InWidth - phase + stride - 1) / stride;
            (int first, int end) = WholeCover(g, phase, columns, count);
            int quick = Quick(endY - firstY, columns, end - first, channels);
            if (quick > 0)
            {
                int right = phase + first * stride + g.PadLeft;
                int ox = right / stride - columns + 1;
                long tap = (long)(down - firstY * g.Stride.Height) * g.Window.Width + right - ox * stride;
                CellsTask task = new()
                {
                    Values = dy + ((long)firstY * g.OutWidth + ox) * channels,
                    ValueRow = (nint)g.OutWidth * channels,
                    ValueColumn = channels,
                    ValueStep = channels,
                    Weights = kernel + tap * channels,
                    WeightRow = -(nint)g.Stride.Height * g.Window.Width * channels,
                    WeightColumn = -(nint)stride * channels,
                    Cells = dx + (long)(phase + first * stride) * channels,
                    CellStep = (nint)stride * channels,
                    Count = end - first,
                    Channels = quick,
                };
                DepthwiseCells<TSimd, TVector>.Sum(endY - firstY, columns, task);
            }

            for (int i = 0; i < count; i++)
            {
                int ix = phase + i * stride;
                int done = i >= first && i < end ? quick : 0;
                if (done < channels)
                {
                    BackwardCell(g, ix, down, firstY, endY, dy, kernel, dx + (long)ix * channels, done);
                }
            }
        }
    }

    /// <summary>The kernel's gradient of some images: a chain per segment, the segments' chains added in order.</summary>
    /// <param name="rows">Output rows of a segment.</param>
    /// <param name="images">More than one only where a segment holds whole images.</param>
    /// <param name="sums">Overwritten: height, width and channels of the kernel.</param>
    public static void KernelGradient(in WindowGeometry g, int rows, int images, float* x, float* dy, float* sums)
    {
        int weights = g.Window.Height * g.Window.Width * g.InChannels;
        new Span<float>(sums, weights).Clear();
        float* chains = Buffers.Mine.Chains.Take(weights);
        for (int first = 0; first < g.OutHeight; first += rows)
        {
            new Span<float>(chains, weights).Clear();
            int end = Math.Min(first + rows, g.OutHeight);
            for (int n = 0; n < images; n++)
            {
                float* image = x + (long)n * g.InHeight * g.InWidth * g.InChannels;
                for (int oy = first; oy < end; oy++)
                {
                    KernelRow(g, oy, image, dy + ((long)n * g.OutHeight + oy) * g.OutWidth * g.InChannels, chains);
                }
            }

            int i = 0;
            for (; i + Lanes <= weights; i += Lanes)
            {
                (Vector256.Load(sums + i) + (Vector256.Load(chains + i) + Vector256<float>.Zero)).Store(sums + i);
            }

            for (; i < weights; i++)
            {
                sums[i] += chains[i] + 0f;
            }
        }
    }

    /// <summary>The chains of all weights go on for one row of outputs.</summary>
    private static void KernelRow(in WindowGeometry g, int oy, float* x, float* dy, float* chains)
    {
        int channels = g.InChannels;
        int top = oy * g.Stride.Height - g.PadTop;
        (int firstY, int endY) = Inside(top, g.Window.Height, g.InHeight);
        (int firstX, int endX) = WholeWindows(g);
        int quick = Quick(endY - firstY, g.Window.Width, endX - firstX, channels);
        for (int ox = 0; ox < g.OutWidth; ox++)
        {
            int done = 0;
            if (ox >= firstX && ox < endX)
            {
                done = quick;
                if (ox == firstX && quick > 0)
                {
                    int left = firstX * g.Stride.Width - g.PadLeft;
                    CellsTask task = new()
                    {
                        Values = x + ((long)(top + firstY) * g.InWidth + left) * channels,
                        ValueRow = (nint)g.InWidth * channels,
                        ValueColumn = channels,
                        ValueStep = (nint)g.Stride.Width * channels,
                        Weights = chains + (long)firstY * g.Window.Width * channels,
                        WeightRow = (nint)g.Window.Width * channels,
                        WeightColumn = channels,
                        Cells = dy + (long)firstX * channels,
                        CellStep = channels,
                        Count = endX - firstX,
                        Channels = quick,
                    };
                    DepthwiseCells<TSimd, TVector>.Accumulate(endY - firstY, g.Window.Width, task);
                }
            }

            if (done < channels)
            {
                KernelCell(g, ox, top, firstY, endY, x, dy + (long)ox * channels, chains, done);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardCell(
        in WindowGeometry g,
        int ox,
        int top,
        int firstY,
        int endY,
        float* x,
        float* kernel,
        float* bias,
        float* y,
        int c
    )
    {
        int channels = g.InChannels;
        int left = ox * g.Stride.Width - g.PadLeft;
        (int firstX, int endX) = Inside(left, g.Window.Width, g.InWidth);
        for (; c + Lanes <= channels; c += Lanes)
        {
            Vector256<float> sum = bias is null ? Vector256<float>.Zero : Vector256.Load(bias + c);
            for (int ky = firstY; ky < endY; ky++)
            {
                float* input = x + ((long)(top + ky) * g.InWidth + left + firstX) * channels + c;
                float* weight = kernel + ((long)ky * g.Window.Width + firstX) * channels + c;
                for (int kx = firstX; kx < endX; kx++, input += channels, weight += channels)
                {
                    sum = Fma.MultiplyAdd(Vector256.Load(input), Vector256.Load(weight), sum);
                }
            }

            (sum + Vector256<float>.Zero).Store(y + c);
        }

        for (; c < channels; c++)
        {
            float sum = bias is null ? 0f : bias[c];
            for (int ky = firstY; ky < endY; ky++)
            {
                for (int kx = firstX; kx < endX; kx++)
                {
                    sum = MathF.FusedMultiplyAdd(
                        x[((long)(top + ky) * g.InWidth + left + kx) * channels + c],
                        kernel[((long)ky * g.Window.Width + kx) * channels + c],
                        sum
                    );
                }
            }

            y[c] = sum + 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardCell(
        in WindowGeometry g,
        int ix,
        int down,
        int firstY,
        int endY,
        float* dy,
        float* kernel,
        float* dx,
        int c
    )
    {
        int channels = g.InChannels;
        int right = ix + g.PadLeft;
        (int firstX, int endX) = Covering(right, g.Window.Width, g.Stride.Width, g.OutWidth);
        for (; c + Lanes <= channels; c += Lanes)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int oy = firstY; oy < endY; oy++)
            {
                for (int ox = firstX; ox < endX; ox++)
                {
                    long tap = (long)(down - oy * g.Stride.Height) * g.Window.Width + right - ox * g.Stride.Width;
                    sum = Fma.MultiplyAdd(
                        Vector256.Load(dy + ((long)oy * g.OutWidth + ox) * channels + c),
                        Vector256.Load(kernel + tap * channels + c),
                        sum
                    );
                }
            }

            (sum + Vector256<float>.Zero).Store(dx + c);
        }

        for (; c < channels; c++)
        {
            float sum = 0f;
            for (int oy = firstY; oy < endY; oy++)
            {
                for (int ox = firstX; ox < endX; ox++)
                {
                    long tap = (long)(down - oy * g.Stride.Height) * g.Window.Width + right - ox * g.Stride.Width;
                    sum = MathF.FusedMultiplyAdd(dy[((long)oy * g.OutWidth + ox) * channels + c], kernel[tap * channels + c], sum);
                }
            }

            dx[c] = sum + 0f;
        }
    }

    /// <summary>One output's terms. A chain may be cut and carried through memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KernelCell(in WindowGeometry g, int ox, int top, int firstY, int endY, float* x, float* dy, float* chains, int from)
    {
        int channels = g.InChannels;
        int left = ox * g.Stride.Width - g.PadLeft;
        (int firstX, int endX) = Inside(left, g.Window.Width, g.InWidth);
        for (int ky = firstY; ky < endY; ky++)
        {
            for (int kx = firstX; kx < endX; kx++)
            {
                float* input = x + ((long)(top + ky) * g.InWidth + left + kx) * channels;
                float* chain = chains + ((long)ky * g.Window.Width + kx) * channels;
                int c = from;
                for (; c + Lanes <= channels; c += Lanes)
                {
                    Fma.MultiplyAdd(Vector256.Load(input + c), Vector256.Load(dy + c), Vector256.Load(chain + c)).Store(chain + c);
                }

                for (; c < channels; c++)
                {
                    chain[c] = MathF.FusedMultiplyAdd(input[c], dy[c], chain[c]);
                }
            }
        }
    }

    /// <summary>Channels of the loop for whole windows: none where it has no such window or there is no such cell.</summary>
    private static int Quick(int rows, int columns, int cells, int channels) =>
        cells > 0
        && rows is > 0 and <= DepthwiseCells<TSimd, TVector>.LargestSide
        && columns is > 0 and <= DepthwiseCells<TSimd, TVector>.LargestSide
            ? channels / TSimd.Count * TSimd.Count
            : 0;

    /// <summary>The outputs of a row whose windows lie inside the image from left to right.</summary>
    private static (int First, int End) WholeWindows(in WindowGeometry g)
    {
        int stride = g.Stride.Width;
        int first = (g.PadLeft + stride - 1) / stride;
        int room = g.InWidth + g.PadLeft - g.Window.Width;
        int end = room < 0 ? 0 : Math.Min(g.OutWidth, room / stride + 1);
        return (first, Math.Max(first, end));
    }

    /// <summary>Those of a phase's inputs that as many windows cover as cover any of them.</summary>
    private static (int First, int End) WholeCover(in WindowGeometry g, int phase, int columns, int count)
    {
        int first = 0;
        while (first < count && !IsWhole(g, phase, columns, first))
        {
            first++;
        }

        int end = count;
        while (end > first && !IsWhole(g, phase, columns, end - 1))
        {
            end--;
        }

        return (first, end);
    }

    private static bool IsWhole(in WindowGeometry g, int phase, int columns, int i)
    {
        int right = phase + i * g.Stride.Width + g.PadLeft;
        (int firstX, int endX) = Covering(right, g.Window.Width, g.Stride.Width, g.OutWidth);
        return endX - firstX == columns;
    }

    /// <summary>The cells of a window that lie inside the image.</summary>
    private static (int First, int End) Inside(int start, int window, int length) =>
        (Math.Max(0, -start), Math.Min(window, length - start));

    /// <summary>The windows that cover a cell, given by its distance from the first window's start.</summary>
    private static (int First, int End) Covering(int at, int window, int stride, int windows) =>
        (at < window ? 0 : (at - window) / stride + 1, Math.Min(windows, at / stride + 1));
}
