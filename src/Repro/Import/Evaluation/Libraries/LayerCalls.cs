using System.Text.Json.Nodes;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Models;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Calls that make layers.</summary>
internal sealed class LayerCalls(Context context, TensorCalls tensors)
{
    // Arguments that change nothing that is computed here.
    private static readonly string[] Ignored =
    [
        "seed",
        "implementation",
        "dynamic",
        "autocast",
        "weights",
        "batch_size",
        "dtype",
        "sparse",
        "ragged",
        "kernel_size_",
        "input_tensor",
        "unroll",
        "stateful",
        "time_major",
        "data_type",
    ];

    private static readonly Dictionary<string, string> Merges = new(StringComparer.Ordinal)
    {
        ["add"] = "Add",
        ["subtract"] = "Subtract",
        ["multiply"] = "Multiply",
        ["average"] = "Average",
        ["maximum"] = "Maximum",
        ["minimum"] = "Minimum",
        ["concatenate"] = "Concatenate",
        ["dot"] = "Dot",
    };

    private static readonly Dictionary<string, string> MergeModes = new(StringComparer.Ordinal)
    {
        ["sum"] = "Add",
        ["concat"] = "Concatenate",
        ["mul"] = "Multiply",
        ["ave"] = "Average",
        ["max"] = "Maximum",
        ["dot"] = "Dot",
    };

    /// <returns>Null where the function makes no layer.</returns>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        if (!api.IsKeras())
        {
            return null;
        }

        if (api.Last == "Input")
        {
            return Input(arguments);
        }

        if (api.IsIn("keras.layers") || api.IsIn("keras.models"))
        {
            if (Merges.TryGetValue(api.Last, out string? merge) && arguments.Positional.Count + arguments.Named.Count > 0)
            {
                return Merged(merge, arguments);
            }

            if (api.Last == "merge")
            {
                return Merged(
                    MergeModes.GetValueOrDefault(arguments.Get("mode", 1) is TextValue mode ? mode.Value : "sum", "Add"),
                    arguments
                );
            }
        }

        if (!api.IsIn("keras.layers") || !char.IsUpper(api.Last[0]) || api.Last is "Sequential" or "Model" or "Layer")
        {
            return null;
        }

        context.CountLayer();
        if (api.Last is "InputLayer")
        {
            return new LayerValue(InputLayer(arguments, 0));
        }

