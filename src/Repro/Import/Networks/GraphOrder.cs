using Repro.Models;

namespace Repro.Import.Networks;

/// <summary>The layers and tensors of a functional network in Keras's order.</summary>
internal static class GraphOrder
{
    /// <summary>The most tensors of a network.</summary>
    public const int MostTensors = 20_000;

    public static IReadOnlyList<GraphLayer> Of(NetworkNode network)
    {
        IReadOnlyList<GraphLayer> layers = LayerOrder.Of(network.Outputs, tensor => InputsOf(network, tensor), tensor => tensor.Layer);

        // Inputs that no output needs are layers of the network, too.
        return [.. layers, .. network.Inputs.Select(input => input.Layer).Except(layers)];
    }

    /// <summary>Whether a tensor is where the network begins: what is before it belongs to others.</summary>
    public static bool IsEntry(NetworkNode network, TensorNode tensor) => network.Inputs.Contains(tensor);

    /// <summary>The tensors of a network, each behind those that it is made from.</summary>
    /// <param name="met">Receives the number of each layer in the walk back from the outputs.</param>
    public static List<TensorNode> Walk(NetworkNode network, Dictionary<GraphLayer, int> met) =>
        LayerOrder.Walk(network.Outputs, tensor => InputsOf(network, tensor), tensor => met.TryAdd(tensor.Layer, met.Count));

    private static IReadOnlyList<TensorNode> InputsOf(NetworkNode network, TensorNode tensor) =>
        IsEntry(network, tensor) ? [] : tensor.Inputs;
}
