using Repro.Models.Naming;

namespace Repro.Keras.Catalog;

/// <summary>A variant of a network, which stands in braces behind its name.</summary>
/// <param name="Form">As addresses write it; words in capital letters are placeholders.</param>
/// <param name="Meaning">One sentence.</param>
internal sealed record VariantForm(string Form, string Meaning)
{
    /// <summary>The variants that <see cref="ModelCatalog"/> understands.</summary>
    public static IReadOnlyList<VariantForm> All { get; } =
    [
        new("frozen", "All layers are set to be not trainable."),
        new("opened", "All layers are set to be trainable."),
        new("base frozen", "The nested base is set to be not trainable."),
        new("block5 open", "Of the nested base, the layers from block5_conv1 on are trainable and the others are not."),
        new("open from LAYER", "The same from a layer of the base on."),
        new("after MODEL", "Names of layers are counted on behind another model of the same session; may be repeated."),
        new("input N", "The input layer is the session's N-th, from 1."),
        new("keras VERSION", "Names and freezing as in a version of Keras."),
        new("tf VERSION", "Names and freezing as in tf.keras of a version of TensorFlow."),
        .. KerasGenerations.Names.Select(name => new VariantForm(name, $"Names and freezing as in {KerasGenerations.VersionOf(name)}.")),
    ];
}
