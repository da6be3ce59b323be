namespace Repro.Models.Layers;

/// <summary>A layer that joins inputs number by number. Axes of length 1 are repeated as in NumPy; shapes of fewer axes are not.</summary>
internal abstract record Merge : Layer
{
    /// <summary>What the layer does to its inputs, for messages: <c>adds</c>.</summary>
    private protected abstract string Verb { get; }

    /// <summary>The number of inputs that the layer takes where it is not "two or more".</summary>
    private protected virtual int? Count => null;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        if (Count is { } count ? inputs.Count != count : inputs.Count < 2)
        {
            throw Misfit($"{Verb} {(Count is { } wanted ? $"{wanted}" : "two or more")} inputs, but {inputs.Count} were connected.");
        }

        Shape first = inputs[0];
        int?[] axes = [.. first.Axes];
        foreach (Shape input in inputs.Skip(1))
        {
            if (input.Rank != first.Rank || first.IsUnknown || input.IsUnknown)
            {
                throw Differing(inputs);
            }

            for (int axis = 0; axis < axes.Length; axis++)
            {
                if (axes[axis] == input[axis])
                {
                    continue;
                }

                axes[axis] =
                    axes[axis] == 1 ? input[axis]
                    : input[axis] == 1 ? axes[axis]
                    : throw Differing(inputs);
            }
        }

        return new Shape(axes);
    }

    // Keras also merges inputs of other numbers of axes, and axes of unknown length with any others.
    private ModelException Differing(IReadOnlyList<Shape> inputs) =>
        Misfit(
            $"{Verb} two or more inputs of one shape, but got {string.Join(" and ", inputs)}.",
            inputs.All(input => input.IsKnown && input.Rank == inputs[0].Rank)
        );
}

/// <summary>The sum of its inputs.</summary>
internal sealed record Add : Merge
{
    public override string TypeName => "Add";

    private protected override string Verb => "adds";
}

/// <summary>The first input minus the second.</summary>
internal sealed record Subtract : Merge
{
    public override string TypeName => "Subtract";

    private protected override string Verb => "subtracts";

    private protected override int? Count => 2;
}

/// <summary>The product of its inputs.</summary>
internal sealed record Multiply : Merge
{
    public override string TypeName => "Multiply";

    private protected override string Verb => "multiplies";
}

/// <summary>The mean of its inputs.</summary>
internal sealed record Average : Merge
{
    public override string TypeName => "Average";

    private protected override string Verb => "averages";
}

/// <summary>The largest of its inputs; of equal ones the first.</summary>
internal sealed record Maximum : Merge
{
    public override string TypeName => "Maximum";

    private protected override string Verb => "compares";
}

/// <summary>The smallest of its inputs; of equal ones the first.</summary>
internal sealed record Minimum : Merge
{
    public override string TypeName => "Minimum";

    private protected override string Verb => "compares";
}

/// <summary>
/// Sums of the products of two inputs along one axis of each. The output has the other axes of the first, then those of the second; one
/// number where none is left.
/// </summary>
/// <param name="First">The axis of the first input as Keras counts it: from 1 because of the batch, or from the end as -1.</param>
/// <param name="Second">The axis of the second input.</param>
internal sealed record Dot(int First, int Second) : Layer
{
    public override string TypeName => "Dot";

    /// <summary>Whether each input is divided by its Euclidean norm along its axis before.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>An axis of a sample of the given number of axes, counted from 0.</summary>
    public static int AxisOf(int axis, int rank) => axis > 0 ? axis - 1 : rank + axis;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count != 2)
        {
            throw Misfit($"takes 2 inputs, but {inputs.Count} were connected.");
        }

        if (inputs.Any(input => input.IsUnknown))
        {
            return Shape.Unknown;
        }

        (Shape a, Shape b) = (inputs[0], inputs[1]);
        (int first, int second) = (AxisOf(First, a.Rank), AxisOf(Second, b.Rank));
        bool exist = first >= 0 && first < a.Rank && second >= 0 && second < b.Rank;
        if (!exist || a[first] != b[second])
        {
            throw Misfit(
                $"multiplies along axes {First} and {Second} of {a} and {b}, which must exist and be of one length.",
                a.IsKnown && b.IsKnown
            );
        }

        int?[] axes = [.. a.Axes.Where((_, axis) => axis != first), .. b.Axes.Where((_, axis) => axis != second)];
        return axes.Length == 0 ? new Shape(1) : new Shape(axes);
    }
}

/// <summary>Its inputs behind one another along one axis.</summary>
/// <param name="Axis">The axis of a sample, counted from 0; null for the last.</param>
internal sealed record Concatenate(int? Axis = null) : Layer
{
    public override string TypeName => "Concatenate";

    /// <summary>The axis of a sample of the given number of axes, counted from 0.</summary>
    public int AxisOf(int rank) => Axis ?? rank - 1;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        int at = inputs.Count < 2 ? throw Misfit("joins two or more inputs.") : AxisOf(inputs[0].Rank);
        if (
            at < 0
            || at >= inputs[0].Rank
            || inputs.Any(input =>
                input.IsUnknown || input.Rank != inputs[0].Rank || !Others(input, at).SequenceEqual(Others(inputs[0], at))
            )
        )
        {
            throw Misfit(
                $"joins inputs that differ in {(Axis is null ? "channels" : "one axis")} alone, but got {string.Join(" and ", inputs)}.",
                at >= 0 && at < inputs[0].Rank && inputs.All(input => input.IsKnown)
            );
        }

        int? length = inputs.Aggregate((int?)0, (sum, input) => sum + input[at]);
        return new Shape([.. inputs[0].Axes.Take(at), length, .. inputs[0].Axes.Skip(at + 1)]);
    }

    private static IEnumerable<int?> Others(Shape shape, int axis) => shape.Axes.Where((_, index) => index != axis);
}
