using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;

/// <summary>
/// A few channels of the inputs that a segment reads, packed together, so that a tile finds them in the nearest cache at every place of
/// the window. Where they lie they would be a small part of many lines.
/// </summary>
internal static unsafe class InputColumns
{
    /// <summary>Floats that <see cref="Pack"/> writes.</summary>
    public static long Size(in ConvShape s, PixelRange range, int channels) =>
        (long)range.Images * s.RowsRead(range.Rows) * s.ColumnsRead * channels;

    /// <summary>Packs up to 16 channels, (images, rows read, columns read, channels), +0 outside the images.</summary>
    public static Region Pack(in ConvShape s, float* x, PixelRange range, int channel, int channels, float* target)
    {
        int height = s.RowsRead(range.Rows);
        int columns = s.ColumnsRead;
        int first = Math.Min(s.PadLeft, columns);
        int end = Math.Clamp(s.InWidth + s.PadLeft, first, columns);
        Region packed = new((nint)target, (long)height * columns * channels, (long)columns * channels);
        for (int n = 0; n < range.Images; n++)
        {
            for (int y = 0; y < height; y++, target += packed.RowStep)
            {
                int row = range.Row * s.Stride.Height + y - s.PadTop;
                if (row < 0 || row >= s.InHeight)
                {
                    new Span<float>(target, columns * channels).Clear();
                    continue;
                }

                float* source = x + (((long)(range.Image + n) * s.InHeight + row) * s.InWidth + first - s.PadLeft) * s.InChannels + channel;
                new Span<float>(target, first * channels).Clear();
                Copy(source, s.InChannels, target + first * channels, end - first, channels);
                new Span<float>(target + end * channels, (columns - end) * channels).Clear();
            }
        }

        return packed;
    }

    /// <summary>Two vectors that overlap serve every number of channels from one vector to two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* source, nint step, float* target, int pixels, int channels)
    {
        if (channels >= Vector256<float>.Count)
        {
            nint last = channels - Vector256<float>.Count;
            for (int pixel = 0; pixel < pixels; pixel++, source += step, target += channels)
            {
                Vector256<float> end = Vector256.Load(source + last);
                Vector256.Load(source).Store(target);
                end.Store(target + last);
            }
        }
        else if (channels >= Vector128<float>.Count)
        {
            nint last = channels - Vector128<float>.Count;
            for (int pixel = 0; pixel < pixels; pixel++, source += step, target += channels)
            {
                Vector128<float> end = Vector128.Load(source + last);
                Vector128.Load(source).Store(target);
                end.Store(target + last);
            }
        }
        else
        {
            for (int pixel = 0; pixel < pixels; pixel++, source += step, target += channels)
            {
                for (int i = 0; i < channels; i++)
                {
                    target[i] = source[i];
                }
            }
        }
    }
}
