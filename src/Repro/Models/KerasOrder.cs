namespace Repro.Models;

/// <summary>
/// The order in which Keras holds the layers of a functional model, whatever the order in which they were listed: see
/// <see cref="LayerOrder"/>. Files of Keras number layers and list weights in this order.
/// </summary>
internal static class KerasOrder
{
    /// <summary>The same model with its layers, and those of nested models, in the order of Keras.</summary>
    public static Model Of(Model model)
    {
        int[] order = model.IsSequential ? [.. Enumerable.Range(0, model.Nodes.Count)] : Places(model);
        bool isInOrder = order.SequenceEqual(order.Order()) && model.Nodes.All(node => ReferenceEquals(Ordered(node.Layer), node.Layer));
        return isInOrder ? model : ModelBuilder.Reorder(model, order, Ordered);
    }

    private static Layer Ordered(Layer layer)
    {
        if (layer is not NestedModel nested)
        {
            return layer;
        }

        Model ordered = Of(nested.Model);
        return ReferenceEquals(ordered, nested.Model) ? nested : nested with { Model = ordered };
    }

    // The input stays the first. Layers that lead to no output are no part of the model for Keras, so they come last.
    private static int[] Places(Model model)
    {
        int[] order = [.. LayerOrder.Of(model.Outputs, index => model.Nodes[index].Inputs, index => index).Where(index => index != 0)];
        return [0, .. order, .. Enumerable.Range(1, model.Nodes.Count - 1).Except(order)];
    }
}
