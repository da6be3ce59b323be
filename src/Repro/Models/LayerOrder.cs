namespace Repro.Models;

/// <summary>
/// The order of the layers of a graph in Keras: by decreasing distance from the outputs, and at the same distance as the walk back from the
/// outputs meets them. A layer may give several tensors.
/// </summary>
internal static class LayerOrder
{
    /// <summary>The layers that lead to an output.</summary>
    /// <param name="inputsOf">What a tensor is made from.</param>
    /// <param name="layerOf">The layer that gives a tensor.</param>
    public static IReadOnlyList<TLayer> Of<TTensor, TLayer>(
        IEnumerable<TTensor> outputs,
        Func<TTensor, IReadOnlyList<TTensor>> inputsOf,
        Func<TTensor, TLayer> layerOf
    )
        where TTensor : notnull
        where TLayer : notnull
    {
        Dictionary<TLayer, int> met = [];
        List<TTensor> behind = Walk(outputs, inputsOf, tensor => met.TryAdd(layerOf(tensor), met.Count));
        Dictionary<TTensor, int> depths = [];
        Dictionary<TLayer, int> layers = [];
        for (int at = behind.Count - 1; at >= 0; at--)
        {
            TTensor tensor = behind[at];
            int depth = Math.Max(depths.GetValueOrDefault(tensor), layers.GetValueOrDefault(layerOf(tensor)));
            layers[layerOf(tensor)] = depth;
            foreach (TTensor input in inputsOf(tensor))
            {
                depths[input] = Math.Max(depth + 1, depths.GetValueOrDefault(input));
            }
        }

        return [.. layers.OrderByDescending(layer => layer.Value).ThenBy(layer => met[layer.Key]).Select(layer => layer.Key)];
    }

    /// <summary>The tensors that lead to an output, each behind those that it is made from.</summary>
    /// <param name="begin">Called for each tensor when the walk meets it, before those that it is made from.</param>
    public static List<TTensor> Walk<TTensor>(
        IEnumerable<TTensor> outputs,
        Func<TTensor, IReadOnlyList<TTensor>> inputsOf,
        Action<TTensor> begin
    )
    {
        HashSet<TTensor> begun = [];
        List<TTensor> done = [];
        Stack<(TTensor Tensor, int Next)> stack = new();
        foreach (TTensor output in outputs)
        {
            Enter(output);
            while (stack.TryPop(out (TTensor Tensor, int Next) top))
            {
                IReadOnlyList<TTensor> inputs = inputsOf(top.Tensor);
                if (top.Next >= inputs.Count)
                {
                    done.Add(top.Tensor);
                    continue;
                }

                stack.Push((top.Tensor, top.Next + 1));
                Enter(inputs[top.Next]);
            }
        }

        return done;

        void Enter(TTensor tensor)
        {
            if (begun.Add(tensor))
            {
                begin(tensor);
                stack.Push((tensor, 0));
            }
        }
    }
}
