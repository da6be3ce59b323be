namespace Repro.Models;

/// <summary>How a weight starts: Keras's default initialisers.</summary>
public enum Initializer
{
    GlorotUniform,
    Zeros,
    Ones,
}

/// <summary>
/// A weight as data. <paramref name="Shape"/> is Keras's (HWIO for kernels of convolutions);
/// <paramref name="Statistic"/> marks moving statistics, which no gradient trains.
/// </summary>
public sealed record WeightSpec(string Name, IReadOnlyList<int> Shape, Initializer Initializer, bool Statistic = false)
{
    public int Elements => Shape.Aggregate(1, (product, axis) => checked(product * axis));
}
