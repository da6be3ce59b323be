using Repro.Backends;
using Repro.Models;
using Repro.Randomness;

namespace Repro.Training.Weights;

/// <summary>Keras's default initialisers, drawn from a stream of its own for each weight, named by the weight's path.</summary>
public static class WeightInitializer
{
    public static void Write(INetwork network, int seed)
    {
        foreach (FlatWeight weight in network.Weights)
        {
            network.WriteWeight(weight.Path, Draw(weight, seed));
        }
    }

    public static float[] Draw(FlatWeight weight, int seed)
    {
        float[] values = new float[weight.Spec.Elements];
        switch (weight.Spec.Initializer)
        {
            case Initializer.Zeros:
                break;
            case Initializer.Ones:
                Array.Fill(values, 1f);
                break;
            case Initializer.GlorotUniform:
                GlorotUniform(values, weight.Spec.Shape, new RandomStream(seed, "weights/" + weight.Path));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(weight), weight.Spec.Initializer, "An initialiser without a rule.");
        }

        return values;
    }

    /// <summary>Uniform in [-l, l) with l = sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010), computed in float64 and rounded once.</summary>
    private static void GlorotUniform(Span<float> values, IReadOnlyList<int> shape, RandomStream stream)
    {
        // A kernel's last two axes are channels or units in and out, those before them its window.
        double window = shape.Take(shape.Count - 2).Aggregate(1.0, (product, axis) => product * axis);
        double limit = Math.Sqrt(6.0 / (window * shape[^2] + window * shape[^1]));
        foreach (ref float value in values)
        {
            value = (float)((2.0 * stream.NextSingle() - 1.0) * limit);
        }
    }
}
