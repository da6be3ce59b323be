using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Vectorised convolutions and dense layers have the reference's bits.</summary>
internal sealed class ConvVectorSpecs(string instructionSet, int threads) : VectorSpecs(instructionSet, threads)
{
    public static IEnumerable<TestCaseData> Shapes()
    {
        // height, width, channels, filters, window, stride, padding, samples
        yield return Case(28, 28, 1, 32, 3, 1, Padding.Valid, 3);
        yield return Case(13, 13, 32, 64, 3, 1, Padding.Valid, 5);
        yield return Case(5, 5, 64, 64, 3, 1, Padding.Valid, 33);
        yield return Case(37, 23, 3, 32, 3, 1, Padding.Valid, 2);
        yield return Case(19, 17, 3, 10, 3, 1, Padding.Same, 3);
        yield return Case(16, 16, 33, 17, 3, 1, Padding.Same, 2);
        yield return Case(33, 31, 3, 20, 7, 2, Padding.Same, 2);
        yield return Case(15, 14, 12, 24, 1, 2, Padding.Valid, 9);
        yield return Case(9, 9, 40, 48, 1, 1, Padding.Valid, 4);
        yield return Case(3, 3, 5, 7, 3, 1, Padding.Valid, 70);
        yield return Case(1, 1, 9, 1, 1, 1, Padding.Valid, 1);
        yield return Case(4, 6, 10, 16, 5, 3, Padding.Same, 19);
        yield return Case(2, 40, 8, 8, 2, 1, Padding.Same, 1);
        yield return Case(20, 18, 64, 70, 3, 1, Padding.Same, 1);
        // One output pixel of a large window; many images of some segments each, with and without a border; rows longer than a segment.
        yield return Case(3, 3, 10, 33, 3, 1, Padding.Valid, 5);
        yield return Case(20, 19, 1, 16, 3, 1, Padding.Valid, 14);
        yield return Case(21, 17, 29, 9, 3, 1, Padding.Same, 13);
        yield return Case(24, 25, 3, 40, 3, 1, Padding.Same, 13);
        yield return Case(3, 700, 10, 12, 3, 1, Padding.Same, 2);
        yield return Case(23, 21, 40, 32, 3, 2, Padding.Same, 12);
        // A kernel's gradient cut by filters too, over images of several segments each.
        yield return Case(33, 31, 30, 70, 3, 1, Padding.Same, 2);
    }

