namespace Repro.Models.Layers;

/// <summary>What maximum and average pooling share; the stride defaults to the window, as in Keras.</summary>
internal abstract record Pooling2D : Layer
{
    public Size PoolSize { get; init; } = 2;

    public Size? Strides { get; init; }

    public Padding Padding { get; init; } = Padding.Valid;

    public Size EffectiveStrides => Strides ?? PoolSize;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(
            Windows.Output(this, input[0], PoolSize.Height, EffectiveStrides.Height, Padding),
            Windows.Output(this, input[1], PoolSize.Width, EffectiveStrides.Width, Padding),
            input[2]
        );
    }
}

/// <summary>The largest value of each window and channel.</summary>
internal sealed record MaxPooling2D : Pooling2D
{
    public override string TypeName => "MaxPooling2D";
}

/// <summary>The mean of each window and channel; padded cells do not count.</summary>
internal sealed record AveragePooling2D : Pooling2D
{
    public override string TypeName => "AveragePooling2D";
}

/// <summary>
/// What maximum and average pooling of sequences (steps, channels) share; the stride defaults to the window, as in Keras.
/// </summary>
internal abstract record Pooling1D : Layer
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
internal sealed record MaxPooling1D : Pooling1D
{
    public override string TypeName => "MaxPooling1D";
}

/// <summary>The mean of each window and channel; padded steps do not count.</summary>
internal sealed record AveragePooling1D : Pooling1D
{
    public override string TypeName => "AveragePooling1D";
}
