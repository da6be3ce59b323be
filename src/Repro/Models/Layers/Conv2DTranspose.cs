namespace Repro.Models.Layers;

/// <summary>The gradient of a convolution with respect to its input, as a layer; kernel (height, width, filters, input channels).</summary>
internal sealed record Conv2DTranspose(int Filters, Size KernelSize) : Layer
{
    public override string TypeName => "Conv2DTranspose";

    public Size Strides { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Rows and columns by which the output is larger than the smallest that fits; null for Keras's own size.</summary>
    public Size? OutputPadding { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3);
        return new Shape(
            Length(input[0], KernelSize.Height, Strides.Height, OutputPadding?.Height),
            Length(input[1], KernelSize.Width, Strides.Width, OutputPadding?.Width),
            Filters
        );
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 3)[2] ?? throw Misfit("needs a known number of input channels.");
        WeightSpec kernel = new("kernel", [KernelSize.Height, KernelSize.Width, Filters, channels], Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], Initializer.Zeros)] : [kernel];
    }

    private int? Length(int? input, int kernel, int stride, int? extra) =>
        (extra, Padding) switch
        {
            (null, Padding.Same) => input * stride,
            (null, _) => input * stride + Math.Max(kernel - stride, 0),
            (_, Padding.Same) => (input - 1) * stride + kernel - 2 * (kernel / 2) + extra,
            _ => (input - 1) * stride + kernel + extra,
        };
}
