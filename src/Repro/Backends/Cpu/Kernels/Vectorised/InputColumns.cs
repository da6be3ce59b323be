using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// The inputs of a tile of a kernel's gradient, packed pixel by pixel, so that the tile reads straight on. Where they lie they would be
/// a few floats of every pixel's many.
/// </summary>
internal static unsafe class InputColumns
{
    /// <summary>Packs the inputs of <paramref name="rows"/> kernel rows from (ky, <paramref name="first"/>) on: (pixels, rows), +0 outside the pictures.</summary>
    public static void Pack(in ConvShape s, float* x, PixelRange range, int ky, int first, int rows, float* target)
    {
        for (int row = first; row < first + rows;)
        {
            // One cell of the window at a time: its channels are there or missing together.
            int channel = row % s.InChannels;
            int count = Math.Min(s.InChannels - channel, first + rows - row);
            PackCell(s, x, range, ky, row / s.InChannels, channel, count, target + (row - first), rows);
            row += count;
        }
    }

    private static void PackCell(in ConvShape s, float* x, PixelRange range, int ky, int kx, int channel, int count, float* target, int step)
    {
        int from = Math.Clamp(CeilingDivide(s.PadLeft - kx, s.Stride.Width), 0, s.OutWidth);
        int to = Math.Clamp(CeilingDivide(s.InWidth + s.PadLeft - kx, s.Stride.Width), from, s.OutWidth);
        int pixelStep = s.Stride.Width * s.InChannels;
        for (int n = 0; n < range.Pictures; n++)
            for (int y = 0; y < range.Rows; y++, target += (long)s.OutWidth * step)
            {
                int iy = (range.Row + y) * s.Stride.Height + ky - s.PadTop;
                if (iy < 0 || iy >= s.InHeight)
                {
                    Clear(target, step, s.OutWidth, count);
                    continue;
                }

                float* line = x + ((long)(range.Picture + n) * s.InHeight + iy) * s.InWidth * s.InChannels;
                Clear(target, step, from, count);
                Copy(line + (long)(from * s.Stride.Width + kx - s.PadLeft) * s.InChannels + channel, pixelStep, target + (long)from * step, step, to - from, count);
                Clear(target + (long)to * step, step, s.OutWidth - to, count);
            }
    }

    private static int CeilingDivide(int a, int b) => (int)Math.Ceiling(a / (double)b);

    private static void Clear(float* target, int step, int pixels, int count)
    {
        for (int pixel = 0; pixel < pixels; pixel++, target += step) new Span<float>(target, count).Clear();
    }

    /// <summary>Copies up to 16 floats of each pixel. Two vectors that overlap serve every number of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* source, nint sourceStep, float* target, nint step, int pixels, int count)
    {
        if (count >= Vector256<float>.Count)
        {
            nint last = count - Vector256<float>.Count;
            for (int pixel = 0; pixel < pixels; pixel++, source += sourceStep, target += step)
            {
                Vector256<float> end = Vector256.Load(source + last);
                Vector256.Load(source).Store(target);
                end.Store(target + last);
            }
        }
        else if (count >= Vector128<float>.Count)
        {
            nint last = count - Vector128<float>.Count;
            for (int pixel = 0; pixel < pixels; pixel++, source += sourceStep, target += step)
            {
                Vector128<float> end = Vector128.Load(source + last);
                Vector128.Load(source).Store(target);
                end.Store(target + last);
            }
        }
        else
        {
            for (int pixel = 0; pixel < pixels; pixel++, source += sourceStep, target += step)
                for (int i = 0; i < count; i++) target[i] = source[i];
        }
    }
}
