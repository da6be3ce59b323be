using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Convolution, ReLU and max-pooling worked as one have the bits of the reference's three operations one after another.</summary>
internal sealed class PooledConvSpecs(string instructionSet, int threads) : VectorSpecs(instructionSet, threads)
{
    public static IEnumerable<TestCaseData> Blocks()
    {
        // height, width, channels, filters, window, stride, padding of the convolution, pooling's window, samples
        yield return Case(16, 15, 3, 8, 3, 1, Padding.Valid, 2, 5);
        yield return Case(12, 11, 10, 13, 3, 1, Padding.Same, 2, 3);
        // Rows shorter than a tile; segments of four images, the last group with fewer.
        yield return Case(13, 13, 32, 24, 3, 1, Padding.Valid, 2, 6);
        // Segments of rows within an image, which end inside the pooling's windows of three rows.
        yield return Case(28, 27, 16, 9, 3, 1, Padding.Valid, 3, 3);
        yield return Case(40, 38, 32, 16, 3, 1, Padding.Valid, 2, 2);
        // Segments of a single row; no multiple of a register in a pixel, but in a row of the window.
        yield return Case(6, 300, 16, 5, 3, 1, Padding.Valid, new Size(2, 3), 2);
        yield return Case(9, 10, 24, 20, new Size(3, 2), 1, Padding.Valid, 2, 3);
        yield return Case(15, 14, 48, 10, 3, 2, Padding.Valid, 2, 5);
        yield return Case(9, 9, 16, 7, 2, 3, Padding.Valid, 3, 2);
        yield return Case(8, 8, 32, 33, 1, 1, Padding.Valid, 2, 4);
        // Pooling that costs nothing, since windows have one cell; Winograd's shape.
        yield return Case(6, 7, 32, 8, 3, 1, Padding.Valid, 1, 2);
        yield return Case(11, 12, 64, 64, 3, 1, Padding.Valid, 2, 2);
        yield return Case(17, 17, 128, 40, 3, 1, Padding.Valid, 2, 3);
        // Winograd's tiles that end inside and outside the image; filters that do not fill a panel, or a register; windows of a pooling
        // that cross tiles.
        yield return Case(18, 17, 64, 96, 3, 1, Padding.Same, 2, 3);
        yield return Case(13, 14, 64, 72, 3, 1, Padding.Same, 2, 2);
        yield return Case(12, 12, 64, 64, 3, 1, Padding.Same, 3, 2);
        yield return Case(12, 15, 64, 64, 3, 1, Padding.Same, new Size(2, 1), 2);
    }

    [TestCaseSource(nameof(Blocks))]
    public void Both_passes(PooledConv block, int samples)
    {
        WindowGeometry conv = block.Conv;
        int inputs = samples * KernelData.Inputs(conv),
            outputs = samples * KernelData.Outputs(conv),
            pooled = samples * KernelData.Outputs(block.Pool);
        float[] x = KernelData.Values(inputs, 1),
            kernel = KernelData.Values(KernelData.Weights(conv), 2),
            bias = KernelData.Values(conv.OutChannels, 3);
        float[] dy = KernelData.Values(pooled, 4);

        float[][] reference = Expected((block, samples), ComputeReference);
        float[] y = reference[0],
            dKernel = reference[1],
            dBias = reference[2],
            dx = reference[3];

        byte[] winners = new byte[pooled];
        MustEqualReference(pooled, y, to => Kernels.PooledConvForward(block, samples, x, kernel, bias, to, winners, winograd: true), "y");
        MustEqualReference(
            pooled,
            y,
            to => Kernels.PooledConvForward(block, samples, x, kernel, bias, to, null, winograd: true),
            "y without winners"
        );
        MustEqualReference(kernel.Length, dKernel, to => Backward(to, new float[bias.Length], new float[inputs]), "kernel's gradient");
        MustEqualReference(bias.Length, dBias, to => Backward(new float[kernel.Length], to, null), "bias's gradient");
        MustEqualReference(inputs, dx, to => Backward(null, null, to), "input's gradient");

        float[][] ComputeReference()
        {
            float[] hidden = new float[outputs],
                pooledHidden = new float[pooled],
                dHidden = new float[outputs];
            int[] cells = new int[pooled];
            Reference.ConvForward(conv, samples, x, kernel, bias, hidden, winograd: true);
            Reference.Relu(outputs, hidden, hidden);
            Reference.MaxPoolForward(block.Pool, samples, hidden, pooledHidden, cells);
            Reference.MaxPoolBackward(block.Pool, samples, dy, cells, dHidden);
            Reference.ReluBackward(outputs, hidden, dHidden, dHidden);
            float[] toKernel = new float[kernel.Length],
                toBias = new float[bias.Length],
                toData = new float[inputs];
            Reference.ConvBackwardKernel(conv, samples, x, dHidden, toKernel);
            Reference.ChannelSums(samples, conv.OutHeight, conv.OutWidth, conv.OutChannels, dHidden, toBias);
            Reference.ConvBackwardData(conv, samples, dHidden, kernel, toData);
            return [pooledHidden, toKernel, toBias, toData];
        }

        void Backward(float[]? toKernel, float[]? toBias, float[]? toData) =>
            Kernels.PooledConvBackward(block, samples, new PooledConvFlow(x, winners, dy, kernel, toKernel, toBias, toData));
    }

    private static TestCaseData Case(
        int height,
        int width,
        int channels,
        int filters,
        Size window,
        Size stride,
        Padding padding,
        Size pool,
        int samples
    )
    {
        WindowGeometry conv = KernelData.Geometry(height, width, channels, filters, window, stride, padding);
        PooledConv block = new(conv, KernelData.Geometry(conv.OutHeight, conv.OutWidth, filters, filters, pool, pool, Padding.Valid));
        return new TestCaseData(block, samples).SetArgDisplayNames(
            $"{height}x{width}x{channels}",
            $"{filters} filters {window}",
            $"stride {stride} {padding}",
            $"pooled {pool}",
            $"{samples} samples"
        );
    }
}
