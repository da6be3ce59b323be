using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Optimizers;

namespace Repro.Bench.Profile;

/// <summary>Kernels that note how long each call took, under the call's name and shape.</summary>
/// <param name="ownTime">Only the calling thread's time on a processor counts.</param>
internal sealed class TimedKernels(CpuKernels inner, bool ownTime) : CpuKernels
{
    private readonly List<(string Name, double Milliseconds)> _calls = [];

    public override string Name => inner.Name;

    /// <summary>The calls since the last time this was asked, in order.</summary>
    public IReadOnlyList<(string Name, double Milliseconds)> Take()
    {
        (string, double)[] calls = [.. _calls];
        _calls.Clear();
        return calls;
    }

    /// <summary>Seconds since some moment.</summary>
    public double Now() => Stopwatches.Now(ownTime);

    public override void For<TWork>(int tasks, TWork work)
    {
        double start = Now();
        inner.For(tasks, work);
        Note(typeof(TWork).Name, start);
    }

    public override void ConvForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    )
    {
        double start = Now();
        inner.ConvForward(g, samples, x, kernel, bias, y, winograd, cache);
        Note($"conv forward {Shape(g)}", start);
    }

    public override void ConvReluForward(
        in WindowGeometry g,
        int samples,
        float[] x,
        float[] kernel,
        float[]? bias,
        float[] y,
        bool winograd,
        WeightCache? cache = null
    )
    {
        double start = Now();
        inner.ConvReluForward(g, samples, x, kernel, bias, y, winograd, cache);
        Note($"conv and relu forward {Shape(g)}", start);
    }

    public override void ConvBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        double start = Now();
        inner.ConvBackwardData(g, samples, dy, kernel, dx);
        Note($"conv to data {Shape(g)}", start);
    }

    public override void ConvBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        double start = Now();
        inner.ConvBackwardKernel(g, samples, x, dy, dKernel);
        Note($"conv to kernel {Shape(g)}", start);
    }

    public override void WinogradBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        double start = Now();
        inner.WinogradBackwardData(g, samples, dy, kernel, dx);
        Note($"winograd to data {Shape(g)}", start);
    }

    public override void WinogradBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        double start = Now();
        inner.WinogradBackwardKernel(g, samples, x, dy, dKernel);
        Note($"winograd to kernel {Shape(g)}", start);
    }

    public override void ChannelSums(int samples, int height, int width, int channels, float[] values, float[] sums)
    {
        double start = Now();
        inner.ChannelSums(samples, height, width, channels, values, sums);
        Note($"channel sums {height}x{width}x{channels}", start);
    }

    public override void DenseForward(int samples, int inputs, int units, float[] x, float[] kernel, float[]? bias, float[] y)
    {
        double start = Now();
        inner.DenseForward(samples, inputs, units, x, kernel, bias, y);
        Note($"dense forward {inputs}->{units}", start);
    }

    public override void DenseBackwardData(int samples, int inputs, int units, float[] dy, float[] kernel, float[] dx)
    {
        double start = Now();
        inner.DenseBackwardData(samples, inputs, units, dy, kernel, dx);
        Note($"dense to data {inputs}->{units}", start);
    }

    public override void DenseBackwardKernel(int samples, int inputs, int units, float[] x, float[] dy, float[] dKernel)
    {
        double start = Now();
        inner.DenseBackwardKernel(samples, inputs, units, x, dy, dKernel);
        Note($"dense to kernel {inputs}->{units}", start);
    }

    public override void MaxPoolForward(in WindowGeometry g, int samples, float[] x, float[] y, int[]? winners)
    {
        double start = Now();
        inner.MaxPoolForward(g, samples, x, y, winners);
        Note($"maxpool forward {Shape(g)}", start);
    }

    public override void MaxPoolBackward(in WindowGeometry g, int samples, float[] dy, int[] winners, float[] dx)
    {
        double start = Now();
        inner.MaxPoolBackward(g, samples, dy, winners, dx);
        Note($"maxpool backward {Shape(g)}", start);
    }

    public override void AveragePoolForward(in WindowGeometry g, int samples, float[] x, float[] y)
    {
        double start = Now();
        inner.AveragePoolForward(g, samples, x, y);
        Note($"averagepool forward {Shape(g)}", start);
    }

    public override void AveragePoolBackward(in WindowGeometry g, int samples, float[] dy, float[] dx)
    {
        double start = Now();
        inner.AveragePoolBackward(g, samples, dy, dx);
        Note($"averagepool backward {Shape(g)}", start);
    }

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
        double start = Now();
        inner.DenseUpdate(samples, inputs, units, x, dy, kernel, slots, step);
        Note($"dense update {inputs}->{units}", start);
    }

    public override bool Fuses => inner.Fuses;

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
        double start = Now();
        inner.PooledConvForward(block, samples, x, kernel, bias, y, winners, winograd, cache);
        Note($"pooled conv forward {Shape(block.Conv)}", start);
    }

    public override void PooledConvBackward(in PooledConv block, int samples, in PooledConvFlow flow)
    {
        double start = Now();
        inner.PooledConvBackward(block, samples, flow);
        Note($"pooled conv backward {Shape(block.Conv)}", start);
    }

    public override void Relu(int count, float[] x, float[] y)
    {
        double start = Now();
        inner.Relu(count, x, y);
        Note($"relu forward {count}", start);
    }

    public override void ReluBackward(int count, float[] y, float[] dy, float[] dx)
    {
        double start = Now();
        inner.ReluBackward(count, y, dy, dx);
        Note($"relu backward {count}", start);
    }

    public override void ClippedRelu(int count, float[] x, float most, float[] y)
    {
        double start = Now();
        inner.ClippedRelu(count, x, most, y);
        Note($"clipped relu forward {count}", start);
    }

    public override void ClippedReluBackward(int count, float[] y, float most, float[] dy, float[] dx)
    {
        double start = Now();
        inner.ClippedReluBackward(count, y, most, dy, dx);
        Note($"clipped relu backward {count}", start);
    }

    public override void DepthwiseForward(in WindowGeometry g, int samples, float[] x, float[] kernel, float[]? bias, float[] y)
    {
        double start = Now();
        inner.DepthwiseForward(g, samples, x, kernel, bias, y);
        Note($"depthwise forward {Shape(g)}", start);
    }

    public override void DepthwiseBackwardData(in WindowGeometry g, int samples, float[] dy, float[] kernel, float[] dx)
    {
        double start = Now();
        inner.DepthwiseBackwardData(g, samples, dy, kernel, dx);
        Note($"depthwise to data {Shape(g)}", start);
    }

    public override void DepthwiseBackwardKernel(in WindowGeometry g, int samples, float[] x, float[] dy, float[] dKernel)
    {
        double start = Now();
        inner.DepthwiseBackwardKernel(g, samples, x, dy, dKernel);
        Note($"depthwise to kernel {Shape(g)}", start);
    }

    public override void Dropout(int count, float[] x, byte[] keep, float scale, float[] y)
    {
        double start = Now();
        inner.Dropout(count, x, keep, scale, y);
        Note($"dropout {count}", start);
    }

    public override void Update(int count, float[] weight, float[] gradient, float[][] slots, in UpdateStep step)
    {
        double start = Now();
        inner.Update(count, weight, gradient, slots, step);
        Note($"update {count}", start);
    }

    private static string Shape(in WindowGeometry g) =>
        $"{g.InHeight}x{g.InWidth}x{g.InChannels}->{g.OutHeight}x{g.OutWidth}x{g.OutChannels}";

    private void Note(string name, double start) => _calls.Add((name, (Now() - start) * 1e3));
}
