namespace Repro.TensorFlow.Seam;

/// <summary>An op failed inside TensorFlow. The message has the layer, the op and TensorFlow's own words.</summary>
public sealed class EagerException(string layer, string op, string reason)
    : Exception($"Layer '{layer}': TensorFlow's {op} failed: {reason}")
{
    public string Layer { get; } = layer;

    public string Op { get; } = op;
}
