namespace Repro.Models.Layers;

/// <summary>What maximum and average pooling of sequences (steps, channels) share; the stride defaults to the window, as in Keras.</summary>
public abstract record Pooling1D : Layer
{
    public int PoolSize { get; init; } = 2;

    public int? Strides { get; init; }

    public Padding Padding { get; init; } = Padding.Valid;

    public int EffectiveStrides => Strides ?? PoolSize;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 2);
        return new Shape(Windows.Output(this, input[0], PoolSize, EffectiveStrides, Padding), input[1]);
    }
}

/// <summary>The largest value of each window and channel.</summary>
public sealed record MaxPooling1D : Pooling1D
{
    public override string TypeName => "MaxPooling1D";
}

/// <summary>The mean of each window and channel; padded steps do not count.</summary>
public sealed record AveragePooling1D : Pooling1D
{
    public override string TypeName => "AveragePooling1D";
}
