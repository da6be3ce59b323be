namespace Repro.Models.Layers;

/// <summary>The mean of each channel over the whole image.</summary>
public sealed record GlobalAveragePooling2D : Layer
{
    public override string TypeName => "GlobalAveragePooling2D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => new(Single(inputs, rank: 3)[2]);
}
