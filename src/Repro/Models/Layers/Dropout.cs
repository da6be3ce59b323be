namespace Repro.Models.Layers;

/// <summary>Drops each unit with probability <paramref name="Rate"/> in training and scales the rest by 1/(1 - rate).</summary>
internal sealed record Dropout(float Rate) : Layer
{
    public override string TypeName => "Dropout";

    public override bool IsRandom => true;

    /// <summary>Axes of a sample, counted from 0, along which units are dropped together; none by default.</summary>
    public IReadOnlyList<int> Together { get; init; } = [];

    /// <summary>The number of axes of a sample that <see cref="Together"/> was chosen from; 0 where it is empty.</summary>
    public int NoiseAxes { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>Drops whole channels of images.</summary>
internal sealed record SpatialDropout2D(float Rate) : Layer
{
    public override string TypeName => "SpatialDropout2D";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);
}

/// <summary>Drops whole channels of sequences.</summary>
internal sealed record SpatialDropout1D(float Rate) : Layer
{
    public override string TypeName => "SpatialDropout1D";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 2);
}

/// <summary>Adds normal noise in training.</summary>
internal sealed record GaussianNoise(float Deviation) : Layer
{
    public override string TypeName => "GaussianNoise";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>
/// Replaces each unit with probability <paramref name="Rate"/> in training by a fixed number, so that mean and variance behind a selu stay.
/// </summary>
internal sealed record AlphaDropout(float Rate) : Layer
{
    // What selu gives far below 0.
    private const double Least = -1.7580993408473766;

    public override string TypeName => "AlphaDropout";

    public override bool IsRandom => true;

    /// <summary>What units that are kept are multiplied by.</summary>
    public float Factor => (float)FactorOf(Rate);

    /// <summary>What is added to units that are kept.</summary>
    public float Offset => (float)(-FactorOf(Rate) * Least * Rate);

    /// <summary>What units become that are not kept.</summary>
    public float Dropped => (float)(FactorOf(Rate) * Least * (1 - (double)Rate));

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    private static double FactorOf(double rate) => 1 / Math.Sqrt((1 - rate) * (1 + rate * Least * Least));
}

/// <summary>Multiplies by normal noise about 1 in training.</summary>
internal sealed record GaussianDropout(float Rate) : Layer
{
    public override string TypeName => "GaussianDropout";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
