using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Backends.Cpu.Operations;

/// <summary>
/// A weight inside the engine, zero at first and, where training moves it, its gradient and optimizer state.
/// Memory is taken when first asked for, so a network that is only described costs none.
/// </summary>
/// <param name="trained">Whether steps of the optimizer update it.</param>
/// <param name="l2">Factor of the L2 penalty, 0 for none.</param>
internal sealed class Parameter(FlatWeight weight, bool trained, float l2)
{
    private readonly int _length = weight.Spec.Elements;
    private float[]? _values;
    private float[]? _gradient;
    private (int Count, float Start) _kept;
    private float[][]? _slots;

    public string Path => weight.Path;

    public bool IsTrained => trained;

    public bool HasPenalty => l2 != 0;

    /// <summary>Whether this step's update was made together with the gradient, which then is nowhere.</summary>
    public bool IsUpdated { get; set; }

    public float[] Values => _values ??= new float[_length];

    /// <summary>The present step's gradient.</summary>
    public float[] Gradient => _gradient ??= new float[_length];

    /// <summary>What the optimizer keeps, see <see cref="Optimizer.Slots"/>.</summary>
    public float[][] Slots => _slots ??= [.. Enumerable.Range(0, _kept.Count).Select(_ => Filled())];

    /// <summary>Says how many slots there are, and what their elements are at first.</summary>
    public void Keep(int slots, float start) => _kept = (slots, start);

    /// <summary>L2's penalty: factor times the sum of squares, in float64 and index order.</summary>
    public double Penalty()
    {
        if (l2 == 0) return 0;
        double sum = 0;
        foreach (float value in Values) sum += (double)value * value;
        return l2 * sum;
    }

    /// <summary>Adds the penalty's slope to the finished gradient: fma(2 l2, w, g).</summary>
    public void AddPenaltyGradient()
    {
        if (l2 == 0) return;
        float slope = 2 * l2;
        for (int i = 0; i < _length; i++) Gradient[i] = MathF.FusedMultiplyAdd(slope, Values[i], Gradient[i]);
    }

    private float[] Filled()
    {
        float[] slot = new float[_length];
        if (_kept.Start != 0) Array.Fill(slot, _kept.Start);
        return slot;
    }
}
