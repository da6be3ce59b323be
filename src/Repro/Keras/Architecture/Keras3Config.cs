using System.Text.Json.Nodes;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Architecture;

/// <summary>
/// A model as <c>config.json</c> of an archive has it, in the form of Keras 3.15. A layer has the settings of Keras 2.15
/// (<see cref="LayerWriter"/>) but for those that Keras 3 has changed.
/// </summary>
internal static class Keras3Config
{
    private const string Layers = "keras.layers";

    // Keras 2.15 writes them although these layers do not have them.
    private static readonly string[] WithoutGroups = ["DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose"];

    /// <summary>Why Keras 3 cannot have a model, as a sentence; null where it can.</summary>
    public static string? ObjectionTo(Model model) =>
        FlattenedModel
            .Of(model)
            .Nodes.Select(node => node.Layer)
            .Select(layer =>
                layer is ThresholdedReLU ? $"layer '{layer.Name}' is a ThresholdedReLU, which Keras 3 does not have"
                : layer is Recurrent or Bidirectional or TimeDistributed
                    ? $"layer '{layer.Name}' is a {layer.TypeName}, which is not written in the form of Keras 3"
                : LayerActivations.Of(layer).Contains(Activation.HardSigmoid)
                    ? $"layer '{layer.Name}' has the hard_sigmoid of Keras 2, which is another function in Keras 3"
                : layer is Resizing { Method: ResizeMethod.Gaussian or ResizeMethod.MitchellCubic or ResizeMethod.Area } resizing
                    ? $"layer '{layer.Name}' resizes by {resizing.Method.ToString().ToLowerInvariant()}, which Keras 3 does not have"
                : layer is RandomFlip { Horizontal: true, Vertical: true, OneCoin: false }
                    ? $"layer '{layer.Name}' flips each direction by itself as in Keras 2, but in Keras 3 both together"
                : layer is RandomContrast { PerImage: false }
                    ? $"layer '{layer.Name}' has one contrast for a batch as in Keras 2, but in Keras 3 one for each image"
                : null
            )
            .FirstOrDefault(objection => objection is not null);

    public static JsonObject Write(Model model) => Whole(model, new JsonObject { ["name"] = model.Name, ["trainable"] = true });

    private static JsonObject Whole(Model model, JsonObject config)
    {
        JsonArray input = LayerWriter.Batch(model.InputShape);
        if (!model.IsSequential)
        {
            config["layers"] = new JsonArray([.. model.Nodes.Select(node => Functional(model, node))]);
            config["input_layers"] = Place(model.Nodes[0]);
            config["output_layers"] =
                model.Outputs.Count == 1
                    ? Place(model.Nodes[model.Outputs[0]])
                    : new JsonArray([.. model.Outputs.Select(output => Place(model.Nodes[output]))]);
            return new()
            {
                ["module"] = "keras.src.models.functional",
                ["class_name"] = "Functional",
                ["config"] = config,
                ["registered_name"] = "Functional",
                ["build_config"] = new JsonObject { ["input_shape"] = null },
            };
        }

        config["dtype"] = Float32();
        Node[] layers = [.. model.Layers];
        config["layers"] = new JsonArray([Input("input_layer", model.InputShape), .. layers.Select(node => Layer(model, node))]);
        config["build_input_shape"] = input;
        return new()
        {
            ["module"] = "keras",
            ["class_name"] = "Sequential",
            ["config"] = config,
            ["registered_name"] = null,
            ["build_config"] = new JsonObject { ["input_shape"] = input.DeepClone() },
        };
    }

    private static JsonObject Functional(Model model, Node node)
    {
        JsonObject written = node.Layer is InputLayer input ? Input(input.Name, input.Shape) : Layer(model, node);
        written["name"] = node.Layer.Name;
        written["inbound_nodes"] = node.Inputs.Count == 0 ? new JsonArray() : new JsonArray(Call(model, node));
        return written;
    }

    private static JsonObject Call(Model model, Node node)
    {
        JsonNode[] tensors = [.. node.Inputs.Select(from => Tensor(model.Nodes[from]))];
        return new()
        {
            ["args"] = new JsonArray(tensors.Length == 1 ? tensors[0] : new JsonArray(tensors)),
            ["kwargs"] = node.Layer.IsInference ? new JsonObject { ["training"] = false } : [],
        };
    }

    private static JsonObject Tensor(Node from) =>
        new()
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = LayerWriter.Batch(from.OutputShape),
                ["dtype"] = "float32",
                ["keras_history"] = Place(from),
            },
        };

    private static JsonArray Place(Node node) => [node.Layer.Name, 0, 0];

    private static JsonObject Input(string name, Shape shape)
    {
        JsonObject config = new()
        {
            ["batch_shape"] = LayerWriter.Batch(shape),
            ["dtype"] = "float32",
            ["sparse"] = false,
            ["ragged"] = false,
            ["name"] = name,
            ["optional"] = false,
        };
        return LayerWriter.Keras(Layers, nameof(InputLayer), config);
    }

    private static JsonObject Layer(Model model, Node node)
    {
        if (node.Layer is NestedModel nested)
        {
            Model inner = nested.Trainable ? nested.Model : nested.Model.WithTrainable(false);
            return Whole(inner, new JsonObject { ["name"] = nested.Name, ["trainable"] = nested.Trainable });
        }

        JsonObject written = LayerWriter.Keras(Layers, node.Layer.TypeName, Config(node.Layer));
        if (node is { Weights.Count: > 0, Inputs.Count: 1 })
        {
            written["build_config"] = new JsonObject { ["input_shape"] = LayerWriter.Batch(model.Nodes[node.Inputs[0]].OutputShape) };
        }

        return written;
    }

    /// <summary>The settings of a layer.</summary>
    internal static JsonObject Config(Layer layer)
    {
        JsonObject config = LayerWriter.Config(layer, null);
        config["dtype"] = Float32();
        if (WithoutGroups.Contains(layer.TypeName, StringComparer.Ordinal))
        {
            config.Remove("groups");
        }

        switch (layer)
        {
            case LeakyReLU:
                JsonNode slope = config["alpha"]!.DeepClone();
                config.Remove("alpha");
                config["negative_slope"] = slope;
                break;
            case BatchNormalization normalization:
                config["axis"] = normalization.Axis is { } axis ? axis + 1 : -1;
                break;
            case Dense when config["activity_regularizer"] is null:
                config.Remove("activity_regularizer");
                break;
        }

        return config;
    }

    private static JsonObject Float32() => LayerWriter.Keras("keras", "DTypePolicy", new JsonObject { ["name"] = "float32" });
}
