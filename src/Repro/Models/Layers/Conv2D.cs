namespace Repro.Models.Layers;

/// <summary>A convolution over NHWC images; kernel (height, width, input channels, filters).</summary>
public sealed record Conv2D(int Filters, Size KernelSize) : Layer
{
    public override string TypeName => "Conv2D";

    public Size Strides { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    /// <summary>Factor of the kernel's L2 penalty (Keras's <c>kernel_regularizer=l2(...)</c>); 0 for none.</summary>
    public float L2 { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(
            Windows.Output(this, input[0], KernelSize.Height, Strides.Height, Padding),
            Windows.Output(this, input[1], KernelSize.Width, Strides.Width, Padding),
            Filters);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 3)[2] ?? throw Misfit("needs a known number of input channels.");
        WeightSpec kernel = new("kernel", [KernelSize.Height, KernelSize.Width, channels, Filters], Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], Initializer.Zeros)] : [kernel];
    }
}
