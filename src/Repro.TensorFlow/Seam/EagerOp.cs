namespace Repro.TensorFlow.Seam;

/// <summary>An op with its attributes: made once when a network is built, run on every step.</summary>
/// <param name="Name">TensorFlow's name: <c>Conv2D</c>.</param>
/// <param name="Layer">The path of the layer that it computes, for messages; or what else it serves.</param>
internal sealed record EagerOp(string Name, string Layer, params IReadOnlyList<EagerAttribute> Attributes);

/// <summary>An attribute of an op. Types are inferred from the inputs where the op allows.</summary>
internal abstract record EagerAttribute(string Name)
{
    /// <summary>A text, such as the padding <c>SAME</c>.</summary>
    public sealed record Text(string Name, string Value) : EagerAttribute(Name);

    /// <summary>A whole number.</summary>
    public sealed record Integer(string Name, long Value) : EagerAttribute(Name);

    /// <summary>Whole numbers, such as strides.</summary>
    public sealed record Integers(string Name, params IReadOnlyList<long> Values) : EagerAttribute(Name);

    /// <summary>A float32.</summary>
    public sealed record Real(string Name, float Value) : EagerAttribute(Name);

    /// <summary>True or false.</summary>
    public sealed record Flag(string Name, bool Value) : EagerAttribute(Name);

    /// <summary>A type of elements.</summary>
    /// <param name="Name">The name of the attribute.</param>
    /// <param name="Value">TensorFlow's number of the type: 1 for float32, 3 for int32.</param>
    public sealed record DataType(string Name, int Value) : EagerAttribute(Name);
}
