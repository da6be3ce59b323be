namespace Repro.Import.Networks;

/// <summary>
/// The layers of a functional network in Keras's order: by their distance from the outputs, and within it as the walk back from the outputs
/// meets them.
/// </summary>
internal static class GraphOrder
{
    /// <summary>The most tensors of a network.</summary>
    public const int MostTensors = 20_000;

    public static IReadOnlyList<GraphLayer> Of(NetworkNode network)
    {
        Dictionary<GraphLayer, int> met = [];
        List<TensorNode> behind = Walk(network, met);
        Dictionary<TensorNode, int> depths = [];
        Dictionary<GraphLayer, int> layers = [];
        for (int at = behind.Count - 1; at >= 0; at--)
        {
            TensorNode tensor = behind[at];
            int depth = Math.Max(depths.GetValueOrDefault(tensor), layers.GetValueOrDefault(tensor.Layer));
            layers[tensor.Layer] = depth;
            depths[tensor] = depth;
            foreach (TensorNode input in IsEntry(network, tensor) ? [] : tensor.Inputs)
            {
                depths[input] = Math.Max(depth + 1, depths.GetValueOrDefault(input));
            }
        }

        // Inputs that no output needs are layers of the network, too.
        foreach (TensorNode input in network.Inputs)
        {
            layers.TryAdd(input.Layer, 0);
            met.TryAdd(input.Layer, met.Count);
        }

        return [.. layers.OrderByDescending(layer => layer.Value).ThenBy(layer => met[layer.Key]).Select(layer => layer.Key)];
    }

    /// <summary>Whether a tensor is where the network begins: what is before it belongs to others.</summary>
    public static bool IsEntry(NetworkNode network, TensorNode tensor) => network.Inputs.Contains(tensor);

    /// <summary>The tensors of a network, each behind those that it is made from.</summary>
    public static List<TensorNode> Walk(NetworkNode network, Dictionary<GraphLayer, int> met)
    {
        HashSet<TensorNode> begun = [];
        List<TensorNode> done = [];
        foreach (TensorNode output in network.Outputs)
        {
            Stack<(TensorNode Tensor, int Next)> stack = new();
            Enter(output);
            while (stack.Count > 0)
            {
                (TensorNode tensor, int next) = stack.Pop();
                if (IsEntry(network, tensor) || next >= tensor.Inputs.Count)
                {
                    done.Add(tensor);
                    continue;
                }

                stack.Push((tensor, next + 1));
                Enter(tensor.Inputs[next]);
            }

            void Enter(TensorNode tensor)
            {
                if (!begun.Add(tensor))
                {
                    return;
                }

                met.TryAdd(tensor.Layer, met.Count);
                stack.Push((tensor, 0));
            }
        }

        return done;
    }
}
