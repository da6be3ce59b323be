namespace Repro.Models;

/// <summary>Where samples enter. Sequential models hide it from their summary, functional ones list it.</summary>
internal sealed record InputLayer(Shape Shape) : Layer
{
    public override string TypeName => "InputLayer";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape;
}
