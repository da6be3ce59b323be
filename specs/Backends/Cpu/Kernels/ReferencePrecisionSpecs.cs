using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>The definition beside the mathematics: one float64 loop over all pairs of input and output gives all three passes.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class ReferencePrecisionSpecs
{
    // Relative to the sum of the terms' magnitudes: float32 chains of some hundred terms.
    private const double Tolerance = 1e-5;

    private readonly ReferenceKernels _kernels = new();

    public static IEnumerable<WindowGeometry> Shapes =>
        [
            KernelData.Geometry(7, 9, 3, 5, 3, 1, Padding.Valid),
            KernelData.Geometry(8, 7, 4, 3, 3, 2, Padding.Same),
            KernelData.Geometry(6, 5, 2, 6, new Size(2, 5), new Size(3, 1), Padding.Same),
            KernelData.Geometry(18, 17, 2, 2, 1, 1, Padding.Valid),
        ];

    [TestCaseSource(nameof(Shapes))]
    public void Convolution_and_its_gradients(WindowGeometry g)
    {
        const int samples = 3;
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] kernel = KernelData.Values(KernelData.Weights(g), 2);
        float[] dy = KernelData.Values(samples * KernelData.Outputs(g), 3);
        Sum[] y = new Sum[dy.Length],
            dx = new Sum[x.Length],
            dKernel = new Sum[kernel.Length];
        foreach ((int input, int weight, int output) in Terms(g, samples))
        {
            y[output].Add((double)x[input] * kernel[weight]);
            dx[input].Add((double)dy[output] * kernel[weight]);
            dKernel[weight].Add((double)x[input] * dy[output]);
        }

        float[] actual = new float[y.Length];
        _kernels.ConvForward(g, samples, x, kernel, null, actual, winograd: false);
        MustBeNear(actual, y);
        actual = new float[dx.Length];
        _kernels.ConvBackwardData(g, samples, dy, kernel, actual);
        MustBeNear(actual, dx);
        actual = new float[dKernel.Length];
        _kernels.ConvBackwardKernel(g, samples, x, dy, actual);
        MustBeNear(actual, dKernel);
    }

    [Test]
    public void Winograd()
    {
        WindowGeometry g = KernelData.Geometry(9, 10, 64, 64, 3, 1, Padding.Same);
        float[] x = KernelData.Values(KernelData.Inputs(g), 1);
        float[] kernel = KernelData.Values(KernelData.Weights(g), 2);
        float[] bias = KernelData.Values(64, 3);
        Sum[] y = new Sum[KernelData.Outputs(g)];
        for (int i = 0; i < y.Length; i++)
        {
            y[i].Add(bias[i % 64]);
        }

        foreach ((int input, int weight, int output) in Terms(g, 1))
        {
            y[output].Add((double)x[input] * kernel[weight]);
        }

        float[] actual = new float[y.Length];
        _kernels.ConvForward(g, 1, x, kernel, bias, actual, winograd: true);
        MustBeNear(actual, y);
    }

    [TestCase(9, 10, Padding.Same)]
    [TestCase(11, 8, Padding.Valid)]
    public void Gradients_by_Winograd(int height, int width, Padding padding)
    {
        const int samples = 2;
        WindowGeometry g = KernelData.Geometry(height, width, 20, 24, 3, 1, padding);
        float[] x = KernelData.Values(samples * KernelData.Inputs(g), 1);
        float[] kernel = KernelData.Values(KernelData.Weights(g), 2);
        float[] dy = KernelData.Values(samples * KernelData.Outputs(g), 3);
        Sum[] dx = new Sum[x.Length],
            dKernel = new Sum[kernel.Length];
        foreach ((int input, int weight, int output) in Terms(g, samples))
        {
            dx[input].Add((double)dy[output] * kernel[weight]);
            dKernel[weight].Add((double)x[input] * dy[output]);
        }

        float[] actual = new float[dx.Length];
        _kernels.WinogradBackwardData(g, samples, dy, kernel, actual);
        MustBeNear(actual, dx);
        actual = new float[dKernel.Length];
        _kernels.WinogradBackwardKernel(g, samples, x, dy, actual);
        MustBeNear(actual, dKernel);
    }

    /// <summary>Every product of a convolution: indices of input, weight and output.</summary>
    private static IEnumerable<(int Input, int Weight, int Output)> Terms(WindowGeometry g, int samples)
    {
        for (int n = 0; n < samples; n++)
        {
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    for (int ky = 0; ky < g.Window.Height; ky++)
                    {
                        for (int kx = 0; kx < g.Window.Width; kx++)
                        {
                            int iy = oy * g.Stride.Height + ky - g.PadTop;
                            int ix = ox * g.Stride.Width + kx - g.PadLeft;
                            if (iy < 0 || iy >= g.InHeight || ix < 0 || ix >= g.InWidth)
                            {
                                continue;
                            }

                            for (int c = 0; c < g.InChannels; c++)
                            {
                                for (int f = 0; f < g.OutChannels; f++)
                                {
                                    yield return (
                                        ((n * g.InHeight + iy) * g.InWidth + ix) * g.InChannels + c,
                                        ((ky * g.Window.Width + kx) * g.InChannels + c) * g.OutChannels + f,
                                        ((n * g.OutHeight + oy) * g.OutWidth + ox) * g.OutChannels + f
                                    );
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static void MustBeNear(float[] actual, Sum[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            ((double)actual[i]).Should().BeApproximately(expected[i].Value, Tolerance * expected[i].Magnitude + 1e-37);
        }
    }

    private struct Sum
    {
        public double Value;
        public double Magnitude;

        public void Add(double term)
        {
            Value += term;
            Magnitude += Math.Abs(term);
        }
    }
}
