namespace Repro.Models;

/// <summary>
/// The order in which Keras holds the layers of a functional model, whatever the order in which they were listed: by decreasing distance
/// from the outputs, and at the same distance as the walk back from the outputs meets them. Files of Keras number layers and list weights
/// in this order.
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
        int[] depths = Depths(model);
        int[] met = Met(model);
        return
        [
            .. Enumerable
                .Range(0, model.Nodes.Count)
                .OrderByDescending(index => index == 0 ? int.MaxValue : depths[index])
                .ThenBy(index => met[index]),
        ];
    }

    // The longest way from a layer to an output; -1 where there is none.
    private static int[] Depths(Model model)
    {
        int[] depths = [.. Enumerable.Repeat(-1, model.Nodes.Count)];
        foreach (int output in model.Outputs)
        {
            depths[output] = 0;
        }

        for (int index = depths.Length - 1; index > 0; index--)
        {
            foreach (int input in depths[index] < 0 ? [] : model.Nodes[index].Inputs)
            {
                depths[input] = Math.Max(depths[input], depths[index] + 1);
            }
        }

        return depths;
    }

    // The number of each layer in a walk from the outputs to the input, where a layer comes before those that it reads.
    private static int[] Met(Model model)
    {
        int[] met = [.. Enumerable.Repeat(int.MaxValue, model.Nodes.Count)];
        int count = 0;
        Stack<int> waiting = new(model.Outputs.Reverse());
        while (waiting.TryPop(out int index))
        {
            if (met[index] != int.MaxValue)
            {
                continue;
            }

            met[index] = count++;
            foreach (int input in model.Nodes[index].Inputs.Reverse())
            {
                waiting.Push(input);
            }
        }

        return met;
    }
}
