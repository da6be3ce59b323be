namespace Repro.Models.Layers;

/// <summary>All axes of a sample in one, rows first.</summary>
public sealed record Flatten : Layer
{
    public override string TypeName => "Flatten";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        return new Shape(input.IsKnown ? input.Elements : null);
    }
}
