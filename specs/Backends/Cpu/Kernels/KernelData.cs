using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Made inputs and shapes for kernels, and their comparison by bits.</summary>
internal static class KernelData
{
    /// <summary>
    /// Values about 1, some of them +0 (as after ReLU), few -0, and few so small that their products are below the normal range.
    /// </summary>
    public static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.Next(32) switch
            {
                0 => -0f,
                1 => 1e-30f * (random.NextSingle() - 0.5f),
                < 8 => 0f,
                _ => 2f * random.NextSingle() - 1f,
            };
        }

        return values;
    }

    /// <summary>An output buffer that no kernel may rely on: longer than needed, and full of NaN.</summary>
    public static float[] Scrambled(int count)
    {
        float[] values = new float[count + 5];
        Array.Fill(values, float.NaN);
        return values;
    }

    public static WindowGeometry Geometry(int height, int width, int channels, int filters, Size window, Size stride, Padding padding)
    {
        WindowAxis rows = new(height, window.Height, stride.Height, padding);
        WindowAxis columns = new(width, window.Width, stride.Width, padding);
        return new WindowGeometry(
            height,
            width,
            channels,
            rows.Output,
            columns.Output,
            filters,
            window,
            stride,
            rows.Before,
            columns.Before
        );
    }

    public static int Inputs(in WindowGeometry g) => g.InHeight * g.InWidth * g.InChannels;

    public static int Outputs(in WindowGeometry g) => g.OutHeight * g.OutWidth * g.OutChannels;

    public static int Weights(in WindowGeometry g) => g.Window.Height * g.Window.Width * g.InChannels * g.OutChannels;

    /// <summary>The same bits in the first elements, and nothing written behind them.</summary>
    public static void MustEqual(float[] actual, float[] expected, int count, string what)
    {
        for (int i = 0; i < count; i++)
        {
            if (BitConverter.SingleToInt32Bits(actual[i]) == BitConverter.SingleToInt32Bits(expected[i]))
            {
                continue;
            }

            Assert.Fail(
                FormattableString.Invariant($"{what}: element {i} of {count} is {actual[i]:R}, the reference has {expected[i]:R}.")
            );
        }

        actual.Skip(count).Should().NotContain(value => !float.IsNaN(value), "{0} must not write behind its output", what);
    }
}
