namespace Repro.Models.Layers;

/// <summary>The sum of its inputs, which all have one shape.</summary>
public sealed record Add : Layer
{
    public override string TypeName => "Add";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count < 2 || inputs.Any(input => !input.Equals(inputs[0])))
        {
            throw Misfit($"adds two or more inputs of one shape, but got {string.Join(" and ", inputs)}.");
        }

        return inputs[0];
    }
}

/// <summary>Its inputs behind one another along the channels.</summary>
public sealed record Concatenate : Layer
{
    public override string TypeName => "Concatenate";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        int last = inputs.Count < 2 ? throw Misfit("joins two or more inputs.") : inputs[0].Rank - 1;
        if (last < 0 || inputs.Any(input => input.Rank != last + 1 || !input.Axes.Take(last).SequenceEqual(inputs[0].Axes.Take(last))))
        {
            throw Misfit($"joins inputs that differ in channels alone, but got {string.Join(" and ", inputs)}.");
        }

        int? channels = inputs.Aggregate((int?)0, (sum, input) => sum + input[last]);
        return new Shape([.. inputs[0].Axes.Take(last), channels]);
    }
}
