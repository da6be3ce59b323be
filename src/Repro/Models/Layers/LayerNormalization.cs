namespace Repro.Models.Layers;

/// <summary>Normalises the numbers of each sample that have the same place outside the given axes.</summary>
/// <param name="Axes">Axes of a sample, counted from 0; empty for the last.</param>
internal sealed record LayerNormalization(params IReadOnlyList<int> Axes) : Layer
{
    public override string TypeName => "LayerNormalization";

    public float Epsilon { get; init; } = 1e-3f;

    public bool Center { get; init; } = true;

    public bool Scale { get; init; } = true;

    /// <summary>The normalized axes of a sample of the given number of axes.</summary>
    public IReadOnlyList<int> AxesOf(int rank) => Axes.Count == 0 ? [rank - 1] : Axes;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int[] shape =
        [
            .. AxesOf(input.Rank)
                .Select(axis => (axis >= 0 && axis < input.Rank ? input[axis] : null) ?? throw Misfit("needs known lengths of its axes.")),
        ];
        return
        [
            .. Scale ? [new WeightSpec("gamma", shape, Initializer.Ones)] : Array.Empty<WeightSpec>(),
            .. Center ? [new WeightSpec("beta", shape, Initializer.Zeros)] : Array.Empty<WeightSpec>(),
        ];
    }
}

/// <summary>Normalises each group of channels of each sample.</summary>
/// <param name="Groups">Groups of channels; -1 for one per channel.</param>
internal sealed record GroupNormalization(int Groups = 32) : Layer
{
    public override string TypeName => "GroupNormalization";

    public float Epsilon { get; init; } = 1e-3f;

    public bool Center { get; init; } = true;

    public bool Scale { get; init; } = true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int channels = (input.Rank > 0 ? input[input.Rank - 1] : null) ?? throw Misfit("needs a known number of channels.");
        if (channels % GroupsOf(channels) != 0)
        {
            throw Misfit($"{Groups} groups do not divide {channels} channels evenly.", ofKeras: true);
        }

        return
        [
            .. Scale ? [new WeightSpec("gamma", [channels], Initializer.Ones)] : Array.Empty<WeightSpec>(),
            .. Center ? [new WeightSpec("beta", [channels], Initializer.Zeros)] : Array.Empty<WeightSpec>(),
        ];
    }

    /// <summary>The number of groups of that many channels.</summary>
    public int GroupsOf(int channels) => Groups == -1 ? channels : Groups;
}

/// <summary>Divides the numbers of each sample that have the same place outside the given axes by their Euclidean norm.</summary>
/// <param name="Axes">Axes of a sample, counted from 0; empty for the last.</param>
internal sealed record UnitNormalization(params IReadOnlyList<int> Axes) : Layer
{
    public override string TypeName => "UnitNormalization";

    /// <summary>The axes of a sample of the given number of axes.</summary>
    public IReadOnlyList<int> AxesOf(int rank) => Axes.Count == 0 ? [rank - 1] : Axes;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
