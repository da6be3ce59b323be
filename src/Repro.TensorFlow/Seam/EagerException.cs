namespace Repro.TensorFlow.Seam;

/// <summary>An op failed inside TensorFlow. The message has the layer, the op and TensorFlow's own words.</summary>
internal sealed class EagerException(string layer, string op, string reason)
    : Exception($"Layer '{layer}': TensorFlow's {op} failed: {reason}")
{
    /// <summary>The path of the layer that the op computes.</summary>
    public string Layer { get; } = layer;

    /// <summary>TensorFlow's name of the op.</summary>
    public string Op { get; } = op;
}
