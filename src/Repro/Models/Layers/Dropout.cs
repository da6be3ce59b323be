namespace Repro.Models.Layers;

/// <summary>Drops each unit with probability <paramref name="Rate"/> in training and scales the rest by 1/(1 - rate).</summary>
public sealed record Dropout(float Rate) : Layer
{
    public override string TypeName => "Dropout";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
