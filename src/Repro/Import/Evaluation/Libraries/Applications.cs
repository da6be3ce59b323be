using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;
using Repro.Import.Programs;
using Repro.Keras.Architecture;
using Repro.Models;
using Repro.Models.BuiltIn;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>
/// Networks of keras.applications. VGG16, VGG19, ResNet50 and MobileNetV2 are known layer by layer; of others the name is.
/// </summary>
internal sealed class Applications(Context context, LayerCalls layers)
{
    private const int ImageNetClasses = 1000;
    private const string MobileNet = "mobilenetv2";

    private static readonly string[] Order =
    [
        "include_top",
        "weights",
        "input_tensor",
        "input_shape",
        "pooling",
        "classes",
        "classifier_activation",
    ];

    public Value? Call(ApiValue api, CallArguments arguments)
    {
        if (!char.IsUpper(api.Last[0]))
        {
            return null;
        }

        bool top = (Get(arguments, "include_top")?.Truth) ?? true;
        Value? given = Get(arguments, "input_shape");
        TensorNode? tensor = (Get(arguments, "input_tensor") as TensorValue)?.Tensor;
        Shape? shape = tensor?.Shape;
        if (
            shape is null
            && given is SequenceValue
            && Numbers.List(given) is { Count: 3 } axes
            && axes.All(axis => axis is null or (> 0 and < 100_000))
        )
        {
            shape = new Shape([.. axes.Select(axis => (int?)axis)]);
        }

        if (shape is null && given is not (null or NoneValue))
        {
            context.Gap("the shape of an input is not known");
            return new LayerValue(Opaque(api.Last, arguments, "the shape of its input is not known", null));
        }

        shape ??= top ? new Shape(224, 224, 3) : new Shape(null, null, 3);
        string? known = api.Last switch
        {
            "VGG16" => "vgg16-base-any",
            "VGG19" => "vgg19-base-150",
            "ResNet50" => context.Keras < new KerasVersion(2, 3) ? "resnet50-base-150" : "resnet50-keras215",
            "MobileNetV2" => MobileNet,
            _ => null,
        };
        if (
            known == MobileNet
            && (arguments["alpha"] ?? arguments.Get("alpha", 1)) is not (null or FloatValue { Value: 1 } or IntValue { Value: 1 })
        )
        {
            known = null;
        }

        if (known is null || (top && Numbers.Count(Get(arguments, "classes") ?? new IntValue(ImageNetClasses)) is null or 0))
        {
            return new LayerValue(Opaque(api.Last, arguments, $"keras.applications.{api.Last} is not known layer by layer", shape));
        }

        try
        {
            Shape input = shape;
            if (known == MobileNet)
            {
                TensorNode entry = tensor ?? Entry(input);
                string size = input.Rank == 3 && input[0] is { } rows ? rows.ToString(CultureInfo.InvariantCulture) : "224";
                return new LayerValue(
                    Finished(api.Last, $"mobilenetv2_1.00_{size}", entry, new MobileNetV2(layers, Called).Behind(entry), top, arguments)
                );
            }

            Model model = BuiltInModels.Get(known).Select(layer => layer is InputLayer entry ? entry with { Shape = input } : layer);
            return new LayerValue(Graph(api.Last, model, tensor, top, arguments));
        }
        catch (Exception exception) when (exception is ModelException or OverflowException)
        {
            return new LayerValue(Opaque(api.Last, arguments, exception.Message, shape));
        }
    }

    private NetworkNode Graph(string application, Model model, TensorNode? tensor, bool top, CallArguments arguments)
    {
        JsonNode config = ModelWriter.Write(model)["config"]!;
        Dictionary<string, TensorNode> tensors = new(StringComparer.Ordinal);
        TensorNode? last = null;
        foreach (JsonNode? json in config["layers"]!.AsArray())
        {
            context.CountLayer();
            string name = json!["name"]!.GetValue<string>();
            string[] inputs =
            [
                .. json["inbound_nodes"]!.AsArray().SelectMany(call => call!.AsArray()).Select(from => from![0]!.GetValue<string>()),
            ];
            last =
                inputs.Length == 0
                    ? tensor ?? Entry(model.InputShape)
                    : Called(LayerOf(json, name), [.. inputs.Select(input => tensors[input])]);
            tensors[name] = last;
        }

        return Finished(application, model.Name, tensors[model.Nodes[0].Layer.Name], last!, top, arguments);
    }

