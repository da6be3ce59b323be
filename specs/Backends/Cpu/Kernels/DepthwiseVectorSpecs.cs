using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Depthwise convolutions and clipped ReLU by the vector kernels: bit for bit the reference's.</summary>
internal sealed class DepthwiseVectorSpecs(string instructionSet, int threads) : VectorSpecs(instructionSet, threads)
{
    // Channels below, at and between the vector's width; strides; windows beyond the image; segments of rows, of images and of one image.
    private static IEnumerable<WindowGeometry> Shapes =>
        [
            KernelData.Geometry(7, 6, 3, 3, 3, 1, Padding.Same),
            KernelData.Geometry(9, 8, 8, 8, 3, 2, Padding.Same),
            KernelData.Geometry(9, 8, 19, 19, 3, 2, Padding.Valid),
            KernelData.Geometry(5, 5, 16, 16, new Size(5, 2), new Size(1, 3), Padding.Same),
            KernelData.Geometry(3, 3, 33, 33, 7, 1, Padding.Same),
            KernelData.Geometry(33, 31, 9, 9, 3, 1, Padding.Same),
            KernelData.Geometry(1, 1, 40, 40, 1, 1, Padding.Valid),
            // Windows of up to three by three, which have loops of their own, with every number of rows and columns.
            KernelData.Geometry(12, 13, 48, 48, 3, 1, Padding.Same),
            KernelData.Geometry(12, 13, 35, 35, 3, 3, Padding.Same),
            KernelData.Geometry(12, 13, 16, 16, 2, 2, Padding.Same),
            KernelData.Geometry(12, 13, 32, 32, new Size(2, 3), new Size(2, 1), Padding.Valid),
            KernelData.Geometry(10, 11, 33, 33, new Size(3, 2), new Size(1, 2), Padding.Same),
            KernelData.Geometry(9, 10, 16, 16, new Size(1, 3), new Size(4, 4), Padding.Valid),
            KernelData.Geometry(2, 9, 17, 17, new Size(3, 1), new Size(1, 2), Padding.Same),
        ];

    [Test]
    public void Forward_is_the_references([ValueSource(nameof(Shapes))] WindowGeometry g, [Values] bool withBias)
    {
        const int samples = 5;
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] kernel = KernelData.Values(g.Window.Height * g.Window.Width * g.InChannels, 2);
        float[]? bias = withBias ? KernelData.Values(g.InChannels, 3) : null;
        float[] expected = new float[samples * KernelData.Outputs(g)];
        Reference.DepthwiseForward(g, samples, x, kernel, bias, expected);

        MustEqualReference(expected.Length, expected, y => Kernels.DepthwiseForward(g, samples, x, kernel, bias, y), "y");
    }

    [Test]
    public void Gradients_are_the_references([ValueSource(nameof(Shapes))] WindowGeometry g)
    {
        const int samples = 5;
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] dy = KernelData.Values(samples * KernelData.Outputs(g), 4);
        float[] kernel = KernelData.Values(g.Window.Height * g.Window.Width * g.InChannels, 2);
        float[] dx = new float[x.Length];
        float[] dKernel = new float[kernel.Length];
        Reference.DepthwiseBackwardData(g, samples, dy, kernel, dx);
        Reference.DepthwiseBackwardKernel(g, samples, x, dy, dKernel);

        MustEqualReference(dx.Length, dx, found => Kernels.DepthwiseBackwardData(g, samples, dy, kernel, found), "dx");
        MustEqualReference(dKernel.Length, dKernel, found => Kernels.DepthwiseBackwardKernel(g, samples, x, dy, found), "dKernel");
    }

    [Test]
    public void Clipped_relu_is_the_references([Values(1, 7, 8, 40_003)] int count)
    {
        float[] x = [.. KernelData.Values(count, 1).Select(value => 2 * value)];
        x[0] = float.NaN;
        float[] y = new float[count];
        float[] dy = KernelData.Values(count, 4);
        float[] dx = new float[count];
        Reference.ClippedRelu(count, x, 0.75f, y);
        Reference.ClippedReluBackward(count, y, 0.75f, dy, dx);

        float[] found = new float[count];
        Kernels.ClippedRelu(count, x, 0.75f, found);
        found.Should().Equal(y, (a, b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b));
        MustEqualReference(count, dx, back => Kernels.ClippedReluBackward(count, y, 0.75f, dy, back), "dx");
    }
}
