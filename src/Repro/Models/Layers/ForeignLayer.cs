namespace Repro.Models.Layers;

/// <summary>
/// A layer of a saved model that cannot be computed here. Its name, class, output shape and weights are known, so that a summary
/// lists it and counts its parameters; a backend refuses it.
/// </summary>
/// <param name="KerasTypeName">Keras's class name: <c>LSTM</c>.</param>
/// <param name="Shape">The output's shape; <see cref="Models.Shape.Unknown"/> where it could not be derived.</param>
/// <param name="Stored">The weights that the file holds for it, or that follow from its settings.</param>
/// <param name="Reason">Why it cannot be computed, as a clause that names the setting.</param>
internal sealed record ForeignLayer(string KerasTypeName, Shape Shape, IReadOnlyList<WeightSpec> Stored, string Reason) : Layer
{
    public override string TypeName => KerasTypeName;

    /// <summary>Whether <see cref="Stored"/> are its weights; else nothing tells which weights it has.</summary>
    public bool WeightsKnown { get; init; } = true;

    /// <summary>Whether Keras cannot build a model with it either: it is known, and its inputs do not fit it.</summary>
    public bool IsImpossible { get; init; }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape;

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) => Stored;
}
