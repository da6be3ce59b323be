using System.Text.Json;
using Repro.Keras.Layers;
using Repro.Models;

namespace Repro.Keras.Architecture;

/// <summary>A tensor that a layer reads: the output of another.</summary>
/// <param name="Call">Which call of that layer in this model, from 0.</param>
/// <param name="Tensor">Which of that layer's outputs.</param>
/// <param name="Shape">Its shape where the file says it (Keras 3).</param>
internal readonly record struct Source(string Layer, int Call, int Tensor, Shape? Shape);

/// <summary>
/// A layer's <c>inbound_nodes</c>: one node per call. Keras 2 writes <c>[[["conv2d", 0, 0, {}], ...]]</c>,
/// Keras 3 <c>[{"args": [{"class_name": "__keras_tensor__", ...}], "kwargs": {...}}]</c>.
/// </summary>
/// <param name="Calls">What each call reads.</param>
/// <param name="IsInference">Whether Keras 2 wrote that the layer is called with <c>training=False</c>.</param>
/// <param name="Objection">Why a layer called like this cannot be computed, as a predicate; null where it can.</param>
internal sealed record InboundNodes(IReadOnlyList<IReadOnlyList<Source>> Calls, bool IsInference, string? Objection)
{
    // A call says no more than these where it is an ordinary one in inference mode.
    private static readonly string[] Neutral = ["training", "mask"];

    /// <summary>What all calls read.</summary>
    public IEnumerable<Source> Sources => Calls.SelectMany(sources => sources);

    /// <exception cref="KerasFormatException">They are not as Keras writes them.</exception>
    public static InboundNodes Of(JsonElement json)
    {
        ConfigFields layer = new(json, "a layer");
        JsonElement[] calls = layer.List("inbound_nodes");
        List<List<Source>> read = [];
        bool inference = false;
        List<string> settings = [];
        foreach (JsonElement call in calls)
        {
            List<Source> sources = [];
            // Keras 3 writes false for a layer that was called without the argument too, and replaces it in a training.
            inference |= call.ValueKind == JsonValueKind.Array && IsCalledInInference(call);
            if (call.ValueKind == JsonValueKind.Object)
            {
                ConfigFields fields = new(call, "inbound_nodes");
                Collect(fields.Value("args"), sources, settings, 0);
                if (fields.Find("kwargs") is { } arguments)
                {
                    Arguments(arguments, sources, settings);
                }
            }
            else
            {
                Collect(call, sources, settings, 0);
            }

            read.Add(sources);
        }

        List<Source> all = [.. read.SelectMany(sources => sources)];
        string? objection =
            calls.Length > 1 ? $"is called {calls.Length} times; shared layers are not supported."
            : all.Exists(source => source.Tensor > 0) ? "reads a further output of a layer with several, which is not supported."
            : settings.Count > 0 ? $"is called with '{settings[0]}', which is not supported."
            : null;
        return new InboundNodes(read, inference, objection);
    }

    /// <summary>
    /// A model's inputs or outputs: <c>[["input_1", 0, 0]]</c>, or for a single one also bare, <c>["input_1", 0, 0]</c>; Keras 3 also by
    /// name.
    /// </summary>
    /// <exception cref="KerasFormatException">They are not as Keras writes them.</exception>
    public static List<Source> Ends(JsonElement json, string key)
    {
        List<Source> ends = [];
        Collect(json, ends, [], 0);
        return ends.Count > 0 ? ends : throw new KerasFormatException($"'{key}' has no layer.");
    }

    // Lists in lists down to the triples; anything else in them is a value that the layer is called with.
    private static void Collect(JsonElement json, List<Source> sources, List<string> settings, int depth)
    {
        if (depth > 8)
        {
            throw Malformed();
        }

        if (json.ValueKind == JsonValueKind.Object)
        {
            if (TensorOf(json) is { } tensor)
            {
                sources.Add(tensor);
                return;
            }

            foreach (JsonProperty entry in json.EnumerateObject())
            {
                Collect(entry.Value, sources, settings, depth + 1);
            }

            return;
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            settings.Add(json.ValueKind == JsonValueKind.Null ? "a missing tensor" : "a number or text in place of a tensor");
            return;
        }

        JsonElement[] parts = [.. json.EnumerateArray()];
        if (
            parts
            is [
                { ValueKind: JsonValueKind.String } name,
                { ValueKind: JsonValueKind.Number } call,
                { ValueKind: JsonValueKind.Number } number,
                ..,
            ]
        )
        {
            sources.Add(new Source(name.GetString()!, Index(call), Index(number), null));
            if (parts.Length > 3)
            {
                Arguments(parts[3], sources, settings);
            }

            return;
        }

        foreach (JsonElement part in parts)
        {
            Collect(part, sources, settings, depth + 1);
        }
    }

    private static void Arguments(JsonElement arguments, List<Source> sources, List<string> settings)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            throw Malformed();
        }

        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            if (Neutral.Contains(argument.Name) && argument.Value.ValueKind is JsonValueKind.False or JsonValueKind.Null)
            {
                continue;
            }

            settings.Add(argument.Name);
            if (TensorOf(argument.Value) is { } tensor)
            {
                sources.Add(tensor);
            }
        }
    }

    private static bool IsCalledInInference(JsonElement call) =>
        call.EnumerateArray()
            .Any(triple =>
                triple.ValueKind == JsonValueKind.Array
                && triple.GetArrayLength() > 3
                && new ConfigFields(triple[3], "inbound_nodes").Find("training") is { ValueKind: JsonValueKind.False }
            );

    private static Source? TensorOf(JsonElement json)
    {
        if (
            json.ValueKind != JsonValueKind.Object
            || new ConfigFields(json, "a tensor") is var tensor && tensor.OptionalText("class_name") != "__keras_tensor__"
        )
        {
            return null;
        }

        ConfigFields config = new(tensor.Value("config"), "__keras_tensor__");
        return
            config.List("keras_history")
                is [
                    { ValueKind: JsonValueKind.String } name,
                    { ValueKind: JsonValueKind.Number } call,
                    { ValueKind: JsonValueKind.Number } number,
                ]
            ? new Source(name.GetString()!, Index(call), Index(number), config.ShapeHint("shape"))
            : throw Malformed();
    }

    private static int Index(JsonElement number) => number.TryGetInt32(out int index) && index >= 0 ? index : throw Malformed();

    private static KerasFormatException Malformed() => new("a layer's inbound_nodes are not as Keras writes them.");
}
