namespace Repro.Models.Trainability;

/// <summary>The usual ways of setting <c>trainable</c>. Each returns a new model; the old one stays as it was.</summary>
internal static class Freezing
{
    /// <summary>The first layer of VGG16's last block: what the variant <c>block5 open</c> opens.</summary>
    public const string FirstOpenLayer = "block5_conv1";

    /// <summary>
    /// <c>conv_base.trainable = False</c> in a model that holds the base as a layer. The flags of the base's own layers stay as they are.
    /// </summary>
    /// <exception cref="ModelException">No layer of the model is itself a model.</exception>
    public static Model FreezeBase(Model model) => ChangeBase(model, nested => nested with { Trainable = false });

    /// <summary>
    /// Keras's fine-tuning loop: the base is set trainable, then every layer before <paramref name="first"/> is not.
    /// The flag is set on layers without weights too. A model that holds the base as a layer has it opened there.
    /// </summary>
    /// <exception cref="ModelException">The base has no layer of that name; the message lists those it has.</exception>
    public static Model OpenFrom(Model model, string first) =>
        model.Nodes.Any(node => node.Layer is NestedModel)
            ? ChangeBase(model, nested => nested with { Trainable = true, Model = OpenFrom(nested.Model, first) })
            : OpenLayersFrom(model, first);

    private static Model OpenLayersFrom(Model model, string first)
    {
        Node opening = model[first];
        bool open = false;
        return model.Select(layer =>
        {
            open |= layer.Name == opening.Layer.Name;
            return layer with { Trainable = open };
        });
    }

    private static Model ChangeBase(Model model, Func<NestedModel, NestedModel> change) =>
        model.Nodes.Any(node => node.Layer is NestedModel)
            ? model.Select(layer => layer is NestedModel nested ? change(nested) : layer)
            : throw new ModelException($"Model '{model.Name}' has no base: none of its layers is a model.");
}
