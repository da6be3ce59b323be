using Repro.Hdf5;
using Repro.Models;

namespace Repro.Keras.Weights;

/// <summary>
/// The layout of <c>model.save</c> and, up to Keras 2.11, of <c>save_weights</c>: the attribute <c>layer_names</c>, and for each
/// layer a group with <c>weight_names</c>.
/// </summary>
internal static class NamedWeights
{
    public const string LayerNames = "layer_names";
    public const string WeightNames = "weight_names";

    /// <summary>Gives each of the model's weights, by path, its values.</summary>
    /// <param name="root">The group that holds <c>layer_names</c>.</param>
    /// <exception cref="KerasFormatException">The file has other layers, weights or shapes than the model.</exception>
    public static Dictionary<string, float[]> For(Model model, Hdf5Content content, string root)
    {
        List<(string Layer, List<StoredTensor> Tensors)> stored = Stored(content, root);
        List<LayerWeights> wanted = LayerWeights.Of(model);
        Dictionary<string, List<StoredTensor>> byName = new(StringComparer.Ordinal);
        foreach ((string layer, List<StoredTensor> tensors) in stored)
        {
            byName[Plain(layer)] = tensors;
        }

        if (stored.Count != wanted.Count)
        {
            throw new KerasFormatException(
                $"it has weights for {Counted.Of(stored.Count, "layer")}, but the model '{model.Name}' has {Counted.Of(wanted.Count, "layer")} with weights.{Difference(wanted, byName.Keys)}"
            );
        }

        // A model's own file calls the layers alike. Another one's, whose session had counted further, has them in the same order, and its
        // layers are taken in that order.
        bool sameNames = wanted.TrueForAll(layer => byName.ContainsKey(Plain(layer.Layer)));
        if (!sameNames)
        {
            LayerOrder.Require([.. wanted.Select(layer => Plain(layer.Layer))], [.. stored.Select(layer => Plain(layer.Layer))]);
        }

        Dictionary<string, float[]> values = new(StringComparer.Ordinal);
        for (int index = 0; index < wanted.Count; index++)
        {
            (string name, List<StoredTensor> tensors) = sameNames
                ? (wanted[index].Layer, byName[Plain(wanted[index].Layer)])
                : stored[index];
            if (tensors.Count != wanted[index].Weights.Count)
            {
                throw new KerasFormatException(
                    $"its layer '{name}' has {Counted.Of(tensors.Count, "weight")}, but '{wanted[index].Layer}' of the model has {wanted[index].Weights.Count}."
                );
            }

            Match(wanted[index].Weights, tensors, values);
        }

        return values;
    }

    /// <summary>The layers with weights, in the file's order.</summary>
    public static List<(string Layer, List<StoredTensor> Tensors)> Stored(Hdf5Content content, string root)
    {
        Hdf5Object top = content.Find(root) ?? throw new KerasFormatException($"it has no group '{root}'.");
        List<string> layers = KerasText.List(top, LayerNames) ?? throw new KerasFormatException($"'{root}' has no {LayerNames}.");
        List<(string, List<StoredTensor>)> stored = [];
        foreach (string layer in layers)
        {
            string path = Hdf5Content.Join(root, layer);
            Hdf5Object group = content.Find(path) ?? throw new KerasFormatException($"it lists the layer '{layer}', which does not exist.");
            List<string> names =
                KerasText.List(group, WeightNames) ?? throw new KerasFormatException($"the layer '{layer}' has no {WeightNames}.");
            if (names.Count > 0)
            {
                stored.Add((layer, [.. names.Select(name => StoredTensor.Find(content, path, name))]));
            }
        }

        return stored;
    }

    // Layers of one side alone; nothing where the two share no name, since then names tell nothing.
    private static string Difference(List<LayerWeights> wanted, IReadOnlyCollection<string> stored)
    {
        string[] model = [.. wanted.Select(layer => Plain(layer.Layer))];
        string[] lacking = [.. model.Except(stored)];
        string[] unknown = [.. stored.Except(model)];
        return lacking.Length == model.Length
            ? ""
            : (lacking.Length == 0 ? "" : $" It does not have {Some(lacking)}.")
                + (unknown.Length == 0 ? "" : $" The model has no {Some(unknown)}.");
    }

    private static string Some(string[] layers) =>
        string.Join(", ", layers.Take(3).Select(layer => $"'{layer}'"))
        + (layers.Length > 3 ? FormattableString.Invariant($" and {layers.Length - 3} more") : "");

    // By layer and kind where the names say so; else in the order in which Keras itself would take them.
    private static void Match(IReadOnlyList<FlatWeight> weights, List<StoredTensor> tensors, Dictionary<string, float[]> values)
    {
        Dictionary<string, StoredTensor> byEnding = new(StringComparer.Ordinal);
        foreach (StoredTensor tensor in tensors)
        {
            byEnding[Ending(tensor.Name)] = tensor;
        }

        bool sameNames = byEnding.Count == weights.Count && weights.All(weight => byEnding.ContainsKey(Ending(weight.Path)));
        for (int index = 0; index < weights.Count; index++)
        {
            StoredTensor tensor = sameNames ? byEnding[Ending(weights[index].Path)] : tensors[index];
            values[weights[index].Path] = tensor.For(weights[index]);
        }
    }

    // A path's separator cannot stand in a layer's name here: "fire2/squeeze1x1" is "fire2_squeeze1x1".
    private static string Plain(string layer) => layer.Replace('/', '_');

    // "base/block1_conv1/kernel:0" and "block1_conv1/kernel" both end in block1_conv1/kernel.
    private static string Ending(string name)
    {
        int colon = name.LastIndexOf(':');
        string[] parts = (colon < 0 ? name : name[..colon]).Split('/');
        return string.Join('/', parts.TakeLast(2));
    }
}
