namespace Repro.Models.Layers;

/// <summary>A convolution of each channel on its own; kernel (height, width, channels, multiplier).</summary>
internal sealed record DepthwiseConv2D(Size KernelSize) : Layer
{
    public override string TypeName => "DepthwiseConv2D";

    /// <summary>Outputs of each channel.</summary>
    public int DepthMultiplier { get; init; } = 1;

    public Size Strides { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    public Size Dilation { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        Size window = Windows.Dilated(KernelSize, Dilation);
        return new Shape(
            Windows.Output(this, input[0], window.Height, Strides.Height, Padding),
            Windows.Output(this, input[1], window.Width, Strides.Width, Padding),
            input[2] * DepthMultiplier
        );
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 3)[2] ?? throw Misfit("needs a known number of input channels.");
        WeightSpec kernel = new(
            "depthwise_kernel",
            [KernelSize.Height, KernelSize.Width, channels, DepthMultiplier],
            Initializer.GlorotUniform
        );
        return UseBias ? [kernel, new WeightSpec("bias", [checked(channels * DepthMultiplier)], Initializer.Zeros)] : [kernel];
    }
}

/// <summary>A depthwise convolution without bias, and one of 1x1 behind it.</summary>
internal sealed record SeparableConv2D(int Filters, Size KernelSize) : Layer
{
    public override string TypeName => "SeparableConv2D";

    public int DepthMultiplier { get; init; } = 1;

    public Size Strides { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    public Size Dilation { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    /// <summary>The first of the two convolutions.</summary>
    public DepthwiseConv2D Depthwise =>
        new(KernelSize)
        {
            Name = Name,
            DepthMultiplier = DepthMultiplier,
            Strides = Strides,
            Padding = Padding,
            Dilation = Dilation,
            UseBias = false,
        };

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Single(inputs, rank: 3);
        Shape depthwise = Depthwise.OutputShape(inputs);
        return new Shape(depthwise[0], depthwise[1], Filters);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 3)[2] ?? throw Misfit("needs a known number of input channels.");
        WeightSpec[] kernels =
        [
            .. Depthwise.Weights(inputs),
            new WeightSpec("pointwise_kernel", [1, 1, checked(channels * DepthMultiplier), Filters], Initializer.GlorotUniform),
        ];
        return UseBias ? [.. kernels, new WeightSpec("bias", [Filters], Initializer.Zeros)] : kernels;
    }
}
