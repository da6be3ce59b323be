using Repro.Import.Networks;
using Repro.Import.Programs;
using Place = Repro.Claims.Place;

namespace Repro.Import.Evaluation.State;

/// <summary>Which weights a training has changed: a later training of the same layers goes on from them.</summary>
internal static class TrainedWeights
{
    /// <summary>The training that changed a weight of a network; null where none did.</summary>
    public static Place? Of(GraphLayer layer, Context context)
    {
        context.Tick();
        return layer.TrainedAt
            ?? (layer as NetworkNode)?.Layers.Select(inner => Of(inner, context)).FirstOrDefault(place => place is not null);
    }

    /// <summary>Marks the layers whose weights a training of a network changes, at the statement that is evaluated.</summary>
    public static void Mark(NetworkNode network, ModelState state, Context context)
    {
        IReadOnlyList<GraphLayer> layers = network.Layers;
        if (state.Layers.Count != layers.Count)
        {
            network.TrainedAt = context.Inner;
            return;
        }

        for (int at = 0; at < layers.Count; at++)
        {
            // Layers without weights, e.g. of augmentation, may be shared by networks.
            if (state.Layers[at].Parameters != 0)
            {
                Mark(layers[at], context);
            }
        }
    }

    private static void Mark(GraphLayer layer, Context context)
    {
        context.Tick();
        if (!layer.Trainable)
        {
            return;
        }

        if (layer is not NetworkNode network)
        {
            layer.TrainedAt = context.Inner;
            return;
        }

        foreach (GraphLayer inner in network.Layers)
        {
            Mark(inner, context);
        }
    }
}
