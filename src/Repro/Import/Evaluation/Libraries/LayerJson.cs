using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Inputs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Arguments of layers as Keras's JSON has them.</summary>
internal static class LayerJson
{
    private const int DeepestList = 4;
    private const int DeepestWrapping = 3;

    /// <returns>The JSON, or why there is none.</returns>
    public static (JsonNode? Json, string? Problem) Of(LayerClass type, LayerArgument argument, Value value) =>
        value is UnknownValue unknown
            ? (null, unknown.Reason)
            : argument.Kind switch
            {
                ArgumentKind.Count => Numbers.Whole(value) is { } count ? (count, null) : (null, "it is not a whole number"),
                ArgumentKind.Window => WindowOf(type, argument, value),
                ArgumentKind.Activation => Activation(value),
                ArgumentKind.Object => Object(argument.Name, value),
                ArgumentKind.Sides => SidesOf(type, value),
                ArgumentKind.Layer => Wrapped(value),

                // What a Lambda computes is not read; that it has no weights is known.
                _ when type.Name == "Lambda" && value is FunctionValue function => (function.Name, null),
                _ => Plain(value, 0),
            };

    /// <summary>A default of the table of layers.</summary>
    public static JsonNode? Default(string json)
    {
        using JsonDocument document = InputJson.Document(json);
        JsonElement value = document.RootElement.Clone();
        return value.ValueKind == JsonValueKind.Array ? JsonArray.Create(value) : JsonValue.Create(value);
    }

    public static JsonArray Window(LayerClass type, int size) =>
        new([.. Enumerable.Repeat(size, Math.Max(type.Axes, 1)).Select(each => (JsonNode)each)]);

    public static JsonArray Sides(LayerClass type, int size) =>
        type.Axes == 1
            ? new JsonArray(size, size)
            : new JsonArray([.. Enumerable.Range(0, Math.Max(type.Axes, 2)).Select(_ => (JsonNode)new JsonArray(size, size))]);

    /// <summary>A class by the name that an argument gives: <c>he_normal</c>, <c>l2</c>.</summary>
    public static JsonNode? Named(string argument, string name)
    {
        string area = AreaOf(argument);
        return KerasObjects.NameOf(area, name) is { } known ? Object(new KerasValue(area, known, new Dictionary<string, Value>())) : null;
    }

    private static (JsonNode?, string?) Wrapped(Value value)
    {
        if (value is not LayerValue { Layer: LayerNode layer })
        {
            return (null, "it is not a layer");
        }

        if (layer.Reason.Length > 0)
        {
            return (null, layer.Reason);
        }

        int depth = 1;
        for (JsonNode? inner = layer.Config["layer"]; inner is not null; inner = inner["config"]?["layer"])
        {
            depth++;
        }

        return depth > DeepestWrapping ? (null, $"layers are wrapped more than {DeepestWrapping} deep") : (NetworkJson.Layer(layer), null);
    }

    private static (JsonNode?, string?) WindowOf(LayerClass type, LayerArgument argument, Value value)
    {
        if (value is NoneValue)
        {
            return argument.Default is "null" ? (null, null) : (null, "it is None");
        }

        if (value is not SequenceValue && Numbers.Count(value) is { } size)
        {
            return (Window(type, size), null);
        }

        return
            value is SequenceValue sequence
            && sequence.Items.Count == Math.Max(type.Axes, 1)
            && sequence.Items.TrueForAll(item => Numbers.Count(item) is not null)
            ? (new JsonArray([.. sequence.Items.Select(item => (JsonNode)Numbers.Count(item)!.Value)]), null)
            : (null, $"it is not a number, or a list of {Math.Max(type.Axes, 1)}");
    }

    private static (JsonNode?, string?) SidesOf(LayerClass type, Value value)
    {
        int axes = Math.Max(type.Axes, 1);
        if (Numbers.Count(value) is { } size)
        {
            return (Sides(type, size), null);
        }

        if (value is not SequenceValue sequence || sequence.Items.Count != (axes == 1 ? 2 : axes))
        {
            return (null, "it is not padding");
        }

        if (axes == 1)
        {
            return Plain(value, 0);
        }

        List<JsonNode> sides = [];
        foreach (Value item in sequence.Items)
        {
            if (Numbers.Count(item) is { } both)
            {
                sides.Add(new JsonArray(both, both));
            }
            else if (
                item is SequenceValue { Items: [var before, var after] }
                && Numbers.Count(before) is { } first
                && Numbers.Count(after) is { } last
            )
            {
                sides.Add(new JsonArray(first, last));
            }
            else
            {
                return (null, "it is not padding");
            }
        }

        return (new JsonArray([.. sides]), null);
    }

    private static (JsonNode?, string?) Activation(Value value) =>
        value switch
        {
            NoneValue => ("linear", null),
            TextValue text => (text.Value, null),
            ApiValue api => (api.Last == "swish" ? "silu" : api.Last, null),
            FunctionValue => (null, "it is a function of the program"),
            _ => (null, "it is not the name of an activation"),
        };

    private static (JsonNode?, string?) Object(string argument, Value value)
    {
        switch (value)
        {
            case NoneValue:
                return (null, null);
            case TextValue text:
                return Named(argument, text.Value) is { } named ? (named, null) : (null, $"'{text.Value}' is not known");
            case ApiValue api when KerasObjects.NameOf(AreaOf(argument), api.Last) is { } known:
                return (Object(new KerasValue(AreaOf(argument), known, new Dictionary<string, Value>())), null);
            case KerasValue keras when keras.Settings.Values.All(setting => Plain(setting, 0).Item2 is null):
                return (Object(keras), null);
            default:
                return (null, "it is not one of Keras's");
        }
    }

    private static JsonObject Object(KerasValue value)
    {
        JsonObject config = [];
        foreach ((string name, Value? otherwise) in KerasObjects.Arguments(value.Area, value.ClassName))
        {
            Value? setting = value.Settings.GetValueOrDefault(name) ?? otherwise;
            config[name] = setting is null ? null : Plain(setting, 0).Item1;
        }

        return new JsonObject { ["class_name"] = value.ClassName, ["config"] = config };
    }

    private static string AreaOf(string argument) =>
        argument.EndsWith("_regularizer", StringComparison.Ordinal) ? "regularizers"
        : argument.EndsWith("_constraint", StringComparison.Ordinal) ? "constraints"
        : "initializers";

    private static (JsonNode?, string?) Plain(Value value, int depth)
    {
        switch (value)
        {
            case NoneValue:
                return (null, null);
            case BoolValue flag:
                return (flag.Value, null);
            case IntValue whole:
                return (whole.Value, null);
            case FloatValue number:
                return (number.Value, null);
            case TextValue text:
                return (text.Value, null);
            case ApiValue api:
                return (api.Last, null);
            case SequenceValue { IsOpen: false } sequence when depth < DeepestList && sequence.Items.Count <= 10_000:
                JsonArray array = [];
                foreach (Value item in sequence.Items)
                {
                    (JsonNode? json, string? problem) = Plain(item, depth + 1);
                    if (problem is not null)
                    {
                        return (null, problem);
                    }

                    array.Add(json);
                }

                return (array, null);
            case FunctionValue:
                return (null, "it is a function of the program");
            case UnknownValue unknown:
                return (null, unknown.Reason);
            default:
                return (null, "it is not a number, text or list");
        }
    }
}
