using System.Text.Json.Nodes;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Architecture;

/// <summary>Keras's <c>model_config</c> of a model, as Keras 2.15 writes it.</summary>
internal static class ModelWriter
{
    /// <summary>Why Keras 2.15 cannot have a model, as a clause; null where it can.</summary>
    public static string? ObjectionTo(Model model) =>
        FlattenedModel
            .Of(model)
            .Nodes.Select(node => node.Layer)
            .Select(layer =>
                LayerActivations.Of(layer).Contains(Activation.HardSigmoid3)
                    ? $"layer '{layer.Name}' has the hard_sigmoid of Keras 3, which is another function in Keras 2"
                : layer is Resizing { Antialias: true } ? $"layer '{layer.Name}' has antialias, which Keras 2 does not have"
                : layer is Resizing { AspectRatio: AspectRatio.Padded }
                    ? $"layer '{layer.Name}' has pad_to_aspect_ratio, which Keras 2 does not have"
                : layer is RandomFlip { Horizontal: true, Vertical: true, OneCoin: true }
                    ? $"layer '{layer.Name}' flips both directions together as in Keras 3, but in Keras 2 each by itself"
                : layer is RandomContrast { PerImage: true }
                    ? $"layer '{layer.Name}' has a contrast for each image as in Keras 3, but in Keras 2 one for a batch"
                : null
            )
            .FirstOrDefault(objection => objection is not null);

    public static JsonObject Write(Model model) => Write(model, new JsonObject { ["name"] = model.Name }, nested: false);

    // A functional model inside another is written by Keras's newer code, which says more about each layer.
    private static JsonObject Write(Model model, JsonObject config, bool nested)
    {
        if (model.IsSequential)
        {
            config["layers"] = Sequential(model);
            return Of("Sequential", config);
        }

        config["trainable"] ??= true;
        config["layers"] = new JsonArray([.. model.Nodes.Select(node => Functional(model, node, nested))]);
        config["input_layers"] = new JsonArray(new JsonArray(model.Nodes[0].Layer.Name, 0, 0));
        config["output_layers"] = new JsonArray([.. model.Outputs.Select(output => new JsonArray(model.Nodes[output].Layer.Name, 0, 0))]);
        return Of("Functional", config);
    }

    private static JsonArray Sequential(Model model)
    {
        Node[] layers = [.. model.Layers];
        JsonArray written = [];
        string first = layers.Length > 0 ? layers[0].Layer.Name : model.Name;
        written.Add(Of("InputLayer", LayerWriter.Input(first + "_input", model.InputShape)));
        for (int index = 0; index < layers.Length; index++)
        {
            written.Add(Layer(layers[index].Layer, index == 0 ? model.InputShape : null));
        }

        return written;
    }

    private static JsonObject Functional(Model model, Node node, bool nested)
    {
        JsonObject written = Layer(node.Layer, null);
        if (nested)
        {
            written["module"] = "keras.layers";
            written["registered_name"] = null;
            if (node.Inputs.Count > 0)
            {
                written["build_config"] = new JsonObject { ["input_shape"] = InputShape(model, node) };
            }
        }

        written["name"] = node.Layer.Name;
        written["inbound_nodes"] =
            node.Inputs.Count == 0
                ? []
                : new JsonArray(
                    new JsonArray([.. node.Inputs.Select(from => new JsonArray(model.Nodes[from].Layer.Name, 0, 0, CallOf(node.Layer)))])
                );
        return written;
    }

    private static JsonObject CallOf(Layer layer) => layer.IsInference ? new JsonObject { ["training"] = false } : [];

    private static JsonArray InputShape(Model model, Node node)
    {
        JsonArray[] shapes = [.. node.Inputs.Select(from => LayerWriter.Batch(model.Nodes[from].OutputShape))];
        return shapes.Length == 1 ? shapes[0] : new JsonArray([.. shapes]);
    }

    private static JsonObject Layer(Layer layer, Shape? inputShape)
    {
        if (layer is not NestedModel nested)
        {
            return Of(layer.TypeName, LayerWriter.Config(layer, inputShape));
        }

        // Keras 2.15 sets the flag of a model on its layers too.
        Model inner = nested.Trainable ? nested.Model : nested.Model.WithTrainable(false);
        return Write(inner, new JsonObject { ["name"] = nested.Name, ["trainable"] = nested.Trainable }, nested: true);
    }

    private static JsonObject Of(string kind, JsonObject config) => new() { ["class_name"] = kind, ["config"] = config };
}
