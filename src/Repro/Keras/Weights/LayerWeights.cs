using Repro.Models;

namespace Repro.Keras.Weights;

/// <summary>
/// The weights of one of a model's layers, in the order in which Keras's files list them; of a nested model, all that it holds.
/// </summary>
/// <param name="Layer">The layer's name.</param>
internal sealed record LayerWeights(string Layer, IReadOnlyList<FlatWeight> Weights)
{
    /// <summary>
    /// All layers with weights, in <see cref="KerasOrder"/>. Keras lists what a layer trains before what it does not, which in a nested
    /// model with frozen layers or moving statistics is another order than that of its layers.
    /// </summary>
    public static List<LayerWeights> Of(Model model)
    {
        Model ordered = KerasOrder.Of(model);
        ILookup<string, FlatWeight> byLayer = FlattenedModel.Of(ordered).Weights.ToLookup(weight => weight.Path.Split('/')[0]);
        return
        [
            .. ordered
                .Layers.Where(node => byLayer.Contains(node.Layer.Name))
                .Select(node => new LayerWeights(
                    node.Layer.Name,
                    [.. byLayer[node.Layer.Name].OrderBy(weight => weight.Trainable ? 0 : 1)]
                )),
        ];
    }
}
