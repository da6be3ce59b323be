namespace Repro.Models.Layers;

/// <summary>A convolution over NHWC images; kernel (height, width, input channels of a group, filters).</summary>
internal sealed record Conv2D(int Filters, Size KernelSize) : Layer
{
    public override string TypeName => "Conv2D";

    public Size Strides { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>The distance between two cells of the input that neighbouring cells of the kernel read.</summary>
    public Size Dilation { get; init; } = 1;

    /// <summary>Parts of the channels that are convolved separately, each with its own part of the filters.</summary>
    public int Groups { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    /// <summary>Factor of the kernel's L2 penalty (Keras's <c>kernel_regularizer=l2(...)</c>); 0 for none.</summary>
    public float L2 { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        Size window = Windows.Dilated(KernelSize, Dilation);
        return new Shape(
            Windows.Output(this, input[0], window.Height, Strides.Height, Padding),
            Windows.Output(this, input[1], window.Width, Strides.Width, Padding),
            Filters
        );
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 3)[2] ?? throw Misfit("needs a known number of input channels.");
        if (channels % Groups != 0 || Filters % Groups != 0)
        {
            throw Misfit($"{Groups} groups do not divide {channels} channels and {Filters} filters evenly.", ofKeras: true);
        }

        WeightSpec kernel = new("kernel", [KernelSize.Height, KernelSize.Width, channels / Groups, Filters], Initializer.GlorotUniform)
        {
            Penalty = new Penalty(0, L2),
        };
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], Initializer.Zeros)] : [kernel];
    }
}
