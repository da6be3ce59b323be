namespace Repro.Models.Summaries.Description;

/// <summary>A layer as a summary shows it.</summary>
/// <param name="ClassName">Keras 2's class name (<c>Conv2D</c>, <c>Add</c>); what other generations call it follows from the
/// version.</param>
internal sealed record SummaryLayer(string Name, string ClassName)
{
    public const string InputClass = "InputLayer";

    /// <summary>
    /// The shape of each output, batch axis included (null: None). Null where it is unknown, printed as <c>?</c>; before Keras 3
    /// <c>multiple</c> in subclassed models.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int?>>? OutputShapes { get; init; }

    /// <summary>Its uses in the model, in order; sequential models need none.</summary>
    public IReadOnlyList<SummaryCall> Calls { get; init; } = [new SummaryCall([])];

    /// <summary>Its own weights; those of a nested model's layers are in <see cref="Nested"/>.</summary>
    public IReadOnlyList<SummaryWeight> Weights { get; init; } = [];

    public bool Trainable { get; init; } = true;

    /// <summary>Whether its weights exist.</summary>
    public bool Built { get; init; } = true;

    /// <summary>The model, where the layer is one.</summary>
    public SummaryModel? Nested { get; init; }

    public bool IsInput => ClassName == InputClass;
}

/// <summary>One use of a layer.</summary>
internal sealed record SummaryCall(IReadOnlyList<SummaryTensor> Inputs);

/// <summary>A layer's output.</summary>
/// <param name="Call">Which use of the layer in this model, from 0 for nested models too.</param>
/// <param name="Output">Which of its outputs.</param>
internal readonly record struct SummaryTensor(string Layer, int Call = 0, int Output = 0);

/// <param name="Elements">How many numbers.</param>
/// <param name="Statistic">Whether it is a moving statistic, which no gradient trains.</param>
/// <param name="Bytes">Bytes per number.</param>
internal sealed record SummaryWeight(long Elements, bool Statistic = false, int Bytes = sizeof(float));
