using System.Text.Json;
using Repro.Models;

namespace Repro.Training.KerasFiles.Architecture;

/// <summary>Makes a model out of Keras's <c>model_config</c>: <c>Sequential</c>, or <c>Model</c>/<c>Functional</c> with branches; either may hold models.</summary>
internal static class ModelReader
{
    private const int DeepestNesting = 8;
    private const int MostLayers = 10_000;

    /// <exception cref="KerasFormatException">The text is no such JSON, or the model has what is not supported.</exception>
    public static Model Read(string json)
    {
        try
        {
            using JsonDocument document = InputJson.Document(json);
            return Read(document.RootElement, 0);
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"its model_config is not JSON: {exception.Message}");
        }
        catch (ModelException exception)
        {
            throw new KerasFormatException($"its model cannot be built: {exception.Message}");
        }
        catch (OverflowException)
        {
            throw new KerasFormatException("its model has tensors too large to count.");
        }
    }

    public static bool IsModel(string kind) => kind is "Sequential" or "Model" or "Functional";

    internal static Model Read(JsonElement json, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new KerasFormatException($"models lie in models more than {DeepestNesting} deep.");
        }

        ConfigFields outer = new(json, "the model");
        string kind = outer.Text("class_name");
        JsonElement config = outer.Value("config");

        // Up to Keras 2.2.2 a sequential model's config is the bare list of its layers.
        ConfigFields inner = new(config, kind);
        JsonElement[] layers = config.ValueKind == JsonValueKind.Array ? [.. config.EnumerateArray()] : inner.List("layers");
        if (layers.Length is 0 or > MostLayers)
        {
            throw new KerasFormatException($"a model has {layers.Length} layers.");
        }

        return kind switch
        {
            "Sequential" => Sequential(inner.OptionalText("name") ?? "sequential_1", inner, layers, depth),
            "Model" or "Functional" => FunctionalReader.Read(inner.OptionalText("name") ?? "model_1", inner, layers, depth),
            _ => throw new KerasFormatException($"its model is a {kind}; Sequential, Model and Functional are supported."),
        };
    }

    /// <summary>A layer, or a model that serves as one.</summary>
    internal static Layer Layer(JsonElement json, int depth)
    {
        ConfigFields outer = new(json, "a layer");
        string kind = outer.Text("class_name");
        JsonElement config = outer.Value("config");
        if (IsModel(kind))
        {
            Model model = Read(json, depth + 1);
            bool trainable = new ConfigFields(config, kind).Flag("trainable", true);
            return new NestedModel(model) { Name = outer.OptionalText("name") ?? model.Name, KerasTypeName = kind, Trainable = trainable };
        }

        string name = new ConfigFields(config, $"a layer ({kind})").Text("name");
        ConfigFields fields = new(config, $"layer '{name}' ({kind})");
        return kind == "InputLayer" ? Input(name, fields) : LayerReader.Read(kind, name, fields);
    }

    private static InputLayer Input(string name, ConfigFields config)
    {
        config.RequireNeutral("sparse", value => value.ValueKind == JsonValueKind.False);
        config.RequireNeutral("ragged", value => value.ValueKind == JsonValueKind.False);
        Shape shape = config.BatchShape("batch_input_shape") ?? config.BatchShape("batch_shape") ?? throw config.Wrong("batch_input_shape", "is missing.");
        return new InputLayer(shape) { Name = name };
    }

    // The input's shape stands in an input layer (tf.keras), in the first layer, or in the model that is the first layer.
    private static Model Sequential(string name, ConfigFields config, JsonElement[] layers, int depth)
    {
        Layer first = Layer(layers[0], depth);
        Shape input = first switch
        {
            InputLayer entry => entry.Shape,
            NestedModel nested => nested.Model.InputShape,
            _ => new ConfigFields(new ConfigFields(layers[0], "the first layer").Value("config"), $"layer '{first.Name}'").BatchShape("batch_input_shape")
                ?? config.BatchShape("build_input_shape")
                ?? throw new KerasFormatException($"layer '{first.Name}' does not say its input's shape: the model was saved before it was built."),
        };
        ModelBuilder builder = ModelBuilder.Sequential(name, input);
        if (first is not InputLayer) builder.Add(first);
        foreach (JsonElement json in layers.Skip(1))
        {
            Layer layer = Layer(json, depth);
            builder.Add(layer is InputLayer ? throw new KerasFormatException($"layer '{layer.Name}' is an input behind others.") : layer);
        }

        return builder.Build();
    }
}
