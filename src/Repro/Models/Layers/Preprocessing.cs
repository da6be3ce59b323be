namespace Repro.Models.Layers;

/// <summary>x scale + offset; one number for all channels, or one per channel.</summary>
internal sealed record Rescaling(IReadOnlyList<float> Factors, IReadOnlyList<float> Offsets) : Layer
{
    public override string TypeName => "Rescaling";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        foreach (IReadOnlyList<float> numbers in (IReadOnlyList<float>[])[Factors, Offsets])
        {
            if (numbers.Count != 1 && (input.Rank == 0 || numbers.Count != input[input.Rank - 1]))
            {
                throw Misfit($"{numbers.Count} numbers do not fit the channels of {input}.");
            }
        }

        return input;
    }
}

/// <summary>(x - mean) / max(sqrt(variance), 1e-7), by statistics of the data or of the settings.</summary>
/// <param name="Axes">Axes of a sample, counted from 0, that have statistics of their own; none for one mean and variance.</param>
internal sealed record Normalization(params IReadOnlyList<int> Axes) : Layer
{
    /// <summary>Stands for the last axis among <see cref="Axes"/>, whatever its number.</summary>
    public const int LastAxis = -1;

    /// <summary>Keras divides by at least this root.</summary>
    private const double LeastDeviation = 1e-7;

    public override string TypeName => "Normalization";

    /// <summary>The statistics where the settings contain them; null where they are weights.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    public IReadOnlyList<float>? Variance { get; init; }

    /// <summary>Whether the reverse is computed: mean + x max(sqrt(variance), 1e-7).</summary>
    public bool Invert { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int[] lengths = Lengths(input);
        int count = lengths.Aggregate(1, (product, axis) => checked(product * axis));
        foreach (IReadOnlyList<float>? numbers in (IReadOnlyList<float>?[])[Mean, Variance])
        {
            if (numbers is not null && numbers.Count != 1 && numbers.Count != count)
            {
                throw Misfit($"{numbers.Count} statistics do not fit {input}.");
            }
        }

        return input;
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        if (Mean is not null)
        {
            return [];
        }

        int[] shape = Lengths(Single(inputs));
        return
        [
            new WeightSpec("mean", shape, Initializer.Zeros, Statistic: true),
            new WeightSpec("variance", shape, Initializer.Ones, Statistic: true),
            new WeightSpec("count", [], Initializer.Zeros, Statistic: true) { IsInteger = true },
        ];
    }

    /// <summary>The axes of a sample of the given number of axes.</summary>
    public IReadOnlyList<int> AxesOf(int rank) => [.. Axes.Select(axis => axis == LastAxis ? rank - 1 : axis)];

    /// <summary>What x is multiplied by, and what is added: float64, rounded once.</summary>
    /// <param name="mean">One number, or <paramref name="count"/>; so is <paramref name="variance"/>.</param>
    internal (float[] Factors, float[] Offsets) Constants(ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, int count)
    {
        float[] factors = new float[count];
        float[] offsets = new float[count];
        for (int i = 0; i < count; i++)
        {
            double center = mean[mean.Length == 1 ? 0 : i];
            double deviation = Math.Max(Math.Sqrt(variance[variance.Length == 1 ? 0 : i]), LeastDeviation);
            factors[i] = (float)(Invert ? deviation : 1 / deviation);
            offsets[i] = (float)(Invert ? center : -center / deviation);
        }

        return (factors, offsets);
    }

    private int[] Lengths(Shape input) =>
        [
            .. AxesOf(input.Rank)
                .Select(axis => (axis >= 0 && axis < input.Rank ? input[axis] : null) ?? throw Misfit("needs known lengths of its axes.")),
        ];
}
