namespace Repro.Models.Layers;

/// <summary>Drops each unit with probability <paramref name="Rate"/> in training and scales the rest by 1/(1 - rate).</summary>
public sealed record Dropout(float Rate) : Layer
{
    public override string TypeName => "Dropout";

    public override bool IsRandom => true;

    /// <summary>Axes of a sample, counted from 0, along which units are dropped together; none by default.</summary>
    public IReadOnlyList<int> Together { get; init; } = [];

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>Drops whole channels of images.</summary>
public sealed record SpatialDropout2D(float Rate) : Layer
{
    public override string TypeName => "SpatialDropout2D";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);
}

/// <summary>Drops whole channels of sequences.</summary>
public sealed record SpatialDropout1D(float Rate) : Layer
{
    public override string TypeName => "SpatialDropout1D";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 2);
}

/// <summary>Adds normal noise in training.</summary>
public sealed record GaussianNoise(float Deviation) : Layer
{
    public override string TypeName => "GaussianNoise";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>Multiplies by normal noise about 1 in training.</summary>
public sealed record GaussianDropout(float Rate) : Layer
{
    public override string TypeName => "GaussianDropout";

    public override bool IsRandom => true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
