using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>What the definition itself must hold: rules written out by hand, where a float64 sum would not tell.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class ReferenceKernelsSpecs
{
    private readonly ReferenceKernels _kernels = new();

    [Test]
    public void A_chain_starts_from_the_bias_and_rounds_each_term_once()
    {
        // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 does not fit a float32; fused, its last term survives the subtraction of 1.
        float x = 1f + MathF.ScaleB(1f, -12);
        float[] y = new float[1];
        _kernels.DenseForward(1, 1, 1, [x], [x], [-1f], y);
        y[0].Should().Be((float)((double)x * x - 1));
        float square = x * x;
        y[0].Should().NotBe(square - 1f, "product and sum would have been rounded apart");
    }

    [Test]
    public void Negative_zero_is_never_stored()
    {
        float[] y = new float[1];
        _kernels.DenseForward(1, 1, 1, [0f], [-1f], [-0f], y);
        BitConverter.SingleToInt32Bits(y[0]).Should().Be(0);
        _kernels.Relu(1, [-0f], y);
        BitConverter.SingleToInt32Bits(y[0]).Should().Be(0);
    }

    [Test]
    public void Weight_gradients_of_a_dense_layer_are_chains_of_256_samples()
    {
        float[] x = KernelData.Values(600, 1);
        float[] dy = KernelData.Values(600, 2);
        float expected = 0;
        for (int first = 0; first < 600; first += 256)
        {
            float chain = 0;
            for (int n = first; n < Math.Min(600, first + 256); n++)
            {
                chain = MathF.FusedMultiplyAdd(x[n], dy[n], chain);
            }

            expected += chain;
        }

        float[] dKernel = new float[1];
        _kernels.DenseBackwardKernel(600, 1, 1, x, dy, dKernel);
        dKernel[0].Should().Be(expected);
    }

    [Test]
    public void Channel_sums_nest_rows_in_images()
    {
        float[] values = KernelData.Values(2 * 3 * 5, 1);
        float Row(int n, int y) => values.Skip((n * 3 + y) * 5).Take(5).Aggregate(0f, (sum, value) => sum + value);
        float expected = 0f + (0f + Row(0, 0) + Row(0, 1) + Row(0, 2)) + (0f + Row(1, 0) + Row(1, 1) + Row(1, 2));
        float[] sums = new float[1];
        _kernels.ChannelSums(2, 3, 5, 1, values, sums);
        sums[0].Should().Be(expected);
    }

    [Test]
    public void The_first_maximum_of_a_window_wins()
    {
        WindowGeometry g = KernelData.Geometry(2, 4, 1, 1, 2, 2, Padding.Valid);
        float[] y = new float[2];
        int[] winners = new int[2];
        _kernels.MaxPoolForward(g, 1, [0, 3, -0f, 0, 3, 3, 0, -0f], y, winners);
        y.Should().Equal(3, 0);
        winners.Should().Equal(1, 2);
        BitConverter.SingleToInt32Bits(y[1]).Should().Be(BitConverter.SingleToInt32Bits(-0f), "the winner is stored as it is");
    }

    [Test]
    public void Cells_beyond_the_image_neither_win_nor_count()
    {
        WindowGeometry g = KernelData.Geometry(3, 3, 1, 1, 2, 2, Padding.Same);
        float[] x = [-1, -2, -3, -4, -5, -6, -7, -8, -9];
        float[] y = new float[4];
        _kernels.MaxPoolForward(g, 1, x, y, null);
        y.Should().Equal(-1, -3, -7, -9);
        _kernels.AveragePoolForward(g, 1, x, y);
        y.Should().Equal(-3, -4.5f, -7.5f, -9);
        float[] dx = new float[9];
        _kernels.AveragePoolBackward(g, 1, [4, 2, 6, 5], dx);
        dx.Should().Equal(1, 1, 1, 1, 1, 1, 3, 3, 5);
    }

    [Test]
    public void Gradients_of_overlapping_windows_add_up()
    {
        WindowGeometry g = KernelData.Geometry(1, 3, 1, 1, new Size(1, 2), 1, Padding.Valid);
        float[] y = new float[2];
        int[] winners = new int[2];
        _kernels.MaxPoolForward(g, 1, [1, 5, 2], y, winners);
        float[] dx = [float.NaN, float.NaN, float.NaN];
        _kernels.MaxPoolBackward(g, 1, [10, 20], winners, dx);
        dx.Should().Equal(0, 30, 0);
    }

    [Test]
    public void RMSprop_follows_Keras_with_epsilon_outside_the_root()
    {
        float[] weight = [1f];
        float[] mean = [0.5f];
        _kernels.Update(1, weight, [0.25f], [mean], new RmsProp(LearningRate: 0.5f, Rho: 0.75f, Epsilon: 0.125f).At(0));
        mean[0].Should().Be(0.75f * 0.5f + 0.25f * 0.0625f);
        weight[0].Should().Be(1f - 0.125f / (MathF.Sqrt(0.390625f) + 0.125f));
    }

    [TestCase(-120, false)]
    [TestCase(-121, true)]
    public void RMSprop_stores_a_vanishing_mean_square_as_zero(int exponent, bool flushed)
    {
        float value = MathF.ScaleB(1f, exponent);
        float[] mean = [value];
        _kernels.Update(1, [1f], [0f], [mean], new RmsProp(Rho: 1f).At(0));
        mean[0].Should().Be(flushed ? 0f : value);
    }

    [TestCase(64, 64, 8, 8, 3, 1, true)]
    [TestCase(63, 64, 8, 8, 3, 1, false)]
    [TestCase(64, 63, 8, 8, 3, 1, false)]
    [TestCase(64, 64, 7, 8, 3, 1, false)]
    [TestCase(64, 64, 8, 7, 3, 1, false)]
    [TestCase(64, 64, 8, 8, 5, 1, false)]
    [TestCase(64, 64, 8, 8, 3, 2, false)]
    public void Winograd_is_used_exactly_by_its_rule(
        int channels,
        int filters,
        int outHeight,
        int outWidth,
        int window,
        int stride,
        bool applies
    )
    {
        WindowGeometry g = KernelData.Geometry(
            (outHeight - 1) * stride + window,
            (outWidth - 1) * stride + window,
            channels,
            filters,
            window,
            stride,
            Padding.Valid
        );
        Winograd.Applies(g).Should().Be(applies);
    }

    [TestCase(64, 64, 16, 16, 3, 1, Padding.Same, true)]
    [TestCase(63, 64, 16, 16, 3, 1, Padding.Same, false)]
    [TestCase(64, 63, 16, 16, 3, 1, Padding.Same, false)]
    [TestCase(64, 64, 15, 16, 3, 1, Padding.Same, false)]
    [TestCase(64, 64, 16, 15, 3, 1, Padding.Same, false)]
    [TestCase(64, 64, 18, 18, 3, 1, Padding.Valid, false)]
    [TestCase(64, 64, 16, 16, 5, 1, Padding.Same, false)]
    [TestCase(64, 64, 32, 32, 3, 2, Padding.Same, false)]
    public void Winograds_gradients_are_used_exactly_by_their_rule(
        int channels,
        int filters,
        int height,
        int width,
        int window,
        int stride,
        Padding padding,
        bool applies
    ) => Winograd.AppliesToGradients(KernelData.Geometry(height, width, channels, filters, window, stride, padding)).Should().Be(applies);
}
