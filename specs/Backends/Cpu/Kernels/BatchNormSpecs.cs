using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Normalization;
using Repro.Backends.Cpu.Threading;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Batch normalisation, bit for bit as the arithmetic's page writes it down, one channel and one value at a time.</summary>
[Category("Fast")]
internal sealed class BatchNormSpecs
{
    private const int Samples = 3,
        Height = 4,
        Width = 5;
    private const float Epsilon = 1e-3f,
        Share = 1f - 0.9f;

    [Test]
    public void A_training_step_has_the_written_order([Values(1, 8, 19, 32)] int channels, [Values(1, 3)] int threads)
    {
        Shape shape = new(Height, Width, channels);
        BatchNormalization layer = new()
        {
            Name = "bn",
            Momentum = 0.9f,
            Epsilon = Epsilon,
        };
        Parameter[] parameters =
        [
            .. layer
                .Weights([shape])
                .Select(spec => new Parameter(new FlatWeight("bn/" + spec.Name, spec, !spec.Statistic), !spec.Statistic)),
        ];
        for (int k = 0; k < 4; k++)
        {
            SeededInputs.Values(k, channels, 0.5, 1.5).CopyTo(parameters[k].Values, 0);
        }

        float[][] start = [.. parameters.Select(parameter => (float[])parameter.Values.Clone())];
        float[] x = SeededInputs.Values(10, Samples * shape.Elements, -1, 2);
        float[] dy = SeededInputs.Values(11, Samples * shape.Elements, -1, 1);
        float[] y = new float[x.Length];
        float[] dx = new float[x.Length];
        using Workers workers = new(threads);
        StepContext step = new(KernelSelection.Best(workers), Winograd: true, Samples, Training: true, Differentiated: true, null);
        BatchNormOperation operation = new(0, layer, shape, parameters, trained: true);

        operation.Forward(step, [x], y);
        parameters[2].Values.Should().Equal(start[2], "statistics wait for the backward pass");
        operation.Backward(step, new Flow([x], y, dy, [dx]));

        for (int c = 0; c < channels; c++)
        {
            float n = Samples * Height * Width;
            float mean = Sum(c, channels, (at, row) => row + x[at]) / n;
            float squares = Sum(c, channels, (at, row) => MathF.FusedMultiplyAdd(x[at] - mean, x[at] - mean, row));
            float inverse = 1f / MathF.Sqrt(squares / n + Epsilon);
            float slope = start[0][c] * inverse;
            float dBeta = Sum(c, channels, (at, row) => row + dy[at]);
            float dGamma = Sum(c, channels, (at, row) => MathF.FusedMultiplyAdd(dy[at], (x[at] - mean) * inverse, row));
            parameters[0].Gradient[c].Should().Be(dGamma);
            parameters[1].Gradient[c].Should().Be(dBeta);
            parameters[2].Values[c].Should().Be(MathF.FusedMultiplyAdd(mean - start[2][c], Share, start[2][c]));
            parameters[3].Values[c].Should().Be(MathF.FusedMultiplyAdd(squares / (n - 1f) - start[3][c], Share, start[3][c]));
            for (int at = c; at < x.Length; at += channels)
            {
                y[at].Should().Be(MathF.FusedMultiplyAdd(x[at] - mean, slope, start[1][c]));
                dx[at].Should().Be(slope * MathF.FusedMultiplyAdd(-((x[at] - mean) * inverse), dGamma / n, dy[at] - dBeta / n));
            }
        }
    }

    // Along each row from +0, the rows in order, the images in order.
    private static float Sum(int channel, int channels, Func<int, float, float> add)
    {
        float total = 0;
        int at = channel;
        for (int sample = 0; sample < Samples; sample++)
        {
            float image = 0;
            for (int r = 0; r < Height; r++)
            {
                float row = 0;
                for (int column = 0; column < Width; column++, at += channels)
                {
                    row = add(at, row);
                }

                image += row;
            }

            total += image;
        }

        return total;
    }
}
