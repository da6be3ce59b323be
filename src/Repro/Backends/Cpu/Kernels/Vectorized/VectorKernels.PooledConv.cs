using Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;
using Repro.Backends.Cpu.Kernels.Vectorized.Pooling;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>Convolution, ReLU and max-pooling as one. Forward a task is a band of an image, backward a segment's images.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    public override bool Fuses => true;

    public override void PooledConvForward(
        in PooledConv block,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        byte[]? winners,
        bool winograd,
        WeightCache? cache = null
    )
    {
        WindowGeometry g = block.Conv;
        CheckPooled(block, samples, x, kernel, y, winners);
        CheckBias(bias, g.OutChannels);
        fixed (
            float* px = x,
                pk = kernel,
                pb = bias,
                py = y
        )
        fixed (byte* pw = winners)
        {
            float* start = pb is null ? null : FillUp(pb, g.OutChannels);
            PooledForward<TSimd, TVector> work = new(block, px, start, py, pw);
            if (work.RunsByRows && !(winograd && Winograd.Applies(g)))
            {
                work.ConvolveAndPool(
                    workers,
                    samples,
                    Panels.Pack(workers, pk, work.Shape.Terms, g.OutChannels, Width, Buffers.Mine.Panels)
                );
                return;
            }

            if (winograd && Winograd.Applies(g) && WinogradOutputs.CanPool(block.Pool, TSimd.Count))
            {
                ConvolveByWinograd(g, samples, px, pk, WinogradOutputs.Pooled(block.Pool, start, py, pw), cache);
                return;
            }

            // These run across images, so the whole batch is convolved first.
            float* unpooled = Buffers.Mine.Unpooled.Take(samples * ConvOutputs(g));
            Convolve(g, samples, px, pk, start, unpooled, relu: false, winograd, cache);
            work.Pool(workers, samples, unpooled);
        }
    }

    public override void PooledConvBackward(in PooledConv block, int samples, in PooledConvFlow flow)
    {
        WindowGeometry g = block.Conv;
        CheckPooled(block, samples, flow.X, flow.Kernel, flow.Dy, flow.Winners);
        if (flow.DKernel is not null)
        {
            AtLeast(flow.DKernel, Weights(g), "kernel's gradient");
        }

        if (flow.DBias is not null)
        {
            AtLeast(flow.DBias, g.OutChannels, "bias's gradient");
        }

        if (flow.Dx is not null)
        {
            AtLeast(flow.Dx, samples * Inputs(g), "input's gradient");
        }

        fixed (
            float* px = flow.X,
                pdy = flow.Dy,
                pk = flow.Kernel,
                pdk = flow.DKernel,
                pdb = flow.DBias,
                pdx = flow.Dx
        )
        fixed (byte* pw = flow.Winners)
        {
            float* sums = Buffers.Mine.ImageSums.Take((long)samples * g.OutChannels);
            if (flow.Winograd)
            {
                float* unpooled = Buffers.Mine.Unpooled.Take(samples * ConvOutputs(g));
                new PooledBackward<TSimd, TVector>(block, samples, px, pw, pdy, default, pdx, sums).Unpool(workers, unpooled);
                if (pdk is not null)
                {
                    WinogradKernelGradient<TSimd, TVector>.Run(workers, g, samples, px, unpooled, pdk);
                }

                if (pdx is not null)
                {
                    WinogradToData(g, samples, unpooled, pk, pdx);
                }

                if (pdb is not null)
                {
                    AddUp(sums, samples, g.OutChannels, pdb);
                }

                return;
            }

            bool keepsTerms = pdk is null || PooledBackward<TSimd, TVector>.KeepsTerms(block, samples);
            bool byWinners = keepsTerms && ArgmaxBackward<TSimd, TVector>.Fits(block);
            Panels turned =
                pdx is null || byWinners
                    ? default
                    : Panels.PackFlipped(
                        workers,
                        pk,
                        ConvShape.BackwardData(g).Cells,
                        g.InChannels,
                        g.OutChannels,
                        Width,
                        Buffers.Mine.Panels
                    );
            PooledBackward<TSimd, TVector> work = new(block, samples, px, pw, pdy, turned, pdx, sums);
            if (byWinners)
            {
                work.RunByWinners(workers, pk, pdk);
            }
            else if (keepsTerms && work.KeepsBusy(workers.Threads))
            {
                work.RunByGroups(workers, pdk);
            }
            else
            {
                float* unpooled = Buffers.Mine.Unpooled.Take(samples * ConvOutputs(g));
                work.Unpool(workers, unpooled);
                if (pdk is not null)
                {
                    KernelGradient<TSimd, TVector>.Run(workers, g, samples, px, unpooled, pdk);
                }

                if (pdx is not null)
                {
                    Convolution<TSimd, TVector>.Run(workers, ConvShape.BackwardData(g), samples, unpooled, turned, null, pdx);
                }
            }

            if (pdb is not null)
            {
                AddUp(sums, samples, g.OutChannels, pdb);
            }
        }
    }

    private static long ConvOutputs(in WindowGeometry g) => (long)g.OutHeight * g.OutWidth * g.OutChannels;

    private static long Weights(in WindowGeometry g) => (long)g.Window.Height * g.Window.Width * g.InChannels * g.OutChannels;

    private static void CheckPooled(in PooledConv block, int samples, float[] x, float[] kernel, float[] y, byte[]? winners)
    {
        AtLeast(x, samples * Inputs(block.Conv), "input");
        AtLeast(kernel, Weights(block.Conv), "kernel");
        AtLeast(y, samples * Outputs(block.Pool), "output");
        if (winners is not null)
        {
            AtLeast(winners, samples * Outputs(block.Pool), "winners");
        }

        if (!PooledConv.Fits(block.Pool))
        {
            throw new ArgumentException($"The windows of {block.Pool} overlap or leave the image.", nameof(block));
        }
    }
}
