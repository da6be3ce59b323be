using System.Text.Json;
using Repro.Inputs;
using Repro.Keras;
using Repro.Keras.Architecture;
using Repro.Models;

namespace Repro.Import.Networks;

/// <summary>Output shapes of layers, by the rules with which networks out of files are read.</summary>
internal static class LayerShapes
{
    private const int DeepestNesting = 8;

    /// <returns><see cref="Shape.Unknown"/> where no rule gives the shape.</returns>
    public static Shape Of(GraphLayer layer, IReadOnlyList<Shape> inputs) => Of(layer, inputs, 0);

    /// <summary>The layer as the product has it, behind inputs of the given shapes; null where it cannot be made.</summary>
    public static Layer? Read(LayerNode layer, IReadOnlyList<Shape> inputs)
    {
        try
        {
            using JsonDocument json = InputJson.Document(NetworkJson.Layer(layer).ToJsonString());
            return new ModelReader(null).Draft(json.RootElement, new Place(0, null)).At(inputs, layer.OutputShape);
        }
        catch (Exception exception) when (exception is KerasFormatException or ModelException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// Why a layer cannot be behind inputs of known shapes, as Keras refuses it, too; null where it can or where that is not known.
    /// </summary>
    public static string? Misfit(LayerNode layer, IReadOnlyList<Shape> inputs)
    {
        if (layer.IsInput || inputs.Any(input => input.IsUnknown))
        {
            return null;
        }

        try
        {
            using JsonDocument json = InputJson.Document(NetworkJson.Layer(layer).ToJsonString());
            if (new ModelReader(null).Draft(json.RootElement, new Place(0, null)).Layer is not { } known)
            {
                return null;
            }

            _ = known.OutputShape(inputs);
            return null;
        }
        catch (ModelException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (exception is KerasFormatException or OverflowException)
        {
            return null;
        }
    }

    private static Shape Of(GraphLayer layer, IReadOnlyList<Shape> inputs, int depth)
    {
        if (layer is LayerNode node)
        {
            return node.OutputShape ?? (inputs.Any(input => input.IsUnknown) ? Shape.Unknown : Safe(node, inputs));
        }

        NetworkNode network = (NetworkNode)layer;
        if (depth > DeepestNesting || inputs.Count == 0)
        {
            return Shape.Unknown;
        }

        if (network.IsSequential)
        {
            Shape shape = inputs[0];
            foreach (GraphLayer each in network.Sequence)
            {
                if (each is not LayerNode { IsInput: true })
                {
                    shape = Of(each, [shape], depth + 1);
                }
            }

            return shape;
        }

        if (network.Inputs.Count != inputs.Count || network.Outputs.Count != 1)
        {
            return Shape.Unknown;
        }

        Dictionary<TensorNode, Shape> shapes = [];
        for (int at = 0; at < inputs.Count; at++)
        {
            shapes[network.Inputs[at]] = inputs[at];
        }

        foreach (TensorNode tensor in GraphOrder.Walk(network, []))
        {
            if (!shapes.ContainsKey(tensor))
            {
                shapes[tensor] = Of(tensor.Layer, [.. tensor.Inputs.Select(input => shapes[input])], depth + 1);
            }
        }

        return shapes[network.Outputs[0]];
    }

    private static Shape Safe(LayerNode node, IReadOnlyList<Shape> inputs)
    {
        try
        {
            return Read(node, inputs)?.OutputShape(inputs) ?? Shape.Unknown;
        }
        catch (Exception exception) when (exception is ModelException or OverflowException)
        {
            return Shape.Unknown;
        }
    }
}
