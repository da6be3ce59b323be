using System.Text.Json;
using Repro.Models;

namespace Repro.Training.KerasFiles.Architecture;

/// <summary>Makes a functional model: every layer says in <c>inbound_nodes</c> whose outputs it reads.</summary>
internal static class FunctionalReader
{
    public static Model Read(string name, ConfigFields config, JsonElement[] layers, int depth)
    {
        string input = Ends(config, "input_layers") is [string only] ? only : throw config.Wrong("input_layers", "must name exactly one input.");
        List<Waiting> waiting = [.. layers.Select(json => new Waiting(ModelReader.Layer(json, depth), Sources(json)))];
        Waiting entry = waiting.Find(each => each.Layer.Name == input) ?? throw config.Wrong("input_layers", $"names '{input}', which is no layer.");
        InputLayer inputLayer = entry.Layer as InputLayer ?? throw config.Wrong("input_layers", $"names '{input}', which is no InputLayer.");
        ModelBuilder builder = ModelBuilder.Functional(name, inputLayer);
        Dictionary<string, int> places = new(StringComparer.Ordinal) { [input] = 0 };
        waiting.Remove(entry);

        // Keras lists layers by depth, which is an order to build in; other writers may not.
        while (waiting.Count > 0)
        {
            List<Waiting> ready = [];
            foreach (Waiting each in waiting)
            {
                if (each.Sources.Length > 0 && Array.TrueForAll(each.Sources, places.ContainsKey))
                {
                    places[each.Layer.Name] = builder.Connect(each.Layer, [.. each.Sources.Select(source => places[source])]);
                    ready.Add(each);
                }
            }

            if (ready.Count == 0)
            {
                throw new KerasFormatException($"layer '{waiting[0].Layer.Name}' reads layers that are not there, or that read it in turn, or is a second input.");
            }

            HashSet<Waiting> built = [.. ready];
            waiting.RemoveAll(built.Contains);
        }

        int[] outputs = [.. Ends(config, "output_layers").Select(output =>
            places.TryGetValue(output, out int place) ? place : throw config.Wrong("output_layers", $"names '{output}', which is no layer."))];
        return builder.Build(outputs.Length > 0 ? outputs : throw config.Wrong("output_layers", "names no output."));
    }

    // [["input_1", 0, 0]], or for a single one also bare: ["input_1", 0, 0].
    private static string[] Ends(ConfigFields config, string key)
    {
        JsonElement[] list = config.List(key);
        return list is [{ ValueKind: JsonValueKind.String }, ..] ? [Tensor(config.Value(key))] : [.. list.Select(Tensor)];
    }

    // One node, [[["conv2d", 0, 0, {}], ...]]; more would be a layer used twice.
    private static string[] Sources(JsonElement json)
    {
        ConfigFields layer = new(json, "a layer");
        JsonElement[] nodes = layer.List("inbound_nodes");
        if (nodes.Length == 0)
        {
            return [];
        }

        return nodes is [{ ValueKind: JsonValueKind.Array } node]
            ? [.. node.EnumerateArray().Select(Tensor)]
            : throw new KerasFormatException($"layer '{layer.OptionalText("name")}' is used {nodes.Length} times; shared layers are not supported.");
    }

    // Name, node index, tensor index, and the call's arguments where there are any.
    private static string Tensor(JsonElement json)
    {
        JsonElement[] parts = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];
        return parts is [{ ValueKind: JsonValueKind.String } name, _, { ValueKind: JsonValueKind.Number } tensor, ..]
            && tensor.TryGetInt32(out int index) && index == 0
            && (parts.Length < 4 || (parts[3].ValueKind == JsonValueKind.Object && !parts[3].EnumerateObject().Any()))
            ? name.GetString()!
            : throw new KerasFormatException("a layer's inbound_nodes are not as Keras writes them, or call a layer with arguments.");
    }

    private sealed record Waiting(Layer Layer, string[] Sources);
}
