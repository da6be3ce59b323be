namespace Repro.Models.Layers;

/// <summary>The layers of a model that cannot be computed here, with those of the models in it.</summary>
internal static class ForeignLayers
{
    /// <summary>In the order of the model; a model that is listed as one layer comes before the layers in it.</summary>
    public static IEnumerable<ForeignLayer> Of(Model model) => model.Nodes.SelectMany(node => Of(node.Layer));

    /// <summary>The layer itself, if it is one, and those in it.</summary>
    public static IEnumerable<ForeignLayer> Of(Layer layer) =>
        layer switch
        {
            ForeignLayer { Nested: { } inner } foreign => Of(inner).Prepend(foreign),
            ForeignLayer foreign => [foreign],
            NestedModel nested => Of(nested.Model),
            _ => [],
        };
}
