namespace Repro.Models.Layers;

/// <summary>A layer that reads the steps of a sequence (steps, channels) one after another and keeps a state.</summary>
/// <param name="Units">Numbers of the state.</param>
internal abstract record Recurrent(int Units) : Layer
{
    /// <summary>The activations that a recurrent layer may have.</summary>
    public static IReadOnlyList<Activation> Functions { get; } =
    [Activation.Linear, Activation.Tanh, Activation.Sigmoid, Activation.Relu, Activation.HardSigmoid, Activation.HardSigmoid3];

    public Activation Activation { get; init; } = Activation.Tanh;

    public bool UseBias { get; init; } = true;

    /// <summary>Whether the output has the state after every step, not only after the last.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the steps are read from the last to the first.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>Parts of each kernel, one per gate.</summary>
    public abstract int Gates { get; }

    private protected virtual IReadOnlyList<int> BiasShape => [Gates * Units];

    private protected virtual Initializer BiasInitializer => Initializer.Zeros;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 2);
        return ReturnSequences ? new Shape(input[0], Units) : new Shape(Units);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 2)[1] ?? throw Misfit("needs a known number of input channels.");
        WeightSpec[] kernels =
        [
            new WeightSpec("kernel", [channels, checked(Gates * Units)], Initializer.GlorotUniform),
            new WeightSpec("recurrent_kernel", [Units, checked(Gates * Units)], new Initializer.Orthogonal()),
        ];
        return UseBias ? [.. kernels, new WeightSpec("bias", BiasShape, BiasInitializer)] : kernels;
    }
}

/// <summary>h = activation(x W + h U + b).</summary>
internal sealed record SimpleRNN(int Units) : Recurrent(Units)
{
    public override string TypeName => "SimpleRNN";

    public override int Gates => 1;
}

/// <summary>Long short-term memory; gates in the order input, forget, cell, output.</summary>
internal sealed record LSTM(int Units) : Recurrent(Units)
{
    public override string TypeName => "LSTM";

    public override int Gates => 4;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool UnitForgetBias { get; init; } = true;

    private protected override Initializer BiasInitializer => UnitForgetBias ? new Initializer.ForgetOnes() : Initializer.Zeros;
}

/// <summary>A gated recurrent unit; gates in the order update, reset, state.</summary>
internal sealed record GRU(int Units) : Recurrent(Units)
{
    public override string TypeName => "GRU";

    public override int Gates => 3;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether the reset gate is applied after the product with the recurrent kernel; then there are two biases.</summary>
    public bool ResetAfter { get; init; } = true;

    private protected override IReadOnlyList<int> BiasShape => ResetAfter ? [2, 3 * Units] : [3 * Units];
}

/// <summary>A recurrent layer and a second one that reads the sequence from its end.</summary>
internal sealed record Bidirectional(Recurrent Forward, Recurrent Backward, MergeMode Mode) : Layer
{
    public override string TypeName => "Bidirectional";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape one = Forward.OutputShape(inputs);
        return Mode == MergeMode.Concat ? new Shape([.. one.Axes.Take(one.Rank - 1), 2 * one[one.Rank - 1]]) : one;
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) =>
        [.. Of(Forward, "forward", inputs), .. Of(Backward, "backward", inputs)];

    private static IEnumerable<WeightSpec> Of(Recurrent layer, string direction, IReadOnlyList<Shape> inputs) =>
        layer.RuledWeights(inputs).Select(weight => weight with { Name = $"{direction}_{layer.Name}/{weight.Name}" });
}

/// <summary>How the outputs of both directions become one.</summary>
internal enum MergeMode
{
    Concat,
    Sum,
    Mul,
    Ave,
}

/// <summary>A layer that is applied to each step of a sequence.</summary>
internal sealed record TimeDistributed(Layer Inner) : Layer
{
    public override string TypeName => "TimeDistributed";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        return new Shape([input[0], .. Inner.OutputShape([StepOf(input)]).Axes]);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) => Inner.RuledWeights([StepOf(Single(inputs))]);

    /// <summary>The shape of one step.</summary>
    public Shape StepOf(Shape input) =>
        input.Rank > 1 ? new Shape([.. input.Axes.Skip(1)]) : throw Misfit($"takes sequences, but got {input}.");
}