    [TestCaseSource(nameof(Shapes))]
    public void Forward(WindowGeometry g, int samples)
    {
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] kernel = KernelData.Values(KernelData.Weights(g), 2);
        foreach (float[]? bias in new[] { null, KernelData.Values(g.OutChannels, 3) })
        {
            int count = samples * KernelData.Outputs(g);
            float[] expected = Expected(
                ("y", g, samples, bias is null),
                count,
                y => Reference.ConvForward(g, samples, x, kernel, bias, y, winograd: false)
            );
            MustEqualReference(count, expected, y => Kernels.ConvForward(g, samples, x, kernel, bias, y, winograd: false), "y");
            float[] rectified = new float[count];
            Reference.Relu(count, expected, rectified);
            MustEqualReference(
                count,
                rectified,
                y => Kernels.ConvReluForward(g, samples, x, kernel, bias, y, winograd: false),
                "ReLU of y"
            );
        }
    }

    [TestCaseSource(nameof(Shapes))]
    public void Backward_to_the_data(WindowGeometry g, int samples) =>
        MustEqualReference(
            g,
            samples,
            (ToData)((kernels, g, samples, dy, kernel, dx) => kernels.ConvBackwardData(g, samples, dy, kernel, dx))
        );

    [TestCaseSource(nameof(Shapes))]
    public void Backward_to_the_kernel(WindowGeometry g, int samples) =>
        MustEqualReference(
            g,
            samples,
            (ToKernel)((kernels, g, samples, x, dy, dKernel) => kernels.ConvBackwardKernel(g, samples, x, dy, dKernel))
        );

    [TestCase(1, 784, 32, Description = "one sample")]
    [TestCase(70, 37, 10, Description = "no multiple of anything")]
    [TestCase(40, 96, 64, Description = "whole panels")]
    [TestCase(300, 12, 33, Description = "more samples than a segment")]
    [TestCase(13, 50, 1, Description = "one unit")]
    [TestCase(20, 500, 512, Description = "few samples, several tasks")]
    [TestCase(31, 203, 304, Description = "few samples, a last task with fewer units")]
    public void Dense(int samples, int inputs, int units)
    {
        float[] x = KernelData.Values(samples * inputs, 1);
        float[] kernel = KernelData.Values(inputs * units, 2);
        float[] bias = KernelData.Values(units, 3);
        float[] dy = KernelData.Values(samples * units, 4);
        float[] expected = new float[Math.Max(samples, units) * Math.Max(inputs, units)];

        Reference.DenseForward(samples, inputs, units, x, kernel, bias, expected);
        MustEqualReference(samples * units, expected, y => Kernels.DenseForward(samples, inputs, units, x, kernel, bias, y), "y");
        Reference.DenseBackwardData(samples, inputs, units, dy, kernel, expected);
        MustEqualReference(samples * inputs, expected, dx => Kernels.DenseBackwardData(samples, inputs, units, dy, kernel, dx), "dx");
        Reference.DenseBackwardKernel(samples, inputs, units, x, dy, expected);
        MustEqualReference(inputs * units, expected, dk => Kernels.DenseBackwardKernel(samples, inputs, units, x, dy, dk), "dKernel");

        foreach (
            Optimizer optimizer in new Optimizer[]
            {
                new RmsProp(LearningRate: 0.01f),
                new Adam { WeightDecay = 0.1 },
            }
        )
        {
            UpdateStep step = optimizer.At(1);
            float[][] slots =
            [
                .. optimizer.Slots.Select(
                    (_, slot) => KernelData.Values(inputs * units, 5 + slot).Select(value => value * value).ToArray()
                ),
            ];
            float[][] expectedSlots = [.. slots.Select(slot => slot.ToArray())];
            float[] updated = [.. kernel],
                expectedKernel = [.. kernel];
            Reference.Update(inputs * units, expectedKernel, expected, expectedSlots, step);
            Kernels.DenseUpdate(samples, inputs, units, x, dy, updated, slots, step);
            KernelData.MustEqual(updated, expectedKernel, inputs * units, "updated kernel");
            for (int slot = 0; slot < slots.Length; slot++)
            {
                KernelData.MustEqual(slots[slot], expectedSlots[slot], inputs * units, optimizer.Slots[slot]);
            }
        }
    }

    [Test]
    public void An_array_that_is_too_short_is_refused_before_any_pointer_is_taken()
    {
        WindowGeometry g = KernelData.Geometry(6, 6, 3, 8, 3, 1, Padding.Valid);
        float[] x = new float[KernelData.Inputs(g)],
            kernel = new float[KernelData.Weights(g)],
            y = new float[KernelData.Outputs(g)],
            bias = new float[8];
        PooledConv block = new(g, new WindowGeometry(4, 4, 8, 2, 2, 8, new Size(2, 2), new Size(2, 2), 0, 0));
        Action[] calls =
        [
            () => Kernels.ConvForward(g, 1, x, kernel, bias[1..], y, winograd: false),
            () => Kernels.ConvForward(g, 1, x[1..], kernel, bias, y, winograd: false),
            () => Kernels.ConvForward(g, 1, x, kernel[1..], bias, y, winograd: false),
            () => Kernels.ConvForward(g, 1, x, kernel, bias, y[1..], winograd: false),
            () => Kernels.PooledConvForward(block, 1, x, kernel, bias[1..], y, null, winograd: false),
            () => Kernels.DenseForward(1, 3, 8, x, kernel, bias[1..], y),
        ];
        foreach (Action call in calls)
        {
            call.Should().Throw<ArgumentException>().WithMessage("The * has * values where * are needed.");
        }
    }

    [Test]
    public void Shapes_drawn_at_random()
    {
        Random random = new(20260917);
        for (int i = 0; i < 25; i++)
        {
            Size window = new(random.Next(1, 6), random.Next(1, 6));
            Size stride = new(random.Next(1, 4), random.Next(1, 4));
            WindowGeometry g = KernelData.Geometry(
                random.Next(window.Height, 22),
                random.Next(window.Width, 22),
                random.Next(1, 20),
                random.Next(1, 40),
                window,
                stride,
                (Padding)random.Next(2)
            );
            int samples = random.Next(1, 12);
            Forward(g, samples);
            Backward_to_the_data(g, samples);
            Backward_to_the_kernel(g, samples);
        }
    }

    [TestCase(24, 24, 64, 64, Padding.Valid, 2)]
    [TestCase(10, 13, 65, 70, Padding.Valid, 2)]
    [TestCase(9, 8, 64, 96, Padding.Same, 3)]
    public void Winograd(int height, int width, int channels, int filters, Padding padding, int samples)
    {
        WindowGeometry g = KernelData.Geometry(height, width, channels, filters, 3, 1, padding);
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] kernel = KernelData.Values(KernelData.Weights(g), 2);
        float[] bias = KernelData.Values(filters, 3);
        int count = samples * KernelData.Outputs(g);
        float[] expected = Expected(
            ("y of Winograd", g, samples),
            count,
            y => Reference.ConvForward(g, samples, x, kernel, bias, y, winograd: true)
        );
        MustEqualReference(count, expected, y => Kernels.ConvForward(g, samples, x, kernel, bias, y, winograd: true), "y");
        float[] rectified = new float[count];
        Reference.Relu(count, expected, rectified);
        MustEqualReference(count, rectified, y => Kernels.ConvReluForward(g, samples, x, kernel, bias, y, winograd: true), "ReLU of y");

        float[] direct = Expected(("y", g, samples), count, y => Reference.ConvForward(g, samples, x, kernel, bias, y, winograd: false));
        direct.Should().NotEqual(expected, "the shape must really be one of Winograd's");
    }

    [Test]
    public void Short_arrays_are_refused()
    {
        WindowGeometry g = KernelData.Geometry(8, 8, 3, 4, 3, 1, Padding.Valid);
        Action forward = () =>
            Kernels.ConvForward(g, 2, new float[2 * 8 * 8 * 3], new float[107], null, new float[2 * 6 * 6 * 4], winograd: false);
        forward.Should().Throw<ArgumentException>().WithMessage("*kernel*107*108*");
    }

    private static TestCaseData Case(
        int height,
        int width,
        int channels,
        int filters,
        int window,
        int stride,
        Padding padding,
        int samples
    ) =>
        new TestCaseData(KernelData.Geometry(height, width, channels, filters, window, stride, padding), samples).SetArgDisplayNames(
            $"{height}x{width}x{channels}",
            $"{filters} filters {window}x{window}",
            $"stride {stride} {padding}",
            $"{samples} samples"
        );
}
