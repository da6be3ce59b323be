using Repro.Models.Layers;
using Repro.Models;

namespace Repro.Backends.Cpu.Operations;

/// <summary>Constraints of weights. Norms are sums of squares in float64 and index order; each factor is rounded to float32 once.</summary>
internal static class Constraining
{
    /// <summary>What Keras adds to a norm before it divides by it.</summary>
    private const double Epsilon = 1e-7;

    /// <param name="values">A weight in C order, changed in place.</param>
    public static void Apply(Constraint constraint, Span<float> values, IReadOnlyList<int> shape)
    {
        switch (constraint)
        {
            case Constraint.NonNegative:
                foreach (ref float value in values) value = value >= 0 ? value : 0f;
                break;
            case Constraint.MaxNorm most:
                Scale(values, shape, most.Axes, norm => Math.Min(norm, most.Most) / (Epsilon + norm));
                break;
            case Constraint.UnitNorm unit:
                Scale(values, shape, unit.Axes, norm => 1 / (Epsilon + norm));
                break;
            case Constraint.MinMaxNorm range:
                Scale(values, shape, range.Axes, norm => (range.Rate * Math.Clamp(norm, range.Least, range.Most) + (1.0 - range.Rate) * norm) / (Epsilon + norm));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(constraint), constraint, "A constraint without a rule.");
        }
    }

    private static void Scale(Span<float> values, IReadOnlyList<int> shape, IReadOnlyList<int> axes, Func<double, double> factor)
    {
        int[] groups = AxisGroups.Of(shape, axes, out int count);
        double[] squares = new double[count];
        for (int i = 0; i < values.Length; i++) squares[groups[i]] += (double)values[i] * values[i];
        float[] factors = [.. squares.Select(square => (float)factor(Math.Sqrt(square)))];
        for (int i = 0; i < values.Length; i++) values[i] *= factors[groups[i]];
    }
}
