namespace Repro.Models.Layers;

/// <summary>Zeros around an image: so many rows above and below, so many columns at the left and the right.</summary>
public sealed record ZeroPadding2D(int Top, int Bottom, int Left, int Right) : Layer
{
    /// <summary>The same number on all four sides.</summary>
    public ZeroPadding2D(int border)
        : this(border, border, border, border)
    {
    }

    public override string TypeName => "ZeroPadding2D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(input[0] + Top + Bottom, input[1] + Left + Right, input[2]);
    }
}
