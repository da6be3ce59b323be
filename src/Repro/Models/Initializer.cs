namespace Repro.Models;

/// <summary>How a weight starts, as Keras's initializers.</summary>
internal abstract record Initializer
{
    public static Initializer GlorotUniform { get; } = new VarianceScaling(1, FanMode.Average, Distribution.Uniform);

    public static Initializer Zeros { get; } = new Constant(0);

    public static Initializer Ones { get; } = new Constant(1);

    /// <summary>
    /// The defaults by the names that network digests have contained from the beginning; the others as records print themselves.
    /// </summary>
    public sealed override string ToString() =>
        Equals(GlorotUniform) ? nameof(GlorotUniform)
        : Equals(Zeros) ? nameof(Zeros)
        : Equals(Ones) ? nameof(Ones)
        : Describe();

    private protected abstract string Describe();

    /// <summary>Every element has one value.</summary>
    public sealed record Constant(float Value) : Initializer
    {
        private protected override string Describe() => FormattableString.Invariant($"Constant {Value:R}");
    }

    /// <summary>Uniform from <paramref name="Low"/> to <paramref name="High"/>.</summary>
    public sealed record RandomUniform(float Low = -0.05f, float High = 0.05f) : Initializer
    {
        private protected override string Describe() => FormattableString.Invariant($"RandomUniform {Low:R} {High:R}");
    }

    /// <summary>Normal; where truncated, numbers beyond two deviations are drawn again.</summary>
    public sealed record RandomNormal(float Mean = 0, float Deviation = 0.05f, bool Truncated = false) : Initializer
    {
        private protected override string Describe() =>
            FormattableString.Invariant($"{(Truncated ? "TruncatedNormal" : "RandomNormal")} {Mean:R} {Deviation:R}");
    }

    /// <summary>A variance of <paramref name="Scale"/> over the fan: Glorot's, He's and LeCun's initializers.</summary>
    public sealed record VarianceScaling(float Scale, FanMode Mode, Distribution Distribution) : Initializer
    {
        private protected override string Describe() => FormattableString.Invariant($"VarianceScaling {Scale:R} {Mode} {Distribution}");
    }

    /// <summary>Rows or columns that are orthogonal and of length <paramref name="Gain"/>.</summary>
    public sealed record Orthogonal(float Gain = 1) : Initializer
    {
        private protected override string Describe() => FormattableString.Invariant($"Orthogonal {Gain:R}");
    }

    /// <summary><paramref name="Gain"/> on the main diagonal of a matrix.</summary>
    public sealed record Identity(float Gain = 1) : Initializer
    {
        private protected override string Describe() => FormattableString.Invariant($"Identity {Gain:R}");
    }

    /// <summary>Zeros, and ones for the second of four gates: the bias of an LSTM with <c>unit_forget_bias</c>.</summary>
    public sealed record ForgetOnes : Initializer
    {
        private protected override string Describe() => nameof(ForgetOnes);
    }
}

/// <summary>What a variance is divided by: inputs, outputs or their mean, each times the window.</summary>
internal enum FanMode
{
    In,
    Out,
    Average,
}

/// <summary>How numbers of a given variance are distributed.</summary>
internal enum Distribution
{
    Uniform,
    TruncatedNormal,
    UntruncatedNormal,
}
