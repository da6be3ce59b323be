namespace Repro.Models;

/// <summary>
/// A whole model used as one layer (Keras lists it as <c>Model</c>, later as <c>Functional</c>).
/// Its layers' weights are called by path: <c>vgg16/block1_conv1/kernel</c>.
/// </summary>
public sealed record NestedModel(Model Model) : Layer
{
    public override string TypeName => KerasTypeName;

    /// <summary>What Keras calls the class of a nested model: <c>Model</c>, in tf.keras <c>Functional</c>.</summary>
    public string KerasTypeName { get; init; } = "Model";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        if (!input.Equals(Model.InputShape))
        {
            throw Misfit($"takes an input of {Model.InputShape}, but got {input}.");
        }

        return Model.OutputShapes.Count == 1 ? Model.OutputShapes[0] : throw Misfit("a nested model has exactly one output.");
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) => [.. Model.Nodes.SelectMany(node => node.Weights)];
}
