using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Cpu.Optimizers;

/// <summary>
/// The network of <c>fixtures/keras/optimizers.json</c> in float64: Conv2D(3, 3, relu) on 8x8x2, MaxPooling2D(2), Flatten, Dense(5, tanh),
/// Dense(1, sigmoid), binary cross-entropy, with batches of 5.
/// </summary>
internal static class SmallNetwork
{
    private const int Samples = 5;
    private const int Side = 8;
    private const int Depth = 2;
    private const int Filters = 3;
    private const int Window = 3;
    private const int ConvSide = Side - Window + 1;
    private const int PoolSide = ConvSide / 2;
    private const int Inputs = PoolSide * PoolSide * Filters;
    private const int Units = 5;

    /// <summary>Kernel and bias of each layer.</summary>
    public static IReadOnlyList<int[]> Shapes { get; } =
    [
        [Window, Window, Depth, Filters],
        [Filters],
        [Inputs, Units],
        [Units],
        [Units, 1],
        [1],
    ];

    /// <summary>The weights before the first step.</summary>
    public static float[] Start(int tensor)
    {
        int[] shape = Shapes[tensor];
        int elements = shape.Aggregate(1, (product, axis) => product * axis);
        double limit = shape.Length == 1 ? 0.05 : Math.Sqrt(6.0 / (elements / shape[^1]));
        return SeededInputs.Values(tensor, elements, -limit, limit);
    }

    /// <summary>The loss of a seeded batch, and the gradients in the order of <see cref="Shapes"/>.</summary>
    public static (double Loss, double[][] Gradients) Differentiate(int step, float[][] w)
    {
        float[] x = SeededInputs.Values(1000 + step, Samples * Side * Side * Depth, -1, 1);
        double[][] gradients = [.. w.Select(tensor => new double[tensor.Length])];
        double loss = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double label = Math.Floor(2 * SeededInputs.U(2000 + step, sample));
            loss += Sample(x.AsSpan(sample * Side * Side * Depth, Side * Side * Depth), label, w, gradients) / Samples;
        }

        return (loss, gradients);
    }

    private static double Sample(ReadOnlySpan<float> x, double label, float[][] w, double[][] gradients)
    {
        (double[] pooled, int[] winners) = Pool(Convolve(x, w));
        double[] hidden = new double[Units];
        double logit = w[5][0];
        for (int u = 0; u < Units; u++)
        {
            double sum = w[3][u];
            for (int i = 0; i < Inputs; i++)
            {
                sum += pooled[i] * w[2][i * Units + u];
            }

            hidden[u] = Math.Tanh(sum);
            logit += hidden[u] * w[4][u];
        }

        double slope = (1 / (1 + Math.Exp(-logit)) - label) / Samples;
        gradients[5][0] += slope;
        double[] toPooled = new double[Inputs];
        for (int u = 0; u < Units; u++)
        {
            gradients[4][u] += slope * hidden[u];
            double inner = slope * w[4][u] * (1 - hidden[u] * hidden[u]);
            gradients[3][u] += inner;
            for (int i = 0; i < Inputs; i++)
            {
                gradients[2][i * Units + u] += inner * pooled[i];
                toPooled[i] += inner * w[2][i * Units + u];
            }
        }

        for (int i = 0; i < Inputs; i++)
        {
            if (pooled[i] > 0)
            {
                ToKernel(x, winners[i], toPooled[i], gradients);
            }
        }

        return Math.Max(logit, 0) - logit * label + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
    }

    private static double[] Convolve(ReadOnlySpan<float> x, float[][] w)
    {
        double[] y = new double[ConvSide * ConvSide * Filters];
        for (int cell = 0; cell < y.Length; cell++)
        {
            (int row, int column, int filter) = (cell / Filters / ConvSide, cell / Filters % ConvSide, cell % Filters);
            double sum = w[1][filter];
            for (int tap = 0; tap < Window * Window * Depth; tap++)
            {
                sum += x[InputOf(row, column, tap)] * (double)w[0][tap * Filters + filter];
            }

            y[cell] = sum;
        }

        return y;
    }

    // The first of equal values wins.
    private static (double[] Pooled, int[] Winners) Pool(double[] y)
    {
        double[] pooled = new double[Inputs];
        int[] winners = new int[Inputs];
        for (int i = 0; i < Inputs; i++)
        {
            (int row, int column, int filter) = (i / Filters / PoolSide, i / Filters % PoolSide, i % Filters);
            double largest = double.NegativeInfinity;
            for (int place = 0; place < 4; place++)
            {
                int cell = ((2 * row + place / 2) * ConvSide + 2 * column + place % 2) * Filters + filter;
                if (y[cell] > largest)
                {
                    (largest, winners[i]) = (y[cell], cell);
                }
            }

            pooled[i] = Math.Max(largest, 0);
        }

        return (pooled, winners);
    }

    private static void ToKernel(ReadOnlySpan<float> x, int cell, double slope, double[][] gradients)
    {
        (int row, int column, int filter) = (cell / Filters / ConvSide, cell / Filters % ConvSide, cell % Filters);
        gradients[1][filter] += slope;
        for (int tap = 0; tap < Window * Window * Depth; tap++)
        {
            gradients[0][tap * Filters + filter] += slope * x[InputOf(row, column, tap)];
        }
    }

    private static int InputOf(int row, int column, int tap) =>
        ((row + tap / Depth / Window) * Side + column + tap / Depth % Window) * Depth + tap % Depth;
}
