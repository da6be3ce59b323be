namespace Repro.Models.Layers;

/// <summary>A convolution over the steps of a sequence (steps, channels); kernel (length, input channels of a group, filters).</summary>
internal sealed record Conv1D(int Filters, int KernelSize) : Layer
{
    public override string TypeName => "Conv1D";

    public int Strides { get; init; } = 1;

    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Whether zeros are added before the first step alone, so that no output depends on a later step.</summary>
    public bool IsCausal { get; init; }

    public int Dilation { get; init; } = 1;

    public int Groups { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    /// <summary>Zeros that causal padding adds before the first step.</summary>
    public int ZerosBefore => IsCausal ? (KernelSize - 1) * Dilation : 0;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        int? steps = Single(inputs, rank: 2)[0] + ZerosBefore;
        return new Shape(Windows.Output(this, steps, (KernelSize - 1) * Dilation + 1, Strides, Padding), Filters);
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        int channels = Single(inputs, rank: 2)[1] ?? throw Misfit("needs a known number of input channels.");
        if (channels % Groups != 0 || Filters % Groups != 0)
        {
            throw Misfit($"{Groups} groups do not divide {channels} channels and {Filters} filters evenly.", ofKeras: true);
        }

        WeightSpec kernel = new("kernel", [KernelSize, channels / Groups, Filters], Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], Initializer.Zeros)] : [kernel];
    }
}
