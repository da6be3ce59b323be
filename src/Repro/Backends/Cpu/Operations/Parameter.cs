using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends.Cpu.Operations;

/// <summary>
/// A weight inside the backend, zero at first and, where training moves it, its gradient and optimizer state.
/// Memory is taken when first asked for, so a network that is only described costs none.
/// </summary>
/// <param name="trained">Whether steps of the optimizer update it.</param>
internal sealed class Parameter(FlatWeight weight, bool trained)
{
    private readonly int _length = weight.Spec.Elements;
    private readonly Penalty _penalty = weight.Spec.Penalty;
    private float[]? _values;
    private float[]? _gradient;
    private (int Count, Func<int, float> Start) _kept = (0, _ => 0);
    private float[][]? _slots;
    private Constraining? _constraining;

    public string Path => weight.Path;

    public bool IsTrained => trained;

    /// <summary>Whether its gradient or its new value is changed by more than the optimizer, so that both must exist as a whole.</summary>
    public bool HasRules => !_penalty.IsNone || weight.Spec.Constraint is not null;

    /// <summary>Whether this step's update was made together with the gradient, which then is nowhere.</summary>
    public bool IsUpdated { get; set; }

    public float[] Values => _values ??= new float[_length];

    /// <summary>What kernels keep of it; null where it is trained.</summary>
    public WeightCache? Cache { get; } = trained ? null : new WeightCache();

    /// <summary>The present step's gradient.</summary>
    public float[] Gradient => _gradient ??= new float[_length];

    /// <summary>What the optimizer keeps, see <see cref="Optimizer.Slots"/>.</summary>
    public float[][] Slots => _slots ??= [.. Enumerable.Range(0, _kept.Count).Select(Filled)];

    /// <summary>Overwrites the values.</summary>
    public void Write(ReadOnlySpan<float> values)
    {
        values.CopyTo(Values);
        Cache?.Forget();
    }

    /// <summary>Says how many slots there are, and what their elements are at first.</summary>
    public void Keep(int slots, Func<int, float> start) => _kept = (slots, start);

    /// <summary>The penalty: factors times the sums of magnitudes and of squares, in float64 and index order.</summary>
    public double Penalty()
    {
        double penalty = 0;
        if (_penalty.L1 != 0)
        {
            double sum = 0;
            foreach (float value in Values)
            {
                sum += Math.Abs(value);
            }

            penalty += _penalty.L1 * sum;
        }

        if (_penalty.L2 != 0)
        {
            double sum = 0;
            foreach (float value in Values)
            {
                sum += (double)value * value;
            }

            penalty += _penalty.L2 * sum;
        }

        return penalty;
    }

    /// <summary>Adds the penalty's slope to the finished gradient: fma(2 l2, w, g), and l1 with the sign of w.</summary>
    public void AddPenaltyGradient()
    {
        if (_penalty.L2 != 0)
        {
            float slope = 2 * _penalty.L2;
            for (int i = 0; i < _length; i++)
            {
                Gradient[i] = MathF.FusedMultiplyAdd(slope, Values[i], Gradient[i]);
            }
        }

        if (_penalty.L1 != 0)
        {
            for (int i = 0; i < _length; i++)
            {
                Gradient[i] +=
                    Values[i] > 0 ? _penalty.L1
                    : Values[i] < 0 ? -_penalty.L1
                    : 0f;
            }
        }
    }

    /// <summary>Changes the values so that they follow the weight's constraint.</summary>
    public void Constrain()
    {
        if (weight.Spec.Constraint is not { } constraint)
        {
            return;
        }

        _constraining ??= new Constraining(constraint, weight.Spec.Shape);
        _constraining.Apply(Values);
    }

    private float[] Filled(int number)
    {
        float[] slot = new float[_length];
        if (_kept.Start(number) is not 0 and var start)
        {
            Array.Fill(slot, start);
        }

        return slot;
    }
}
