using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Vectorised pooling, sums and elementwise operations have the reference's bits.</summary>
internal sealed class ElementVectorSpecs(string instructionSet, int threads) : VectorSpecs(instructionSet, threads)
{
    [TestCase(26, 26, 32, 2, 2, Padding.Valid, 3)]
    [TestCase(11, 13, 19, 3, 2, Padding.Same, 2)]
    [TestCase(7, 7, 3, 2, 1, Padding.Same, 5)]
    [TestCase(1, 1, 10, 1, 1, Padding.Valid, 2)]
    [TestCase(15, 14, 64, 3, 2, Padding.Valid, 1)]
    public void Pooling(int height, int width, int channels, int window, int stride, Padding padding, int samples)
    {
        WindowGeometry g = KernelData.Geometry(height, width, channels, channels, window, stride, padding);
        int inputs = samples * KernelData.Inputs(g);
        int outputs = samples * KernelData.Outputs(g);
        float[] x = Ties(KernelData.Values(inputs, 1));
        float[] dy = KernelData.Values(outputs, 2);
        float[] y = new float[outputs];
        float[] dx = new float[inputs];
        int[] expected = new int[outputs];
        int[] winners = new int[outputs];

        Reference.MaxPoolForward(g, samples, x, y, expected);
        MustEqualReference(outputs, y, to => Kernels.MaxPoolForward(g, samples, x, to, winners), "max");
        winners.Should().Equal(expected);
        MustEqualReference(outputs, y, to => Kernels.MaxPoolForward(g, samples, x, to, null), "max without winners");
        Reference.MaxPoolBackward(g, samples, dy, expected, dx);
        MustEqualReference(inputs, dx, to => Kernels.MaxPoolBackward(g, samples, dy, winners, to), "max's gradient");

        Reference.AveragePoolForward(g, samples, x, y);
        MustEqualReference(outputs, y, to => Kernels.AveragePoolForward(g, samples, x, to), "average");
        Reference.AveragePoolBackward(g, samples, dy, dx);
        MustEqualReference(inputs, dx, to => Kernels.AveragePoolBackward(g, samples, dy, to), "average's gradient");
    }

    [TestCase(5, 9, 7, 10)]
    [TestCase(70, 1, 1, 33)]
    [TestCase(1, 20, 1, 8)]
    public void Channel_sums(int samples, int height, int width, int channels)
    {
        float[] values = KernelData.Values(samples * height * width * channels, 1);
        float[] expected = new float[channels];
        Reference.ChannelSums(samples, height, width, channels, values, expected);
        MustEqualReference(channels, expected, sums => Kernels.ChannelSums(samples, height, width, channels, values, sums), "sums");
    }

    [TestCase(1)]
    [TestCase(37)]
    [TestCase(50_003)]
    public void Elementwise(int count)
    {
        float[] x = KernelData.Values(count, 1);
        float[] dy = KernelData.Values(count, 2);
        byte[] keep = KernelData.Values(count, 3).Select(value => value > 0 ? (byte)1 : (byte)0).ToArray();
        float[] expected = new float[count];

        Reference.Relu(count, x, expected);
        MustEqualReference(count, expected, y => Kernels.Relu(count, x, y), "relu");
        Reference.ReluBackward(count, x, dy, expected);
        MustEqualReference(count, expected, dx => Kernels.ReluBackward(count, x, dy, dx), "relu's gradient");
        Reference.Dropout(count, x, keep, 1f / (1f - 0.3f), expected);
        MustEqualReference(count, expected, y => Kernels.Dropout(count, x, keep, 1f / (1f - 0.3f), y), "dropout");
    }

    /// <summary>Rounds to few values, so that windows have several maxima.</summary>
    private static float[] Ties(float[] values) => values.Select(value => MathF.Round(value * 2f)).ToArray();
}
