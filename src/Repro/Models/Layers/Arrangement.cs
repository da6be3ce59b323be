namespace Repro.Models.Layers;

/// <summary>All axes of a sample in one, rows first.</summary>
internal sealed record Flatten : Layer
{
    public override string TypeName => "Flatten";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        return new Shape(input.IsKnown ? input.Elements : null);
    }
}

/// <summary>Zeros around an image: so many rows above and below, so many columns at the left and the right.</summary>
internal sealed record ZeroPadding2D(int Top, int Bottom, int Left, int Right) : Layer
{
    /// <summary>The same number on all four sides.</summary>
    public ZeroPadding2D(int border)
        : this(border, border, border, border) { }

    public override string TypeName => "ZeroPadding2D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(input[0] + Top + Bottom, input[1] + Left + Right, input[2]);
    }
}

/// <summary>The values of a sample under another shape, in the same order.</summary>
/// <param name="Target">The new axes; one may be -1, which takes what is left.</param>
internal sealed record Reshape(params IReadOnlyList<int> Target) : Layer
{
    public override string TypeName => "Reshape";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int left = Target.Count(axis => axis == -1);
        if (left > 1)
        {
            throw Misfit("takes at most one axis of -1.", ofKeras: true);
        }

        if (left == 0)
        {
            Shape shape = new([.. Target.Select(axis => (int?)axis)]);
            return !input.IsKnown || input.Elements == shape.Elements ? shape : throw Unequal(input);
        }

        if (!input.IsKnown)
        {
            return new Shape([.. Target.Select(axis => axis == -1 ? null : (int?)axis)]);
        }

        int others = Target.Where(axis => axis != -1).Aggregate(1, (product, axis) => checked(product * axis));
        return others > 0 && input.Elements % others == 0
            ? new Shape([.. Target.Select(axis => (int?)(axis == -1 ? input.Elements / others : axis))])
            : throw Unequal(input);
    }

    private ModelException Unequal(Shape input) =>
        Misfit($"{input} cannot be reshaped to ({string.Join(", ", Target)}): the numbers of elements differ.", ofKeras: true);
}

/// <summary>The axes of a sample in another order.</summary>
/// <param name="Axes">For each new axis the old one, counted from 1 as in Keras.</param>
internal sealed record Permute(params IReadOnlyList<int> Axes) : Layer
{
    public override string TypeName => "Permute";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: Axes.Count);
        return Axes.Order().SequenceEqual(Enumerable.Range(1, Axes.Count))
            ? new Shape([.. Axes.Select(axis => input[axis - 1])])
            : throw Misfit($"({string.Join(", ", Axes)}) is not an order of the axes 1 to {Axes.Count}.", ofKeras: true);
    }
}

/// <summary>A vector as each of <paramref name="Copies"/> steps.</summary>
internal sealed record RepeatVector(int Copies) : Layer
{
    public override string TypeName => "RepeatVector";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => new(Copies, Single(inputs, rank: 1)[0]);
}

/// <summary>An image without some rows above and below and some columns at the left and the right.</summary>
internal sealed record Cropping2D(int Top, int Bottom, int Left, int Right) : Layer
{
    public override string TypeName => "Cropping2D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(Rest(input[0], Top + Bottom), Rest(input[1], Left + Right), input[2]);
    }

    private int? Rest(int? length, int cut) =>
        length is null || length > cut ? length - cut : throw Misfit($"cannot cut {cut} off an axis of {length}.");
}

/// <summary>A sequence without its first and last steps.</summary>
internal sealed record Cropping1D(int Before, int After) : Layer
{
    public override string TypeName => "Cropping1D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 2);
        return input[0] is { } steps && steps <= Before + After
            ? throw Misfit($"cannot cut {Before + After} off an axis of {steps}.")
            : new Shape(input[0] - Before - After, input[1]);
    }
}

/// <summary>Zeros before and after a sequence.</summary>
internal sealed record ZeroPadding1D(int Before, int After) : Layer
{
    public override string TypeName => "ZeroPadding1D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 2);
        return new Shape(input[0] + Before + After, input[1]);
    }
}

/// <summary>Each row and column repeated, or, where <see cref="IsBilinear"/>, weighted means of the nearest four cells.</summary>
internal sealed record UpSampling2D(Size Factor) : Layer
{
    public override string TypeName => "UpSampling2D";

    public bool IsBilinear { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(input[0] * Factor.Height, input[1] * Factor.Width, input[2]);
    }
}

/// <summary>Each step repeated.</summary>
internal sealed record UpSampling1D(int Factor) : Layer
{
    public override string TypeName => "UpSampling1D";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 2);
        return new Shape(input[0] * Factor, input[1]);
    }
}
