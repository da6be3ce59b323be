namespace Repro.Models.Counting;

/// <summary>
/// Which weights Keras counts as trainable, and which it trains. Before 2.1.0 the two differ where a model is the first layer of a
/// <c>Sequential</c>: its own flag is counted, but it is trained by the flags of its layers.
/// </summary>
/// <remarks>
/// Found by executing Keras 2.0.5 to 2.2.4 (<c>fixtures/keras/freezing.json</c>). Before 2.1.0 <c>Sequential.add</c> took the output
/// tensor of a model that was added first, and the compiled model collected the layers behind that tensor. The first model was not
/// among them. Since 2.1.0 <c>add</c> calls the first model on a new input, which keeps it as one layer.
/// The tf.keras of TensorFlow 1.4 to 1.12 was not executed; it counts as later.
/// </remarks>
internal static class KerasFreezing
{
    /// <summary>The version that calls a first model on a new input, so that its flag counts.</summary>
    internal static readonly KerasVersion CallsTheFirstModel = new(2, 1);

    /// <summary>
    /// The weights in <c>model.trainable_weights</c>, in Keras's order: those that no flag freezes. The same in all versions.
    /// </summary>
    public static IEnumerable<FlatWeight> Counted(Model model) => FlattenedModel.Of(model).Weights.Where(weight => weight.Trainable);

    /// <summary>The weights that training changes.</summary>
    /// <param name="compiled">The model with the flags that it had when it was compiled. Later changes have no effect until it is compiled
    /// again.</param>
    /// <param name="keras">The version of Keras that trains it.</param>
    public static IEnumerable<FlatWeight> Trained(Model compiled, KerasVersion keras) =>
        Counted(keras < CallsTheFirstModel ? IgnoreFlagOfFirstModel(compiled) : compiled);

    private static Model IgnoreFlagOfFirstModel(Model model)
    {
        if (!model.IsSequential || model.Layers is not [{ Layer: NestedModel first }, ..])
        {
            return model;
        }

        NestedModel open = first with { Trainable = true, Model = IgnoreFlagOfFirstModel(first.Model) };
        return model.Select(layer => layer.Name == first.Name ? open : layer);
    }
}
