namespace Repro.Models.Layers;

/// <summary>A fully connected layer; kernel (inputs, units).</summary>
public sealed record Dense(int Units) : Layer
{
    public override string TypeName => "Dense";

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    /// <summary>Factor of the kernel's L2 penalty; 0 for none.</summary>
    public float L2 { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Single(inputs, rank: 1);
        return new Shape(Units);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int width = Single(inputs, rank: 1)[0] ?? throw Misfit("needs an input of known width; give the model a fixed input shape.");
        WeightSpec kernel = new("kernel", [width, Units], Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", [Units], Initializer.Zeros)] : [kernel];
    }
}
