using Repro.Backends;
using Repro.Models;

namespace Repro.Specs.Oracles;

/// <summary>The inputs that all oracles were fed with, made again: see <c>fixtures/keras/README.md</c>.</summary>
internal static class SeededInputs
{
    /// <summary>Number i of a stream, in 0..1: the top 24 bits of SplitMix64's output at counter (stream, i + 1).</summary>
    public static double U(int stream, int i)
    {
        ulong z = unchecked((((ulong)stream << 40) + (ulong)i + 1) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return ((z ^ (z >> 31)) >> 40) / (double)(1 << 24);
    }

    public static float[] Values(int stream, int count, double low, double high)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(low + (high - low) * U(stream, i));
        }

        return values;
    }

    public static Tensor Tensor(int stream, double low, double high, params int[] shape) =>
        new(Values(stream, shape.Aggregate(1, (product, axis) => product * axis), low, high), shape);

    /// <summary>Images in -1..1 for a model.</summary>
    public static Tensor Batch(Model model, int stream, int samples) =>
        Tensor(stream, -1, 1, [samples, .. model.InputShape.Axes.Select(axis => axis!.Value)]);

    /// <summary>Labels: (samples, 1) with 0 or 1 for one class, one-hot otherwise.</summary>
    public static Tensor Labels(int stream, int samples, int classes)
    {
        Tensor labels = new(samples, classes);
        for (int i = 0; i < samples; i++)
        {
            double u = U(stream, i);
            if (classes == 1)
            {
                labels.Values[i] = (float)Math.Floor(2 * u);
            }
            else
            {
                labels.Values[i * classes + (int)(u * classes)] = 1;
            }
        }

        return labels;
    }

    /// <summary>Fills weight k of the network from stream <paramref name="firstStream"/> + k.</summary>
    public static void FillWeights(INetwork network, int firstStream = 0)
    {
        for (int k = 0; k < network.Weights.Count; k++)
        {
            FlatWeight weight = network.Weights[k];
            (double low, double high) = Range(weight.Spec);
            network.WriteWeight(weight.Path, Values(firstStream + k, weight.Spec.Elements, low, high));
        }
    }

    private static (double Low, double High) Range(WeightSpec weight)
    {
        double kernel = Math.Sqrt(6.0 / weight.Shape.SkipLast(1).Aggregate(1, (product, axis) => product * axis));
        return weight.Name switch
        {
            "kernel" => (-kernel, kernel),
            "gamma" or "moving_variance" => (0.5, 1.5),
            "moving_mean" => (-0.1, 0.1),
            _ => (-0.05, 0.05),
        };
    }
}
