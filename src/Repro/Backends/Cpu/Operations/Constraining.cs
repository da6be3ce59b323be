using Repro.Models;

namespace Repro.Backends.Cpu.Operations;

/// <summary>A weight's constraint. Norms are sums of squares in float64 and index order; each factor is rounded to float32 once.</summary>
internal sealed class Constraining
{
    /// <summary>What Keras adds to a norm before it divides by it.</summary>
    private const double Epsilon = 1e-7;

    private readonly Constraint _constraint;
    private readonly int[] _groups = [];
    private readonly double[] _squares = [];

    public Constraining(Constraint constraint, IReadOnlyList<int> shape)
    {
        _constraint = constraint;
        if (constraint is Constraint.NonNegative)
        {
            return;
        }

        _groups = AxisGroups.Of(shape, AxesOf(constraint), out int count);
        _squares = new double[count];
    }

    /// <param name="values">The weight in C order, changed in place.</param>
    public void Apply(Span<float> values)
    {
        if (_constraint is Constraint.NonNegative)
        {
            foreach (ref float value in values)
            {
                value = value >= 0 ? value : 0f;
            }

            return;
        }

        _squares.AsSpan().Clear();
        for (int i = 0; i < values.Length; i++)
        {
            _squares[_groups[i]] += (double)values[i] * values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= Factor(Math.Sqrt(_squares[_groups[i]]));
        }
    }

    private float Factor(double norm) =>
        _constraint switch
        {
            Constraint.MaxNorm most => (float)(Math.Min(norm, most.Most) / (Epsilon + norm)),
            Constraint.MinMaxNorm range => (float)(
                (range.Rate * Math.Clamp(norm, range.Least, range.Most) + (1.0 - range.Rate) * norm) / (Epsilon + norm)
            ),
            _ => (float)(1 / (Epsilon + norm)),
        };

    private static IReadOnlyList<int> AxesOf(Constraint constraint) =>
        constraint switch
        {
            Constraint.MaxNorm norm => norm.Axes,
            Constraint.UnitNorm norm => norm.Axes,
            Constraint.MinMaxNorm norm => norm.Axes,
            _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, "A constraint without a rule."),
        };
}
