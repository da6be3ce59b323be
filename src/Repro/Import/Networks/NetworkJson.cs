using System.Text.Json.Nodes;
using Repro.Models;

namespace Repro.Import.Networks;

/// <summary>A network of a program as Keras's JSON of a model.</summary>
internal static class NetworkJson
{
    private static readonly KerasVersion Keras3 = new(3, 0);

    /// <returns>Null where the network lacks something that Keras's JSON needs; <see cref="Objection"/> says what.</returns>
    public static JsonObject Of(NetworkNode network, KerasVersion keras)
    {
        JsonObject json = Model(network, keras);
        json["keras_version"] = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{keras.Major}.{keras.Minor}.{keras.Patch}"
        );
        json["backend"] = "tensorflow";
        return json;
    }

    /// <summary>Why there is no JSON of a network, as a clause; null where there is one.</summary>
    public static string? Objection(NetworkNode network)
    {
        if (network.Reason.Length > 0)
        {
            return network.Reason;
        }

        if (network.IsSequential && network.Sequence.Count == 0)
        {
            return "it has no layers";
        }

        if (network.IsSequential && network.SequentialInput is null)
        {
            return "the code does not say the shape of its input";
        }

        foreach (GraphLayer layer in network.IsSequential ? network.Sequence : GraphOrder.Of(network))
        {
            if (layer is NetworkNode nested && Objection(nested) is { } inner)
            {
                return $"its part '{nested.Name}' is not known: {inner}";
            }

            if (layer is LayerNode { Reason: { Length: > 0 } reason })
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>A layer by itself.</summary>
    public static JsonObject Layer(LayerNode layer)
    {
        JsonObject config = new()
        {
            ["name"] = layer.Name,
            ["trainable"] = layer.Trainable,
            ["dtype"] = "float32",
        };
        if (layer.IsInput)
        {
            return new JsonObject
            {
                ["class_name"] = "InputLayer",
                ["config"] = new JsonObject
                {
                    ["batch_input_shape"] = Batch(layer.InputShape!),
                    ["dtype"] = "float32",
                    ["sparse"] = false,
                    ["ragged"] = false,
                    ["name"] = layer.Name,
                },
            };
        }

        foreach ((string key, JsonNode? value) in layer.Config)
        {
            config[key] = value?.DeepClone();
        }

        return layer.IsOperation
            ? new JsonObject
            {
                ["module"] = "keras.src.ops.numpy",
                ["class_name"] = layer.ClassName,
                ["config"] = config,
            }
            : new JsonObject { ["class_name"] = layer.ClassName, ["config"] = config };
    }

    public static JsonArray Batch(Shape shape) => [null, .. shape.Axes.Select(axis => axis is { } length ? (JsonNode)length : null)];

    private static JsonObject Model(NetworkNode network, KerasVersion keras)
    {
        JsonObject config = new() { ["name"] = network.Name, ["trainable"] = network.Trainable };
        if (network.IsSequential)
        {
            config["layers"] = Sequence(network, keras);
            return new JsonObject { ["class_name"] = "Sequential", ["config"] = config };
        }

        Dictionary<GraphLayer, int> met = [];
        ILookup<GraphLayer, TensorNode> calls = GraphOrder.Walk(network, met).ToLookup(tensor => tensor.Layer);
        Dictionary<TensorNode, int> numbers = [];
        foreach (IGrouping<GraphLayer, TensorNode> layer in calls)
        {
            int number = 0;
            foreach (TensorNode call in layer)
            {
                numbers[call] = number++;
            }
        }

        foreach (TensorNode input in network.Inputs)
        {
            numbers.TryAdd(input, 0);
        }

        JsonArray layers = [];
        foreach (GraphLayer layer in GraphOrder.Of(network))
        {
            layers.Add(Node(layer, network, calls[layer], numbers, keras));
        }

        config["layers"] = layers;
        config["input_layers"] = new JsonArray([.. network.Inputs.Select(input => new JsonArray(input.Layer.Name, 0, 0))]);
        config["output_layers"] = new JsonArray([
            .. network.Outputs.Select(output => new JsonArray(output.Layer.Name, numbers[output], 0)),
        ]);
        return new JsonObject { ["class_name"] = keras < new KerasVersion(2, 3) ? "Model" : "Functional", ["config"] = config };
    }

    private static JsonArray Sequence(NetworkNode network, KerasVersion keras)
    {
        JsonArray layers = [];
        Shape input = network.SequentialInput!;
        bool hasInput = network.Sequence[0] is LayerNode { IsInput: true };
        bool writesInput = !hasInput && network.Sequence[0] is not NetworkNode && keras >= new KerasVersion(2, 3);
        if (writesInput)
        {
            layers.Add(
                Layer(
                    new LayerNode("InputLayer", network.InputName ?? network.Sequence[0].Name + "_input", network.Place, [])
                    {
                        InputShape = input,
                    }
                )
            );
        }

        for (int at = 0; at < network.Sequence.Count; at++)
        {
            GraphLayer layer = network.Sequence[at];
            JsonObject json = layer is NetworkNode nested ? Model(nested, keras) : Layer((LayerNode)layer);
            if (at == 0 && layer is LayerNode { IsInput: false })
            {
                ((JsonObject)json["config"]!)["batch_input_shape"] = Batch(input);
            }

            layers.Add(json);
        }

        return layers;
    }

    private static JsonObject Node(
        GraphLayer layer,
        NetworkNode network,
        IEnumerable<TensorNode> calls,
        Dictionary<TensorNode, int> numbers,
        KerasVersion keras
    )
    {
        // An input may be a tensor in the middle of another graph; the network begins with an input layer there.
        TensorNode? entry = network.Inputs.FirstOrDefault(input => input.Layer == layer);
        JsonObject json =
            entry is not null && layer is not LayerNode { IsInput: true }
                ? Layer(new LayerNode("InputLayer", layer.Name, layer.Place, []) { InputShape = entry.Shape })
            : layer is NetworkNode nested ? Model(nested, keras)
            : Layer((LayerNode)layer);
        json["name"] = layer.Name;
        json["inbound_nodes"] = entry is not null
            ? []
            : new JsonArray([.. calls.Where(call => call.Inputs.Count > 0).Select(call => Inbound(call, numbers, keras))]);
        return json;
    }

    private static JsonNode Inbound(TensorNode call, Dictionary<TensorNode, int> numbers, KerasVersion keras)
    {
        // The newer form says shapes, which operations on tensors need. Keras 3 writes training=False for every call in it, so that only
        // the older form tells that the program gives it.
        bool ofOperation = call.Inputs.Any(input => input.Layer is LayerNode { IsOperation: true });
        bool newer = ofOperation || (keras >= Keras3 && call.Training is null);
        if (!newer)
        {
            return new JsonArray([.. call.Inputs.Select(input => new JsonArray(input.Layer.Name, numbers[input], 0, Arguments(call)))]);
        }

        JsonNode[] tensors = [.. call.Inputs.Select(input => Tensor(input, numbers))];
        return new JsonObject
        {
            ["args"] = tensors.Length == 1 ? new JsonArray(tensors[0]) : new JsonArray(new JsonArray(tensors)),
            ["kwargs"] = Arguments(call),
        };
    }

    private static JsonObject Arguments(TensorNode call) => call.Training is { } training ? new JsonObject { ["training"] = training } : [];

    private static JsonObject Tensor(TensorNode tensor, Dictionary<TensorNode, int> numbers)
    {
        JsonObject config = new() { ["dtype"] = "float32", ["keras_history"] = new JsonArray(tensor.Layer.Name, numbers[tensor], 0) };
        if (!tensor.Shape.IsUnknown)
        {
            config["shape"] = Batch(tensor.Shape);
        }

        return new JsonObject { ["class_name"] = "__keras_tensor__", ["config"] = config };
    }
}
