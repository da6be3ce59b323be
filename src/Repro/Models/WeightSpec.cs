namespace Repro.Models;

/// <summary>
/// A weight as data. <paramref name="Shape"/> is Keras's (HWIO for kernels of convolutions);
/// <paramref name="Statistic"/> marks weights that no gradient trains, such as moving statistics.
/// </summary>
internal sealed record WeightSpec(string Name, IReadOnlyList<int> Shape, Initializer Initializer, bool Statistic = false)
{
    public int Elements => Shape.Aggregate(1, (product, axis) => checked(product * axis));

    /// <summary>Whether Keras stores it as whole numbers (int64).</summary>
    public bool IsInteger { get; init; }

    /// <summary>What the loss charges for the weight's size.</summary>
    public Penalty Penalty { get; init; }

    /// <summary>What holds for the weight after each update; null for nothing.</summary>
    public Constraint? Constraint { get; init; }
}

/// <summary>A penalty of Keras's regularizers: L1 times the sum of magnitudes and L2 times the sum of squares.</summary>
internal readonly record struct Penalty(float L1, float L2)
{
    public bool IsNone => L1 == 0 && L2 == 0;
}

/// <summary>A rule that an optimizer's result is changed to follow, as Keras's constraints.</summary>
internal abstract record Constraint
{
    /// <summary>Negative values become 0.</summary>
    public sealed record NonNegative : Constraint;

    /// <summary>Norms over the given axes are at most <paramref name="Most"/>.</summary>
    public sealed record MaxNorm(float Most, params IReadOnlyList<int> Axes) : Constraint
    {
        public override string ToString() => FormattableString.Invariant($"MaxNorm {Most:R} over {string.Join(' ', Axes)}");
    }

    /// <summary>Norms over the given axes are 1.</summary>
    public sealed record UnitNorm(params IReadOnlyList<int> Axes) : Constraint
    {
        public override string ToString() => FormattableString.Invariant($"UnitNorm over {string.Join(' ', Axes)}");
    }

    /// <summary>Norms over the given axes move by <paramref name="Rate"/> into the range.</summary>
    public sealed record MinMaxNorm(float Least, float Most, float Rate, params IReadOnlyList<int> Axes) : Constraint
    {
        public override string ToString() =>
            FormattableString.Invariant($"MinMaxNorm {Least:R} {Most:R} {Rate:R} over {string.Join(' ', Axes)}");
    }
}

/// <summary>Settings of one weight of a layer that differ from what the layer's kind has.</summary>
/// <param name="Weight">The weight's name: <c>kernel</c>.</param>
/// <param name="Initializer">Null for that of the layer's kind.</param>
internal sealed record WeightRule(string Weight, Initializer? Initializer = null, Penalty Penalty = default, Constraint? Constraint = null);
