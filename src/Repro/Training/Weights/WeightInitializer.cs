using Repro.Backends;
using Repro.Models;
using Repro.Randomness;

namespace Repro.Training.Weights;

/// <summary>Keras's initializers, drawn from a stream of its own for each weight, named by the weight's path.</summary>
internal static class WeightInitializer
{
    /// <summary>The standard deviation of a standard normal number that is cut off at -2 and 2.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

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
        Fill(values, weight.Spec, new RandomStream(seed, "weights/" + weight.Path));
        return values;
    }

    private static void Fill(float[] values, WeightSpec weight, RandomStream stream)
    {
        switch (weight.Initializer)
        {
            case Initializer.Constant constant:
                Array.Fill(values, constant.Value);
                break;
            case Initializer.VarianceScaling scaling:
                Scale(values, weight.Shape, scaling, stream);
                break;
            case Initializer.RandomUniform uniform:
                foreach (ref float value in values.AsSpan())
                {
                    value = (float)(uniform.Low + ((double)uniform.High - uniform.Low) * stream.NextSingle());
                }

                break;
            case Initializer.RandomNormal normal:
                Normal(values, normal.Mean, normal.Deviation, normal.Truncated, stream);
                break;
            case Initializer.Orthogonal orthogonal:
                OrthogonalMatrix.Fill(values, weight.Shape[^1], orthogonal.Gain, stream);
                break;
            case Initializer.Identity identity:
                for (int i = 0; i < Math.Min(weight.Shape[0], weight.Shape[^1]); i++)
                {
                    values[i * weight.Shape[^1] + i] = identity.Gain;
                }

                break;
            case Initializer.ForgetOnes:
                Array.Fill(values, 1f, values.Length / 4, values.Length / 4);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(weight), weight.Initializer, "An initializer without a rule.");
        }
    }

    /// <summary>
    /// A variance of scale / n, n the fan: uniform in [-l, l) with l = sqrt(3 scale / n) (Glorot and Bengio 2010), or normal. Computed in
    /// float64 and rounded once.
    /// </summary>
    private static void Scale(Span<float> values, IReadOnlyList<int> shape, Initializer.VarianceScaling scaling, RandomStream stream)
    {
        // A kernel's last two axes are channels or units in and out, those before them its window. Keras counts so for every kind of
        // kernel.
        double window = shape.Take(shape.Count - 2).Aggregate(1.0, (product, axis) => product * axis);
        double inputs = shape.Count < 2 ? values.Length : window * shape[^2];
        double outputs = shape.Count < 2 ? values.Length : window * shape[^1];
        if (scaling.Distribution != Distribution.Uniform)
        {
            double deviation = Math.Sqrt(scaling.Scale / Math.Max(1, Fan()));
            bool truncated = scaling.Distribution == Distribution.TruncatedNormal;
            Normal(values, 0, truncated ? deviation / TruncatedDeviation : deviation, truncated, stream);
            return;
        }

        // The sum of both fans, and not their mean: what trainings have been drawn with.
        double limit =
            scaling.Mode == FanMode.Average ? Math.Sqrt(6.0 * scaling.Scale / (inputs + outputs)) : Math.Sqrt(3.0 * scaling.Scale / Fan());
        foreach (ref float value in values)
        {
            value = (float)((2.0 * stream.NextSingle() - 1.0) * limit);
        }

        double Fan() =>
            scaling.Mode switch
            {
                FanMode.In => inputs,
                FanMode.Out => outputs,
                _ => (inputs + outputs) / 2,
            };
    }

    private static void Normal(Span<float> values, double mean, double deviation, bool truncated, RandomStream stream)
    {
        foreach (ref float value in values)
        {
            double drawn;
            do
            {
                drawn = NormalNumbers.Next(stream);
            } while (truncated && Math.Abs(drawn) > 2);
            value = (float)(mean + deviation * drawn);
        }
    }
}
