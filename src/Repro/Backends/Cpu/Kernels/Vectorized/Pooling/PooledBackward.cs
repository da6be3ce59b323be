using Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Pooling;

/// <summary>
/// The backward pass of a convolution with ReLU and max-pooling. A task takes the images of one segment of the kernel's gradient
/// and computes their part of all three gradients: from the winners alone, or after it spread the gradients into its own memory.
/// </summary>
/// <param name="turned">The kernel's panels for the backward pass to the data.</param>
/// <param name="dx">Null where no gradient of the input is wanted.</param>
/// <param name="sums">Each image's sums of the convolution's gradient (samples, channels), for the bias.</param>
internal readonly unsafe struct PooledBackward<TSimd, TVector>(
    PooledConv block,
    int samples,
    float* x,
    byte* winners,
    float* dy,
    Panels turned,
    float* dx,
    float* sums
)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Terms of a kernel's gradient are kept up to this size: 64 MB, of which a batch of 32 of the convnets' largest takes a third.
    /// </summary>
    private const long MostTerms = 1 << 24;

    /// <summary>With fewer groups than this for each thread, a group's two gradients are tasks of their own.</summary>
    private const int GroupsPerThread = 4;

    private readonly PooledConv _block = block;
    private readonly int _together = Segments.Of(block.Conv.OutHeight, block.Conv.OutWidth).Images;
    private readonly float* _x = x;
    private readonly byte* _winners = winners;
    private readonly float* _dy = dy;
    private readonly Panels _turned = turned;
    private readonly float* _dx = dx;
    private readonly float* _sums = sums;

    /// <summary>Terms of the kernel's gradient: images, or groups of images where these make a segment.</summary>
    public int Groups => (samples + _together - 1) / _together;

    /// <summary>Whether a group for each task gives all threads about the same work.</summary>
    public bool KeepsBusy(int threads) => Groups % threads == 0 || Groups >= GroupsPerThread * threads;

    private long ConvOutputs => (long)_block.Conv.OutHeight * _block.Conv.OutWidth * _block.Conv.OutChannels;

    private long Inputs => (long)_block.Conv.InHeight * _block.Conv.InWidth * _block.Conv.InChannels;

    private int Weights => _block.Conv.Window.Height * _block.Conv.Window.Width * _block.Conv.InChannels * _block.Conv.OutChannels;

    /// <summary>Whether the kernel's gradient may be kept group by group until all are there.</summary>
    public static bool KeepsTerms(in PooledConv block, int samples)
    {
        PooledBackward<TSimd, TVector> pass = new(block, samples, null, null, null, default, null, null);
        return (long)pass.Groups * pass.Weights <= MostTerms;
    }

    /// <param name="dKernel">Null where it is not wanted.</param>
    public void RunByGroups(Workers workers, float* dKernel)
    {
        float* partial = dKernel is null ? null : Buffers.Mine.Terms.Take((long)Groups * Weights);
        workers.For(Groups, new GroupWork(this, partial));
        if (dKernel is not null)
        {
            workers.For((Weights + SumWork.Floats - 1) / SumWork.Floats, new SumWork(partial, Groups, Weights, dKernel));
        }
    }

    /// <summary>The same from the winners alone.</summary>
    /// <param name="kernel">As it lies, (ky, kx, c, f).</param>
    public void RunByWinners(Workers workers, float* kernel, float* dKernel)
    {
        WindowGeometry g = _block.Conv;
        int line = g.Window.Width * g.InChannels;
        float* weights = null;
        if (_dx is not null)
        {
            weights = Buffers.Mine.Panels.Take(Weights);
            Transposition.Run(workers, g.Window.Height, kernel, line, g.OutChannels, weights);
        }

        float* partial = dKernel is null ? null : Buffers.Mine.Terms.Take((Groups + 1L) * Weights);
        ArgmaxBackward<TSimd, TVector> pass = new(_block, weights);
        int parts = _dx is not null && partial is not null && Groups < GroupsPerThread * workers.Threads && workers.Threads > 1 ? 2 : 1;
        workers.For(Groups * parts, new WinnersWork(this, pass, partial, parts));
        if (dKernel is null)
        {
            return;
        }

        float* total = partial + (long)Groups * Weights;
        workers.For((Weights + SumWork.Floats - 1) / SumWork.Floats, new SumWork(partial, Groups, Weights, total));
        Transposition.Run(workers, 1, total, g.OutChannels, g.Window.Height * line, dKernel);
    }

    /// <summary>The convolution's gradient of the whole batch, and each image's sums.</summary>
    public void Unpool(Workers workers, float* unpooled) => workers.For(samples, new UnpoolWork(this, unpooled));

    private void Unpool(int image, float* unpooled)
    {
        WindowGeometry pool = _block.Pool;
        long at = (long)image * pool.OutHeight * pool.OutWidth * pool.OutChannels;
        float* rowSums = Buffers.Mine.Result.Take((long)pool.Window.Height * pool.OutChannels);
        ReluPool.Backward(pool, _dy + at, _winners + at, unpooled, rowSums, _sums + (long)image * pool.OutChannels);
    }

    private void RunGroup(int group, float* partial)
    {
        int first = group * _together;
        int images = Math.Min(_together, samples - first);
        float* near = Buffers.Mine.Near.Take(images * ConvOutputs);
        for (int n = 0; n < images; n++)
        {
            Unpool(first + n, near + n * ConvOutputs);
        }

        if (partial is not null)
        {
            KernelGradient<TSimd, TVector>.Unit(_block.Conv, images, _x + first * Inputs, near, partial + (long)group * Weights);
        }

        if (_dx is null)
        {
            return;
        }

        Convolution<TSimd, TVector>.RunImages(ConvShape.BackwardData(_block.Conv), images, near, _turned, null, _dx + first * Inputs);
    }

    private readonly struct GroupWork(PooledBackward<TSimd, TVector> pass, float* partial) : IWork
    {
        private readonly float* _partial = partial;

        public void Run(int group) => pass.RunGroup(group, _partial);
    }

    private void ToData(ArgmaxBackward<TSimd, TVector> pass, int group)
    {
        (int first, int images, long outputs) = ImagesOf(group);
        WindowGeometry pool = _block.Pool;
        for (int n = first; n < first + images; n++)
        {
            float* rowSums = Buffers.Mine.Result.Take((long)pool.Window.Height * pool.OutChannels);
            ReluPool.Sums(pool, _dy + n * outputs, _winners + n * outputs, rowSums, _sums + (long)n * pool.OutChannels);
            if (_dx is not null)
            {
                pass.ToData(_winners + n * outputs, _dy + n * outputs, _dx + n * Inputs);
            }
        }
    }

    private void ToKernel(ArgmaxBackward<TSimd, TVector> pass, int group, float* partial)
    {
        (int first, int images, long outputs) = ImagesOf(group);
        pass.ToKernel(images, _x + first * Inputs, _winners + first * outputs, _dy + first * outputs, partial + (long)group * Weights);
    }

    private (int First, int Images, long Outputs) ImagesOf(int group)
    {
        WindowGeometry pool = _block.Pool;
        int first = group * _together;
        return (first, Math.Min(_together, samples - first), (long)pool.OutHeight * pool.OutWidth * pool.OutChannels);
    }

    /// <param name="parts">1: a task computes both gradients of a group. 2: one of them.</param>
    private readonly struct WinnersWork(PooledBackward<TSimd, TVector> work, ArgmaxBackward<TSimd, TVector> pass, float* partial, int parts)
        : IWork
    {
        private readonly float* _partial = partial;

        public void Run(int task)
        {
            int group = task / parts;
            if (task % parts == 0)
            {
                work.ToData(pass, group);
            }

            if (_partial is not null && task % parts == parts - 1)
            {
                work.ToKernel(pass, group, _partial);
            }
        }
    }

    private readonly struct UnpoolWork(PooledBackward<TSimd, TVector> pass, float* unpooled) : IWork
    {
        private readonly float* _unpooled = unpooled;

        public void Run(int image) => pass.Unpool(image, _unpooled + image * pass.ConvOutputs);
    }
}
