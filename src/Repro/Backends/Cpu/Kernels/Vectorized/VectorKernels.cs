using Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;
using Repro.Backends.Cpu.Kernels.Vectorized.Dense;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Kernels.Vectorized.Updates;
using Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;
using Repro.Backends.Cpu.Threading;
using Repro.Backends.Optimizers;

namespace Repro.Backends.Cpu.Kernels.Vectorized;

/// <summary>
/// The kernels of one register width. Lanes hold different results and a chain is never cut between them, so each result is the
/// reference's, bit for bit.
/// </summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>(Workers workers) : CpuKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Dense weights are read where they lie when they would be packed for fewer samples than this.</summary>
    private const int SamplesWorthPacking = 32;

    public override string Name => TSimd.Name;

    private static int Width => Tiles<TSimd, TVector>.Width;

    public override void For<TWork>(int tasks, TWork work) => workers.For(tasks, work);

    public override void ConvForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    ) => Convolve(g, samples, x, kernel, bias, y, relu: false, winograd, cache);

    public override void ConvReluForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    ) => Convolve(g, samples, x, kernel, bias, y, relu: true, winograd, cache);

    private void Convolve(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool relu,
        bool winograd,
        WeightCache? cache
    )
    {
        Check(g, samples, x, kernel, y);
        CheckBias(bias, g.OutChannels);
        fixed (
            float* px = x,
                pk = kernel,
                pb = bias,
                py = y
        )
        {
            Convolve(g, samples, px, pk, pb is null ? null : FillUp(pb, g.OutChannels), py, relu, winograd, cache);
        }
    }

    public override void ConvBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        Check(g, samples, dx, kernel, dy);
        fixed (
            float* pdy = dy,
                pk = kernel,
                pdx = dx
        )
        {
            ConvShape s = ConvShape.BackwardData(g);
            Panels panels = Panels.PackFlipped(workers, pk, s.Cells, g.InChannels, g.OutChannels, Width, Buffers.Mine.Panels);
            Convolution<TSimd, TVector>.Run(workers, s, samples, pdy, panels, null, pdx);
        }
    }

    public override void ConvBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        Check(g, samples, x, dKernel, dy);
        fixed (
            float* px = x,
                pdy = dy,
                pdk = dKernel
        )
        {
            KernelGradient<TSimd, TVector>.Run(workers, g, samples, px, pdy, pdk);
        }
    }

    public override void WinogradBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        Check(g, samples, dx, kernel, dy);
        fixed (
            float* pdy = dy,
                pk = kernel,
                pdx = dx
        )
        {
            WinogradToData(g, samples, pdy, pk, pdx);
        }
    }

    public override void WinogradBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        Check(g, samples, x, dKernel, dy);
        fixed (
            float* px = x,
                pdy = dy,
                pdk = dKernel
        )
        {
            WinogradKernelGradient<TSimd, TVector>.Run(workers, g, samples, px, pdy, pdk);
        }
    }

    public override void DenseForward(int samples, int inputs, int units, float[] x, float[] kernel, float[]? bias, float[] y)
    {
        WindowGeometry g = DenseGeometry(inputs, units);
        if (samples >= SamplesWorthPacking || units % TSimd.Count != 0)
        {
            ConvForward(g, samples, x, kernel, bias, y, winograd: false);
            return;
        }

        Check(g, samples, x, kernel, y);
        CheckBias(bias, units);
        fixed (
            float* px = x,
                pk = kernel,
                pb = bias,
                py = y
        )
        {
            DenseForward<TSimd, TVector> work = new(workers.Threads, samples, inputs, units, px, pk, pb, py);
            workers.For(work.Tasks, work);
        }
    }

    public override void DenseBackwardData(int samples, int inputs, int units, float[] dy, float[] kernel, float[] dx)
    {
        WindowGeometry g = DenseGeometry(inputs, units);
        if (samples >= SamplesWorthPacking)
        {
            ConvBackwardData(g, samples, dy, kernel, dx);
            return;
        }

        Check(g, samples, dx, kernel, dy);
        fixed (
            float* pdy = dy,
                pk = kernel,
                pdx = dx
        )
        {
            DenseBackwardData<TSimd, TVector>.Run(workers, samples, inputs, units, pdy, pk, pdx, Buffers.Mine.Panels);
        }
    }

    public override void DenseBackwardKernel(int samples, int inputs, int units, float[] x, float[] dy, float[] dKernel) =>
        ConvBackwardKernel(DenseGeometry(inputs, units), samples, x, dy, dKernel);

    public override void DenseUpdate(
        int samples,
        int inputs,
        int units,
        float[] x,
        float[] dy,
        float[] kernel,
        float[][] slots,
        in UpdateStep step
    )
    {
        WindowGeometry g = DenseGeometry(inputs, units);
        Check(g, samples, x, kernel, dy);
        Check(slots, (long)inputs * units, step);
        fixed (
            float* px = x,
                pdy = dy,
                pk = kernel,
                first = Slot(slots, 0),
                second = Slot(slots, 1),
                third = Slot(slots, 2)
        )
        {
            KernelGradient<TSimd, TVector>.Update(
                workers,
                g,
                samples,
                px,
                pdy,
                new WeightUpdate(step, pk, new SlotPointers(first, second, third))
            );
        }
    }

    /// <param name="start">Bias filled up to whole panels, or null.</param>
    private void Convolve(
        in WindowGeometry g,
        int samples,
        float* x,
        float* kernel,
        float* start,
        float* y,
        bool relu,
        bool winograd,
        WeightCache? cache
    )
    {
        if (winograd && Winograd.Applies(g))
        {
            ConvolveByWinograd(g, samples, x, kernel, new WinogradOutputs(start, y, relu), cache);
            return;
        }

        ConvShape s = ConvShape.Forward(g);
        bool small = (long)samples * s.OutHeight * s.OutWidth < SamplesWorthPacking && s.OutChannels % Width == 0;
        Panels panels = small
            ? Panels.InPlace(kernel, s.OutChannels, Width)
            : Panels.Pack(workers, kernel, s.Terms, s.OutChannels, Width, Buffers.Mine.Panels);
        Convolution<TSimd, TVector>.Run(workers, s, samples, x, panels, start, y, relu);
    }

    private void ConvolveByWinograd(
        in WindowGeometry g,
        int samples,
        float* x,
        float* kernel,
        in WinogradOutputs outputs,
        WeightCache? cache
    )
    {
        bool isWorthKeeping = false;
        WinogradKernel? kept = cache?.Use<WinogradKernel>(out isWorthKeeping);
        if (isWorthKeeping)
        {
            kept = new WinogradKernel(workers, kernel, g.InChannels, g.OutChannels, Width);
            cache!.Keep(kept);
        }

        WinogradWeights weights =
            kept?.Weights ?? WinogradPacking.Pack(workers, kernel, g.InChannels, g.OutChannels, Width, Buffers.Mine.Panels);
        WinogradForward<TSimd, TVector>.Run(workers, g, samples, x, weights, outputs);
        // The weights are an address in memory that the collector must not take meanwhile.
        GC.KeepAlive(kept);
    }

    private void WinogradToData(in WindowGeometry g, int samples, float* dy, float* kernel, float* dx)
    {
        WinogradWeights turned = WinogradPacking.PackTurned(
            workers,
            kernel,
            g.InChannels,
            g.OutChannels,
            Width,
            Buffers.Mine.Exchanged,
            Buffers.Mine.Panels
        );
        WinogradForward<TSimd, TVector>.Run(
            workers,
            Winograd.BackwardData(g),
            samples,
            dy,
            turned,
            new WinogradOutputs(null, dx, relu: false)
        );
    }

    private static float* FillUp(float* bias, int count)
    {
        int filled = (count + Width - 1) / Width * Width;
        float* target = Buffers.Mine.Bias.Take(filled);
        new ReadOnlySpan<float>(bias, count).CopyTo(new Span<float>(target, count));
        new Span<float>(target + count, filled - count).Clear();
        return target;
    }

    /// <summary>Pointers follow, so lengths are checked here.</summary>
    private static void Check(in WindowGeometry g, int samples, float[] x, float[] kernel, float[] y)
    {
        AtLeast(x, (long)samples * g.InHeight * g.InWidth * g.InChannels, "input");
        AtLeast(kernel, (long)g.Window.Height * g.Window.Width * g.InChannels * g.OutChannels, "kernel");
        AtLeast(y, (long)samples * g.OutHeight * g.OutWidth * g.OutChannels, "output");
    }

    private static void CheckBias(float[]? bias, int units)
    {
        if (bias is not null)
        {
            AtLeast(bias, units, "bias");
        }
    }

    private static void Check(float[][] slots, long count, in UpdateStep step)
    {
        if (slots.Length != step.Slots)
        {
            throw new ArgumentException($"The rule {step.Rule} keeps {step.Slots} arrays, and {slots.Length} were given.");
        }

        foreach (float[] slot in slots)
        {
            AtLeast(slot, count, "slot");
        }
    }

    // Pinned as null where there is none.
    private static float[]? Slot(float[][] slots, int index) => index < slots.Length ? slots[index] : null;

    private static void AtLeast(Array values, long count, string what)
    {
        if (values.LongLength < count)
        {
            throw new ArgumentException($"The {what} has {values.LongLength} values where {count} are needed.");
        }
    }
}
