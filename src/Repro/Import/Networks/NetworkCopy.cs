using System.Text.Json.Nodes;

namespace Repro.Import.Networks;

/// <summary>A network with the same layers under the same names: one that was saved and loaded, or cloned.</summary>
internal static class NetworkCopy
{
    /// <summary>Puts copies of a network's layers into an empty one of the same class.</summary>
    public static void Into(NetworkNode copy, NetworkNode original)
    {
        copy.BuiltOn = original.BuiltOn;
        copy.InputName = original.InputName;
        copy.IsBuilt = original.IsBuilt;
        copy.Trainable = original.Trainable;
        copy.Reason = original.Reason;
        if (original.IsSequential)
        {
            copy.Sequence.AddRange(original.Sequence.Select(Of));
            return;
        }

        Dictionary<GraphLayer, GraphLayer> layers = [];
        Dictionary<TensorNode, TensorNode> tensors = [];
        foreach (TensorNode tensor in original.Inputs.Concat(GraphOrder.Walk(original, [])))
        {
            if (tensors.ContainsKey(tensor))
            {
                continue;
            }

            if (!layers.TryGetValue(tensor.Layer, out GraphLayer? layer))
            {
                layer = layers[tensor.Layer] = Of(tensor.Layer);
            }

            bool isEntry = GraphOrder.IsEntry(original, tensor);
            TensorNode made = new(layer, layer.Calls.Count, isEntry ? [] : [.. tensor.Inputs.Select(input => tensors[input])], tensor.Shape)
            {
                Training = tensor.Training,
            };
            layer.Calls.Add(made);
            tensors[tensor] = made;
        }

        copy.Inputs = [.. original.Inputs.Select(input => tensors[input])];
        copy.Outputs = [.. original.Outputs.Select(output => tensors[output])];
    }

    private static GraphLayer Of(GraphLayer layer)
    {
        if (layer is NetworkNode network)
        {
            NetworkNode inner = new(network.ClassName, network.Name, network.Place, network.Form)
            {
                NameIsGiven = network.NameIsGiven,
                Application = network.Application,
                Weights = network.Weights,
                Variable = network.Variable,
            };
            Into(inner, network);
            return inner;
        }

        LayerNode own = (LayerNode)layer;
        LayerNode copy = new(own.ClassName, own.Name, own.Place, (JsonObject)own.Config.DeepClone())
        {
            NameIsGiven = own.NameIsGiven,
            Trainable = own.Trainable,
            Reason = own.Reason,
            InputShape = own.InputShape,
            IsOperation = own.IsOperation,
            OutputShape = own.OutputShape,
        };
        foreach ((string name, string value) in own.Settings)
        {
            copy.Settings[name] = value;
        }

        return copy;
    }
}
