namespace Repro.Models.Layers;

/// <summary>One number for each channel of a whole image or sequence.</summary>
internal abstract record GlobalPooling(int Rank) : Layer
{
    /// <summary>Whether the pooled axes stay, with length 1.</summary>
    public bool KeepDims { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        int? channels = Single(inputs, Rank)[Rank - 1];
        return KeepDims ? new Shape([.. Enumerable.Repeat<int?>(1, Rank - 1), channels]) : new Shape(channels);
    }
}

/// <summary>The mean of each channel over the whole image.</summary>
internal sealed record GlobalAveragePooling2D() : GlobalPooling(3)
{
    public override string TypeName => "GlobalAveragePooling2D";
}

/// <summary>The largest value of each channel in the whole image; equal ones share the gradient.</summary>
internal sealed record GlobalMaxPooling2D() : GlobalPooling(3)
{
    public override string TypeName => "GlobalMaxPooling2D";
}

/// <summary>The mean of each channel over all steps.</summary>
internal sealed record GlobalAveragePooling1D() : GlobalPooling(2)
{
    public override string TypeName => "GlobalAveragePooling1D";
}

/// <summary>The largest value of each channel in all steps; equal ones share the gradient.</summary>
internal sealed record GlobalMaxPooling1D() : GlobalPooling(2)
{
    public override string TypeName => "GlobalMaxPooling1D";
}
