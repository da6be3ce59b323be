namespace Repro.Models.Summaries.Description;

/// <summary>How a model was made; a summary differs by it.</summary>
internal enum SummaryKind
{
    Sequential,
    Functional,

    /// <summary>A class of its own: its layers have no graph.</summary>
    Subclassed,
}

/// <summary>
/// A model as its summary sees it: names, classes, shapes and counts, with layers of any kind. Unlike a <see cref="Model"/> it
/// may have several inputs, shared layers, and layers that the backends cannot compute.
/// </summary>
/// <param name="Layers">As <c>model.layers</c> lists them: without the input layer where sequential.</param>
internal sealed record SummaryModel(string Name, SummaryKind Kind, IReadOnlyList<SummaryLayer> Layers)
{
    /// <summary>The layers whose tensors are the model's results; the last one by default.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = Layers.Count == 0 ? [] : [Layers[^1].Name];

    /// <summary>The number of weights that <c>compile()</c> collected as trainable, where flags changed afterwards; else null.</summary>
    public long? CompiledTrainable { get; init; }

    /// <summary>The optimizer's variables, which Keras 3 counts; null where there are none yet.</summary>
    public SummaryOptimizer? Optimizer { get; init; }

    /// <summary>
    /// Whether it was called or built. Keras 3.0 to 3.4 does not build a Sequential that begins with a model before that.
    /// </summary>
    public bool Called { get; init; } = true;
}

/// <param name="Elements">Numbers in all variables, the iteration count and the learning rate included.</param>
/// <param name="Bytes">Their size in bytes.</param>
internal sealed record SummaryOptimizer(long Elements, long Bytes);
