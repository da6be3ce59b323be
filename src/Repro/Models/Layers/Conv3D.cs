namespace Repro.Models.Layers;

/// <summary>A convolution over volumes (depth, height, width, channels); kernel (depth, height, width, channels, filters).</summary>
internal sealed record Conv3D(int Filters, Volume KernelSize) : Layer
{
    public override string TypeName => "Conv3D";

    public Volume Strides { get; init; } = new(1, 1, 1);

    public Padding Padding { get; init; } = Padding.Valid;

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 4);
        return new Shape(
            Windows.Output(this, input[0], KernelSize.Depth, Strides.Depth, Padding),
            Windows.Output(this, input[1], KernelSize.Height, Strides.Height, Padding),
            Windows.Output(this, input[2], KernelSize.Width, Strides.Width, Padding),
            Filters
        );
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 4)[3] ?? throw Misfit("needs a known number of input channels.");
        WeightSpec kernel = new(
            "kernel",
            [KernelSize.Depth, KernelSize.Height, KernelSize.Width, channels, Filters],
            Initializer.GlorotUniform
        );
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], Initializer.Zeros)] : [kernel];
    }
}

/// <summary>Depth, height and width of a window or of strides.</summary>
internal readonly record struct Volume(int Depth, int Height, int Width)
{
    public override string ToString() => FormattableString.Invariant($"{Depth}x{Height}x{Width}");
}