        return new LayerValue(
            LayerTable.Find(api.Last) is { } known
                ? Known(known, api.Last, arguments)
                : Foreign(api.Last, arguments, $"the layer {api.Last} is not known")
        );
    }

    /// <summary>A layer of a class that is not known: its name and its arguments.</summary>
    public LayerNode Foreign(string className, CallArguments arguments, string reason)
    {
        LayerNode layer = new(className, GivenName(arguments) ?? context.Networks.NextName(className), context.Inner, [])
        {
            NameIsGiven = GivenName(arguments) is not null,
            Reason = reason,
            InputShape = InputShape(arguments, null),
        };
        foreach ((string name, Value value) in arguments.Named)
        {
            layer.Settings[name] = value.Shown;
        }

        context.Gap(reason);
        context.Note($"layer {className} '{layer.Name}'");
        return layer;
    }

    /// <summary>A layer that Keras's own functions make.</summary>
    public LayerNode Made(string className, params (string Name, Value Value)[] settings) =>
        Known(
            LayerTable.Find(className)!,
            className,
            new CallArguments([], [.. settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))])
        );

    private TensorValue Input(CallArguments arguments)
    {
        context.CountLayer();
        LayerNode layer = InputLayer(arguments, 0);
        return new TensorValue(new TensorNode(layer, 0, [], layer.InputShape ?? Shape.Unknown));
    }

    private LayerNode InputLayer(CallArguments arguments, int position)
    {
        string? name = GivenName(arguments);
        Value? written =
            arguments["shape"]
            ?? arguments["input_shape"]
            ?? (position < arguments.Positional.Count ? arguments.Positional[position] : null);
        Shape? shape =
            written is not null ? ShapeOf(written, batch: false)
            : (arguments["batch_shape"] ?? arguments["batch_input_shape"]) is { } batch ? ShapeOf(batch, batch: true)
            : null;
        LayerNode layer = new("InputLayer", name ?? context.Networks.NextName("InputLayer"), context.Inner, [])
        {
            NameIsGiven = name is not null,
            InputShape = shape ?? Shape.Unknown,
        };
        if (shape is null)
        {
            layer.Reason = "the shape of an input is not known";
            context.Gap(layer.Reason);
        }

        if (written is not null)
        {
            layer.Settings["shape"] = written.Shown;
        }

        context.Note($"input {(shape is null ? "of unknown shape" : shape.ToString())}");
        return layer;
    }

    private LayerNode Known(LayerClass type, string written, CallArguments arguments)
    {
        string? name = GivenName(arguments);
        LayerNode layer = new(type.Name, name ?? context.Networks.NextName(type.Name), context.Inner, [])
        {
            NameIsGiven = name is not null,
            InputShape = InputShape(arguments, type),
        };
        Dictionary<string, Value> given = Given(type, written, arguments, layer);
        foreach (LayerArgument argument in type.Arguments)
        {
            if (!given.TryGetValue(argument.Name, out Value? value))
            {
                if (argument.Default is null)
                {
                    Refuse(
                        layer,
                        arguments.IsOpen ? $"the arguments of {type.Name} are not known" : $"{type.Name} has no value for '{argument.Name}'"
                    );
                    continue;
                }

                layer.Config[argument.Name] = argument.Name == "reset_after" && context.IsOldPackage ? false : Default(type, argument);
                continue;
            }

            layer.Settings[argument.Name] = value.Shown;
            (JsonNode? json, string? problem) = LayerJson.Of(type, argument, value);
            if (problem is not null)
            {
                Refuse(layer, $"'{argument.Name}' of {type.Name} is not known: {problem}");
            }
            else
            {
                layer.Config[argument.Name] = json;
            }
        }

        if (arguments["trainable"]?.Truth is { } trainable)
        {
            layer.Trainable = trainable;
        }

        context.Note($"layer {type.Name} '{layer.Name}'");
        return layer;
    }

    private void Refuse(LayerNode layer, string reason)
    {
        if (layer.Reason.Length == 0)
        {
            layer.Reason = reason;
        }

        context.Gap(reason);
    }

    private static JsonNode? Default(LayerClass type, LayerArgument argument)
    {
        JsonNode? json = LayerJson.Default(argument.Default!);
        return argument.Kind switch
        {
            ArgumentKind.Window when json is not null => LayerJson.Window(type, json.GetValue<int>()),
            ArgumentKind.Object when json is not null => LayerJson.Named(argument.Name, json.GetValue<string>()),
            ArgumentKind.Sides when json is not null => LayerJson.Sides(type, json.GetValue<int>()),
            _ => json,
        };
    }

    // By present names; what Keras 1 gave as two arguments is one.
    private Dictionary<string, Value> Given(LayerClass type, string written, CallArguments arguments, LayerNode layer)
    {
        Dictionary<string, Value> given = new(StringComparer.Ordinal);
        IReadOnlyList<Value> positional = arguments.Positional;
        bool isConvolution = type["kernel_size"] is not null && type["filters"] is not null && type.Axes == 2;
        bool old =
            written.StartsWith("Convolution", StringComparison.Ordinal) || (context.Keras < new KerasVersion(2, 4) && written == "Conv2D");
        if (isConvolution && old && positional is [_, IntValue rows, IntValue columns, ..])
        {
            positional = [positional[0], SequenceValue.Tuple(rows, columns), .. positional.Skip(3)];
        }

        for (int at = 0; at < positional.Count && at < type.Arguments.Count; at++)
        {
            given[type.Arguments[at].Name] = positional[at];
        }

        if (arguments["nb_row"] is { } height && arguments["nb_col"] is { } width)
        {
            given["kernel_size"] = SequenceValue.Tuple(height, width);
        }

        foreach ((string name, Value value) in arguments.Named)
        {
            string present = name is "output_dim" && type.Name == "Embedding" ? name : LayerTable.NameOf(type, name);
            if (type[present] is not null)
            {
                given[present] = value;
            }
            else if (
                name
                    is "name"
                        or "trainable"
                        or "input_shape"
                        or "batch_input_shape"
                        or "input_dim"
                        or "batch_shape"
                        or "nb_row"
                        or "nb_col"
                        or "input_length"
                || Ignored.Contains(name)
            )
            {
                continue;
            }
            else if (value is not NoneValue)
            {
                Refuse(layer, $"'{name}' is not an argument of {type.Name}");
            }
        }

        if (given.GetValueOrDefault("data_format") is TextValue { Value: "tf" })
        {
            given["data_format"] = new TextValue("channels_last");
        }

        if (given.GetValueOrDefault("data_format") is TextValue { Value: "th" })
        {
            given["data_format"] = new TextValue("channels_first");
        }

        if (given.GetValueOrDefault("data_format") is NoneValue)
        {
            given.Remove("data_format");
        }

        if (context.ImageDataFormat is { } format && type["data_format"] is not null)
        {
            given.TryAdd("data_format", new TextValue(format));
        }

        return given;
    }

    private Shape? InputShape(CallArguments arguments, LayerClass? type)
    {
        if (arguments["input_shape"] is { } shape)
        {
            return ShapeOf(shape, batch: false);
        }

        if ((arguments["batch_input_shape"] ?? arguments["batch_shape"]) is { } batch)
        {
            return ShapeOf(batch, batch: true);
        }

        if (type?.Name == "Embedding")
        {
            return new Shape(Numbers.Count(arguments["input_length"]) is { } length and > 0 ? length : null);
        }

        return arguments["input_dim"] is { } width && ShapeOf(width, batch: false) is { } flat
            ? Numbers.Count(arguments["input_length"]) is { } steps and > 0
                ? new Shape([steps, .. flat.Axes])
                : flat
            : null;
    }

    private Shape? ShapeOf(Value value, bool batch)
    {
        // The shape of an array's samples may have been read from the array.
        if (value is SequenceValue { IsOpen: false } or IntValue && Numbers.List(value) is { } axes)
        {
            IReadOnlyList<long?> own = batch ? [.. axes.Skip(1)] : axes;
            bool isKnown =
                value is IntValue
                || ((SequenceValue)value).Items.TrueForAll(item => item is NoneValue || Numbers.Whole(item) is > 0 and < 1 << 28);
            if (isKnown && own.Count <= 8 && own.All(axis => axis is null or > 0))
            {
                return new Shape([.. own.Select(axis => (int?)axis)]);
            }
        }

        context.Gap("the shape of an input is not known");
        return null;
    }

    private static string? GivenName(CallArguments arguments) =>
        arguments["name"] is TextValue { Value.Length: > 0 and < 200 } name ? name.Value.Replace('/', '_') : null;

    private Value Merged(string className, CallArguments arguments)
    {
        CallArguments rest = arguments with
        {
            Positional = className is "Concatenate" or "Dot"
                ? [.. arguments.Positional.Skip(1).Where(value => value is not TextValue)]
                : [],
            Named = [.. arguments.Named.Where(named => named.Key is not ("inputs" or "mode"))],
        };
        context.CountLayer();
        LayerNode layer = Known(LayerTable.Find(className)!, className, rest);
        return tensors.Connect(layer, [arguments.Get("inputs", 0) ?? new UnknownValue("no inputs")]);
    }
}
