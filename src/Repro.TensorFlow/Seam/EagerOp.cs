namespace Repro.TensorFlow.Seam;

/// <summary>An op with its attributes: made once when a network is built, run on every step.</summary>
/// <param name="Name">TensorFlow's name: <c>Conv2D</c>.</param>
/// <param name="Layer">The path of the layer that it computes, for messages; or what else it serves.</param>
public sealed record EagerOp(string Name, string Layer, params IReadOnlyList<EagerAttribute> Attributes);

/// <summary>An attribute of an op. Types are inferred from the inputs where the op allows.</summary>
public abstract record EagerAttribute(string Name)
{
    public sealed record Text(string Name, string Value) : EagerAttribute(Name);

    public sealed record Integer(string Name, long Value) : EagerAttribute(Name);

    public sealed record Integers(string Name, params IReadOnlyList<long> Values) : EagerAttribute(Name);

    public sealed record Real(string Name, float Value) : EagerAttribute(Name);

    public sealed record Flag(string Name, bool Value) : EagerAttribute(Name);

    /// <param name="Value">TensorFlow's number of the type: 1 for float32, 3 for int32.</param>
    public sealed record DataType(string Name, int Value) : EagerAttribute(Name);
}
