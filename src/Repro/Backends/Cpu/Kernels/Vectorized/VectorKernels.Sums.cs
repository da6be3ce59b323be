using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>Sums of channels: each image's own in parallel, then the images in order.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    public override void ChannelSums(int samples, int height, int width, int channels, float[] values, float[] sums)
    {
        AtLeast(values, (long)samples * height * width * channels, "input");
        AtLeast(sums, channels, "output");
        fixed (
            float* pv = values,
                ps = sums
        )
        {
            float* source = pv,
                target = ps;
            if (height * width == 1)
            {
                // An image of one pixel is its own sum.
                AddUp(source, samples, channels, target);
                return;
            }

            float* partial = Buffers.Mine.Partial.Take((long)samples * channels);
            workers.For(samples, new ImageSumWork(source, height, width, channels, partial));
            AddUp(partial, samples, channels, target);
        }
    }

    private readonly struct ImageSumWork(float* values, int height, int width, int channels, float* sums) : IWork
    {
        private readonly float* _values = values;
        private readonly float* _sums = sums;

        public void Run(int n) =>
            ImageSums(_values + (long)n * height * width * channels, height, width, channels, _sums + (long)n * channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ImageSums(float* values, int height, int width, int channels, float* sums)
    {
        int c = 0;
        for (; c + 4 * Lanes <= channels; c += 4 * Lanes)
        {
            // Four vectors at a time use whole cache lines and hide the addition's latency.
            Vector256<float> image0 = default,
                image1 = default,
                image2 = default,
                image3 = default;
            float* at = values + c;
            for (int y = 0; y < height; y++)
            {
                Vector256<float> row0 = default,
                    row1 = default,
                    row2 = default,
                    row3 = default;
                for (int x = 0; x < width; x++, at += channels)
                {
                    row0 += Vector256.Load(at);
                    row1 += Vector256.Load(at + Lanes);
                    row2 += Vector256.Load(at + 2 * Lanes);
                    row3 += Vector256.Load(at + 3 * Lanes);
                }

                image0 += row0;
                image1 += row1;
                image2 += row2;
                image3 += row3;
            }

            image0.Store(sums + c);
            image1.Store(sums + c + Lanes);
            image2.Store(sums + c + 2 * Lanes);
            image3.Store(sums + c + 3 * Lanes);
        }

        for (; c + Lanes <= channels; c += Lanes)
        {
            Vector256<float> image = Vector256<float>.Zero;
            float* at = values + c;
            for (int y = 0; y < height; y++)
            {
                Vector256<float> row = Vector256<float>.Zero;
                for (int x = 0; x < width; x++, at += channels)
                {
                    row += Vector256.Load(at);
                }

                image += row;
            }

            image.Store(sums + c);
        }

        for (; c < channels; c++)
        {
            float image = 0f;
            float* at = values + c;
            for (int y = 0; y < height; y++)
            {
                float row = 0f;
                for (int x = 0; x < width; x++, at += channels)
                {
                    row += *at;
                }

                image += row;
            }

            sums[c] = image;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp(float* rows, int count, int columns, float* sums)
    {
        int c = 0;
        for (; c + Lanes <= columns; c += Lanes)
        {
            Vector256<float> total = Vector256<float>.Zero;
            for (int n = 0; n < count; n++)
            {
                total += Vector256.Load(rows + (long)n * columns + c);
            }

            total.Store(sums + c);
        }

        for (; c < columns; c++)
        {
            float total = 0f;
            for (int n = 0; n < count; n++)
            {
                total += rows[(long)n * columns + c];
            }

            sums[c] = total;
        }
    }
}
