using System.Runtime.Intrinsics;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Winograd's gradients have the reference's bits.</summary>
internal sealed class WinogradGradientSpecs(string instructionSet, int threads) : VectorSpecs(instructionSet, threads)
{
    public static IEnumerable<TestCaseData> Shapes()
    {
        // height, width, channels, filters, padding, samples
        yield return Case(16, 16, 64, 64, Padding.Same, 1);
        yield return Case(19, 18, 7, 9, Padding.Same, 3);
        yield return Case(9, 13, 50, 33, Padding.Same, 2);
        yield return Case(12, 10, 65, 70, Padding.Valid, 2);
        yield return Case(4, 3, 1, 1, Padding.Same, 1);
        // So many weights that they are written past the caches; turned ones too.
        yield return Case(16, 16, 352, 352, Padding.Same, 1);
        // 600 tiles: a block of two segments, and one of a segment that is cut.
        yield return Case(21, 17, 25, 17, Padding.Same, 20);
        // 320 tiles: two segments.
        yield return Case(32, 16, 20, 32, Padding.Same, 10);
    }

    [TestCaseSource(nameof(Shapes))]
    public void Backward_to_the_data(WindowGeometry g, int samples) =>
        MustEqualReference(
            g,
            samples,
            (ToData)((kernels, g, samples, dy, kernel, dx) => kernels.WinogradBackwardData(g, samples, dy, kernel, dx))
        );

    [TestCaseSource(nameof(Shapes))]
    public void Backward_to_the_kernel(WindowGeometry g, int samples) =>
        MustEqualReference(
            g,
            samples,
            (ToKernel)((kernels, g, samples, x, dy, dKernel) => kernels.WinogradBackwardKernel(g, samples, x, dy, dKernel))
        );

    [Test]
    public void The_longest_case_has_two_blocks_and_a_segment_that_is_cut()
    {
        WindowGeometry g = KernelData.Geometry(21, 17, 25, 17, 3, 1, Padding.Same);
        int tiles = 20 * Winograd.TileRows(g) * Winograd.TileColumns(g);

        tiles.Should().Be(600);
        WinogradKernelGradient<Simd256, Vector256<float>>.TilesOfBlock(g).Should().Be(2 * Winograd.SegmentTiles);
        WinogradKernelGradient<Simd512, Vector512<float>>.TilesOfBlock(g).Should().Be(2 * Winograd.SegmentTiles);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Behind_a_pooling(bool oddSides)
    {
        const int samples = 2;
        WindowGeometry conv = KernelData.Geometry(oddSides ? 19 : 18, oddSides ? 17 : 16, 12, 20, 3, 1, Padding.Same);
        PooledConv block = new(conv, KernelData.Geometry(conv.OutHeight, conv.OutWidth, 20, 20, 2, 2, Padding.Valid));
        int inputs = samples * KernelData.Inputs(conv),
            outputs = samples * KernelData.Outputs(conv),
            pooled = samples * KernelData.Outputs(block.Pool);
        float[] x = KernelData.Values(inputs, 1),
            kernel = KernelData.Values(KernelData.Weights(conv), 2),
            dy = KernelData.Values(pooled, 4);
        float[] hidden = new float[outputs],
            y = new float[pooled],
            dHidden = new float[outputs];
        int[] cells = new int[pooled];
        Reference.ConvForward(conv, samples, x, kernel, null, hidden, winograd: false);
        Reference.Relu(outputs, hidden, hidden);
        Reference.MaxPoolForward(block.Pool, samples, hidden, y, cells);
        Reference.MaxPoolBackward(block.Pool, samples, dy, cells, dHidden);
        Reference.ReluBackward(outputs, hidden, dHidden, dHidden);
        float[] dKernel = new float[kernel.Length],
            dBias = new float[20],
            dx = new float[inputs];
        Reference.WinogradBackwardKernel(conv, samples, x, dHidden, dKernel);
        Reference.ChannelSums(samples, conv.OutHeight, conv.OutWidth, 20, dHidden, dBias);
        Reference.WinogradBackwardData(conv, samples, dHidden, kernel, dx);

        byte[] winners = new byte[pooled];
        Kernels.PooledConvForward(block, samples, x, kernel, null, new float[pooled], winners, winograd: false);
        MustEqualReference(kernel.Length, dKernel, to => Backward(to, new float[20], new float[inputs]), "kernel's gradient");
        MustEqualReference(20, dBias, to => Backward(new float[kernel.Length], to, null), "bias's gradient");
        MustEqualReference(inputs, dx, to => Backward(null, null, to), "input's gradient");

        void Backward(float[]? toKernel, float[]? toBias, float[]? toData) =>
            Kernels.PooledConvBackward(
                block,
                samples,
                new PooledConvFlow(x, winners, dy, kernel, toKernel, toBias, toData, Winograd: true)
            );
    }

    [Test]
    public void Short_arrays_are_refused()
    {
        WindowGeometry g = KernelData.Geometry(6, 6, 3, 8, 3, 1, Padding.Same);
        float[] x = new float[KernelData.Inputs(g)],
            kernel = new float[KernelData.Weights(g)],
            y = new float[KernelData.Outputs(g)];
        Action[] calls =
        [
            () => Kernels.WinogradBackwardData(g, 1, y[1..], kernel, x),
            () => Kernels.WinogradBackwardData(g, 1, y, kernel, x[1..]),
            () => Kernels.WinogradBackwardKernel(g, 1, x[1..], y, kernel),
            () => Kernels.WinogradBackwardKernel(g, 1, x, y, kernel[1..]),
        ];
        foreach (Action call in calls)
        {
            call.Should().Throw<ArgumentException>().WithMessage("The * has * values where * are needed.");
        }
    }

    private static TestCaseData Case(int height, int width, int channels, int filters, Padding padding, int samples) =>
        new TestCaseData(KernelData.Geometry(height, width, channels, filters, 3, 1, padding), samples).SetArgDisplayNames(
            $"{height}x{width}x{channels}",
            $"{filters} filters {padding}",
            $"{samples} samples"
        );
}
