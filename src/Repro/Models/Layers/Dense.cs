namespace Repro.Models.Layers;

/// <summary>A fully connected layer along the last axis; kernel (inputs, units).</summary>
internal sealed record Dense(int Units) : Layer
{
    public override string TypeName => "Dense";

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    /// <summary>Factor of the kernel's L2 penalty; 0 for none.</summary>
    public float L2 { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        Width(input);
        return new Shape([.. input.Axes.Take(input.Rank - 1), Units]);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        WeightSpec kernel = new("kernel", [Width(Single(inputs)), Units], Initializer.GlorotUniform) { Penalty = new Penalty(0, L2) };
        return UseBias ? [kernel, new WeightSpec("bias", [Units], Initializer.Zeros)] : [kernel];
    }

    private int Width(Shape input) =>
        (input.Rank > 0 ? input[input.Rank - 1] : null)
        ?? throw Misfit("needs an input of known width; give the model a fixed input shape.");
}