    private NetworkNode Finished(string application, string name, TensorNode entry, TensorNode output, bool top, CallArguments arguments)
    {
        if (top && !application.StartsWith("VGG", StringComparison.Ordinal))
        {
            output = Called(
                application == "ResNet50" ? Named("GlobalAveragePooling2D", "avg_pool") : layers.Made("GlobalAveragePooling2D"),
                [output]
            );
            output = Called(
                Named(
                    "Dense",
                    "predictions",
                    ("units", Get(arguments, "classes") ?? new IntValue(ImageNetClasses)),
                    ("activation", Get(arguments, "classifier_activation") ?? new TextValue("softmax"))
                ),
                [output]
            );
        }
        else if (top)
        {
            output = Called(Named("Flatten", "flatten"), [output]);
            output = Called(Named("Dense", "fc1", ("units", new IntValue(4096)), ("activation", new TextValue("relu"))), [output]);
            output = Called(Named("Dense", "fc2", ("units", new IntValue(4096)), ("activation", new TextValue("relu"))), [output]);
            output = Called(
                Named(
                    "Dense",
                    "predictions",
                    ("units", Get(arguments, "classes") ?? new IntValue(ImageNetClasses)),
                    ("activation", Get(arguments, "classifier_activation") ?? new TextValue("softmax"))
                ),
                [output]
            );
        }
        else if (Get(arguments, "pooling") is TextValue { Value: "avg" or "max" } pooling)
        {
            output = Called(layers.Made(pooling.Value == "avg" ? "GlobalAveragePooling2D" : "GlobalMaxPooling2D"), [output]);
        }

        NetworkNode network = new(
            "Functional",
            arguments["name"] is TextValue named ? named.Value : name,
            context.Inner,
            ModelForm.Application
        )
        {
            NameIsGiven = true,
            Application = application,
            Weights = Weights(arguments),
            Inputs = [entry],
            Outputs = [output],
            ChangedAt = context.Outer,
        };
        context.NoteOnly($"model '{network.Name}': keras.applications.{application}, {(top ? "with" : "without")} its top");
        return context.Networks.Keep(network);
    }

    private TensorNode Entry(Shape shape) =>
        new(new LayerNode("InputLayer", context.Networks.NextName("InputLayer"), context.Inner, []) { InputShape = shape }, 0, [], shape);

    private LayerNode Named(string className, string name, params (string, Value)[] settings) =>
        layers.Made(className, [.. settings, ("name", new TextValue(name))]);

    private static TensorNode Called(LayerNode layer, IReadOnlyList<TensorNode> inputs)
    {
        TensorNode tensor = new(layer, layer.Calls.Count, inputs, LayerShapes.Of(layer, [.. inputs.Select(input => input.Shape)]));
        layer.Calls.Add(tensor);
        return tensor;
    }

    private LayerNode LayerOf(JsonNode json, string name)
    {
        JsonObject settings = json["config"]!.DeepClone().AsObject();
        foreach (string key in (string[])["name", "trainable", "dtype", "batch_input_shape"])
        {
            settings.Remove(key);
        }

        return new LayerNode(json["class_name"]!.GetValue<string>(), name, context.Inner, settings) { NameIsGiven = true };
    }

    // Where nothing but the name is known.
    private NetworkNode Opaque(string application, CallArguments arguments, string reason, Shape? shape)
    {
        context.CountLayer();
        Shape input = shape ?? Shape.Unknown;
        LayerNode layer = new(application, application.ToLowerInvariant(), context.Inner, [])
        {
            NameIsGiven = true,
            Reason = reason,
            OutputShape = Shape.Unknown,
        };
        TensorNode entry = Entry(input);
        NetworkNode network = new("Functional", application.ToLowerInvariant(), context.Inner, ModelForm.Application)
        {
            NameIsGiven = true,
            Application = application,
            Weights = Weights(arguments),
            Inputs = [entry],
            Outputs = [Called(layer, [entry])],
            ChangedAt = context.Outer,
            Reason = reason,
        };
        context.Gap(reason);
        return context.Networks.Keep(network);
    }

    private static string? Weights(CallArguments arguments) =>
        Get(arguments, "weights") switch
        {
            null => "imagenet",
            TextValue text => text.Value,
            NoneValue => null,
            _ => "?",
        };

    private static Value? Get(CallArguments arguments, string name) => arguments.Get(name, Array.IndexOf(Order, name));
}
