namespace Repro.Models;

/// <summary>
/// A whole model used as one layer (Keras lists it as <c>Model</c>, later as <c>Functional</c>).
/// Its layers' weights are called by path: <c>vgg16/block1_conv1/kernel</c>.
/// </summary>
internal sealed record NestedModel(Model Model) : Layer
{
    public override string TypeName => KerasTypeName;

    /// <summary>What Keras calls the class of a nested model: <c>Model</c>, in tf.keras <c>Functional</c>.</summary>
    public string KerasTypeName { get; init; } = "Model";

    /// <summary>The model with the shapes that it has behind an input: an axis of unknown length takes any.</summary>
    /// <exception cref="ModelException">The input does not fit.</exception>
    public Model For(Shape input)
    {
        if (input.Equals(Model.InputShape))
        {
            return Model;
        }

        Shape own = Model.InputShape;
        bool fits =
            !input.IsUnknown
            && !own.IsUnknown
            && input.Rank == own.Rank
            && own.Axes.Zip(input.Axes).All(axes => axes.First is null || axes.First == axes.Second);
        return fits
            ? Model.Select(layer => layer is InputLayer entry ? entry with { Shape = input } : layer)
            : throw Misfit($"takes an input of {own}, but got {input}.");
    }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Model model = For(Single(inputs));
        return model.OutputShapes.Count == 1 ? model.OutputShapes[0] : throw Misfit("a nested model has exactly one output.");
    }

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs) => [.. Model.Nodes.SelectMany(node => node.Weights)];
}
