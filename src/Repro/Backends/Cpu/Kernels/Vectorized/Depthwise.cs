using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>The loops of depthwise convolutions, eight channels at a time and those that are left one by one.</summary>
internal static unsafe class Depthwise
{
    private const int Lanes = 8;

    /// <summary>One row of one image's outputs.</summary>
    /// <param name="x">The image.</param>
    /// <param name="bias">Null for none.</param>
    /// <param name="y">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardRow(in WindowGeometry g, int oy, float* x, float* kernel, float* bias, float* y)
    {
        int channels = g.InChannels;
        int top = oy * g.Stride.Height - g.PadTop;
        (int firstY, int endY) = Inside(top, g.Window.Height, g.InHeight);
        for (int ox = 0; ox < g.OutWidth; ox++, y += channels)
        {
            int left = ox * g.Stride.Width - g.PadLeft;
            (int firstX, int endX) = Inside(left, g.Window.Width, g.InWidth);
            int c = 0;
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
    }

    /// <summary>One row of the gradient of one image's inputs.</summary>
    /// <param name="dy">The image's gradient.</param>
    /// <param name="dx">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardRow(in WindowGeometry g, int iy, float* dy, float* kernel, float* dx)
    {
        int channels = g.InChannels;
        int down = iy + g.PadTop;
        (int firstY, int endY) = Covering(down, g.Window.Height, g.Stride.Height, g.OutHeight);
        for (int ix = 0; ix < g.InWidth; ix++, dx += channels)
        {
            int right = ix + g.PadLeft;
            (int firstX, int endX) = Covering(right, g.Window.Width, g.Stride.Width, g.OutWidth);
            int c = 0;
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
    }

    /// <summary>The kernel's gradient of some images: a chain per segment, the segments' chains added in order.</summary>
    /// <param name="rows">Output rows of a segment.</param>
    /// <param name="images">More than one only where a segment holds whole images.</param>
    /// <param name="sums">Overwritten: height, width and channels of the kernel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                for (int oy = first; oy < end; oy++)
                {
                    KernelRow(
                        g,
                        oy,
                        x + (long)n * g.InHeight * g.InWidth * g.InChannels,
                        dy + ((long)n * g.OutHeight + oy) * g.OutWidth * g.InChannels,
                        chains
                    );
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

    // Goes on with the chains of all weights for one row of outputs. A chain may be cut and carried through memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KernelRow(in WindowGeometry g, int oy, float* x, float* dy, float* chains)
    {
        int channels = g.InChannels;
        int top = oy * g.Stride.Height - g.PadTop;
        (int firstY, int endY) = Inside(top, g.Window.Height, g.InHeight);
        for (int ky = firstY; ky < endY; ky++)
        {
            for (int kx = 0; kx < g.Window.Width; kx++)
            {
                // The outputs whose cell at kx lies inside the image.
                int shift = g.PadLeft - kx;
                int first = shift <= 0 ? 0 : (shift + g.Stride.Width - 1) / g.Stride.Width;
                int last = g.InWidth - 1 + shift < 0 ? -1 : Math.Min(g.OutWidth - 1, (g.InWidth - 1 + shift) / g.Stride.Width);
                if (first > last)
                {
                    continue;
                }

                float* input = x + ((long)(top + ky) * g.InWidth + (long)first * g.Stride.Width - shift) * channels;
                float* gradient = dy + (long)first * channels;
                float* chain = chains + ((long)ky * g.Window.Width + kx) * channels;
                long step = (long)g.Stride.Width * channels;
                int c = 0;
                for (; c + Lanes <= channels; c += Lanes)
                {
                    Vector256<float> sum = Vector256.Load(chain + c);
                    float* a = input + c;
                    float* b = gradient + c;
                    for (int ox = first; ox <= last; ox++, a += step, b += channels)
                    {
                        sum = Fma.MultiplyAdd(Vector256.Load(a), Vector256.Load(b), sum);
                    }

                    sum.Store(chain + c);
                }

                for (; c < channels; c++)
                {
                    float sum = chain[c];
                    for (int ox = first; ox <= last; ox++)
                    {
                        sum = MathF.FusedMultiplyAdd(input[(ox - first) * step + c], gradient[(long)(ox - first) * channels + c], sum);
                    }

                    chain[c] = sum;
                }
            }
        }
    }

    // The cells of a window that lie inside the image.
    private static (int First, int End) Inside(int start, int window, int length) =>
        (Math.Max(0, -start), Math.Min(window, length - start));

    // The windows that cover a cell, given by its distance from the first window's start.
    private static (int First, int End) Covering(int at, int window, int stride, int windows) =>
        (at < window ? 0 : (at - window) / stride + 1, Math.Min(windows, at / stride + 1));
}
