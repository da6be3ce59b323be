using Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Pooling;

/// <summary>The forward pass of a convolution with ReLU and max-pooling.</summary>
/// <param name="start">Bias filled up to whole panels, or null.</param>
/// <param name="winners">Null where no gradient will be asked for.</param>
internal readonly unsafe struct PooledForward<TSimd, TVector>(PooledConv block, float* x, float* start, float* y, byte* winners)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Outputs of the convolution that a task keeps near until they are pooled: 128 KB.</summary>
    private const int BandFloats = 32768;

    private readonly PooledConv _block = block;
    private readonly float* _x = x;
    private readonly float* _start = start;
    private readonly float* _y = y;
    private readonly byte* _winners = winners;

    public ConvShape Shape { get; } = ConvShape.Forward(block.Conv);

    /// <summary>Whether the convolution's tiles lie along rows, not across images.</summary>
    public bool RunsByRows => !Convolution<TSimd, TVector>.RunsAcrossImages(Shape, int.MaxValue);

    private int RowFloats => _block.Pool.InWidth * _block.Pool.InChannels;

    /// <summary>Bands of pooled rows: each is convolved into the thread's own memory and pooled from there.</summary>
    public void ConvolveAndPool(Workers workers, int samples, Panels weights)
    {
        int height = _block.Pool.OutHeight;
        int most = Math.Max(1, BandFloats / (_block.Pool.Window.Height * RowFloats));
        int bands = Math.Max((height + most - 1) / most, Math.Min(height, (4 * workers.Threads + samples - 1) / samples));
        workers.For(samples * bands, new BandWork(this, weights, bands));
    }

    /// <summary>The pooling alone, of a whole batch that is already convolved.</summary>
    public void Pool(Workers workers, int samples, float* unpooled) => workers.For(samples, new ImageWork(this, unpooled));

    private void PoolRows(int image, int first, int end, float* rows)
    {
        WindowGeometry pool = _block.Pool;
        long rowOutputs = (long)pool.OutWidth * pool.OutChannels;
        for (int oy = first; oy < end; oy++, rows += pool.Window.Height * (long)RowFloats)
        {
            long at = ((long)image * pool.OutHeight + oy) * rowOutputs;
            ReluPool.Forward(pool, rows, _y + at, _winners is null ? null : _winners + at);
        }
    }

    private readonly struct BandWork(PooledForward<TSimd, TVector> pass, Panels weights, int bands) : IWork
    {
        public void Run(int task)
        {
            WindowGeometry pool = pass._block.Pool;
            int image = task / bands;
            int first = (int)((long)pool.OutHeight * (task % bands) / bands);
            int end = (int)((long)pool.OutHeight * (task % bands + 1) / bands);
            int row = first * pool.Window.Height;
            int rows = (end - first) * pool.Window.Height;
            float* near = Buffers.Mine.Near.Take((long)rows * pass.RowFloats);
            // The convolution writes at the band's place in the batch, so its target begins that much before the thread's memory.
            float* target = near - ((long)image * pool.InHeight + row) * pass.RowFloats;
            Convolution<TSimd, TVector>.RunTask(
                pass.Shape,
                new ConvTask(image, 1, row, rows, 0, weights.Count, AcrossImages: false),
                pass._x,
                weights,
                pass._start,
                target
            );
            pass.PoolRows(image, first, end, near);
        }
    }

    private readonly struct ImageWork(PooledForward<TSimd, TVector> pass, float* unpooled) : IWork
    {
        private readonly float* _unpooled = unpooled;

        public void Run(int image)
        {
            WindowGeometry pool = pass._block.Pool;
            pass.PoolRows(image, 0, pool.OutHeight, _unpooled + image * (long)pool.InHeight * pass.RowFloats);
        }
    }
}
