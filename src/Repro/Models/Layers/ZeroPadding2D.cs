namespace Repro.Models;

/// <summary>Zeros around a picture, the same number on all four sides.</summary>
public sealed record ZeroPadding2D(int Border) : Layer
{
    public override string TypeName => "ZeroPadding2D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(input[0] + 2 * Border, input[1] + 2 * Border, input[2]);
    }
}
