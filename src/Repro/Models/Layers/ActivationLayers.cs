namespace Repro.Models.Layers;

/// <summary>An activation as a layer of its own.</summary>
internal sealed record ActivationLayer(Activation Function) : Layer
{
    public override string TypeName => KerasTypeName;

    /// <summary>Keras's class: <c>Activation</c>, or the one of that function alone, <c>ReLU</c> or <c>Softmax</c>.</summary>
    public string KerasTypeName { get; init; } = "Activation";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        if (Function != Activation.Glu || input.IsUnknown)
        {
            return input;
        }

        if (input.Rank == 0 || input[input.Rank - 1] is not { } length || length % 2 != 0)
        {
            throw Misfit($"glu halves the last axis, whose length must be even, but got {input}.");
        }

        return new Shape([.. input.Axes.Take(input.Rank - 1), length / 2]);
    }
}

/// <summary>x above the threshold, limited by <see cref="MaxValue"/>, and <see cref="NegativeSlope"/> (x - threshold) below.</summary>
internal sealed record ReLU : Layer
{
    public override string TypeName => "ReLU";

    public float? MaxValue { get; init; }

    public float NegativeSlope { get; init; }

    public float Threshold { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>x above 0, and <paramref name="Slope"/> x below.</summary>
internal sealed record LeakyReLU(float Slope = 0.3f) : Layer
{
    public override string TypeName => "LeakyReLU";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>x above 0, and <paramref name="Alpha"/> (exp(x) - 1) below.</summary>
internal sealed record ELU(float Alpha = 1) : Layer
{
    public override string TypeName => "ELU";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>x above <paramref name="Theta"/>, else 0.</summary>
internal sealed record ThresholdedReLU(float Theta = 1) : Layer
{
    public override string TypeName => "ThresholdedReLU";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}

/// <summary>x above 0, and a trained slope times x below.</summary>
/// <param name="SharedAxes">Axes of a sample, counted from 1 as in Keras, along which one slope serves.</param>
internal sealed record PReLU(params IReadOnlyList<int> SharedAxes) : Layer
{
    public override string TypeName => "PReLU";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int[] shape =
        [
            .. input.Axes.Select(
                (axis, index) => SharedAxes.Contains(index + 1) ? 1 : axis ?? throw Misfit("needs an input of known shape.")
            ),
        ];
        return [new WeightSpec("alpha", shape, Initializer.Zeros)];
    }
}

/// <summary>exp(x) divided by the sum along one axis.</summary>
/// <param name="Axis">The axis of a sample, counted from 0.</param>
internal sealed record SoftmaxAlong(int Axis) : Layer
{
    public override string TypeName => "Softmax";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        return Axis < input.Rank ? input : throw Misfit($"there is no axis {Axis + 1} in {input}.");
    }
}

/// <summary>Passes its input on and charges for its size, see <see cref="Layer.ActivityPenalty"/>.</summary>
internal sealed record ActivityRegularization : Layer
{
    public override string TypeName => "ActivityRegularization";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
