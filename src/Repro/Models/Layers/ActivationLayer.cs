namespace Repro.Models.Layers;

/// <summary>An activation as a layer of its own.</summary>
public sealed record ActivationLayer(Activation Function) : Layer
{
    public override string TypeName => KerasTypeName;

    /// <summary>Keras's class: <c>Activation</c>, or the one of that function alone, <c>ReLU</c> or <c>Softmax</c>.</summary>
    public string KerasTypeName { get; init; } = "Activation";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
