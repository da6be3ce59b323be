using System.Text.Json;
using Repro.Inputs;
using Repro.Keras.Layers;
using Repro.Keras.Weights;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;

namespace Repro.Keras.Architecture;

/// <summary>
/// Makes a model out of Keras's <c>model_config</c>: <c>Sequential</c>, or <c>Model</c>/<c>Functional</c> with branches; either may hold
/// models.
/// A layer that cannot be computed here is listed as a <see cref="ForeignLayer"/> with the weights that the file holds for it.
/// </summary>
/// <param name="stored">The file's weights; null where there is an architecture alone.</param>
/// <param name="keras3">Whether Keras 3 wrote the model.</param>
/// <param name="resetsAfter">The default of a GRU's <c>reset_after</c>: Keras before 2.1 writes no such setting, and its GRU is the other
/// kind.</param>
/// <param name="channelsFirst">Whether Keras 1 wrote it for images with channels before rows.</param>
/// <param name="version">The version that wrote it; null where the configuration does not have it.</param>
internal sealed class ModelReader(
    IStoredLayers? stored,
    bool keras3 = false,
    bool resetsAfter = true,
    bool channelsFirst = false,
    KerasVersion? version = null
)
{
    private const int DeepestNesting = 8;
    private const int MostLayers = 10_000;

    /// <exception cref="KerasFormatException">The text is no such JSON, or no model that can be listed.</exception>
    public static Model Read(string json, IStoredLayers? stored = null)
    {
        try
        {
            using JsonDocument document = InputJson.Document(json);
            return Read(document.RootElement, stored);
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"its model_config is not JSON: {JsonFault.Of(json, exception)}");
        }
    }

    /// <exception cref="KerasFormatException">The JSON is no model that can be listed.</exception>
    public static Model Read(JsonElement json, IStoredLayers? stored = null)
    {
        try
        {
            Model model = new ModelReader(stored, IsKeras3(json), ResetsAfter(json, stored), HasChannelsFirst(json), Version(json)).Model(
                json,
                new Place(0, null)
            );

            // Tables and claims count all weights: numbers that are too large are refused here.
            foreach (Node node in model.Nodes)
            {
                ParameterCounts.Of(node);
            }

            return model;
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

    /// <summary>A layer, or a model that serves as one.</summary>
    /// <param name="place">That of the model that holds it.</param>
    internal LayerDraft Draft(JsonElement json, Place place)
    {
        ConfigFields outer = new(json, "a layer");
        string kind = outer.Text("class_name");
        JsonElement config = outer.Value("config");
        ConfigFields anonymous = new(config, $"a layer ({kind})");
        string name =
            outer.OptionalText("name")
            ?? anonymous.OptionalText("name")
            ?? DefaultName(kind)
            ?? throw anonymous.Wrong("name", "is missing.");
        string top = place.Top ?? name;

        // Arithmetic on tensors is a node of the graph in Keras 3, and has no weights.
        bool isOperation = outer.OptionalText("module")?.StartsWith("keras.src.ops.", StringComparison.Ordinal) == true;
        Func<IReadOnlyList<WeightSpec>>? weights = stored is null
            ? isOperation
                ? () => []
                : null
            : () => place.Top is null ? stored.All(name) ?? [] : stored.Of(top, name) ?? [];
        if (IsModel(kind))
        {
            return Nested(name, kind, config, json, new Place(place.Depth + 1, top), weights);
        }

        ConfigFields fields = new(config, $"layer '{name}' ({kind})");
        if (kind == "InputLayer")
        {
            return new LayerDraft(name, kind, config, Input(name, fields), "", () => []);
        }

        string? refusal = RefusedSettings.Size(name, kind, config, version);
        try
        {
            RequireKnownOrdering(kind, fields);
            return new LayerDraft(name, kind, config, LayerReader.Read(kind, name, fields, keras3, resetsAfter), "", weights, refusal);
        }
        catch (KerasFormatException exception)
        {
            return new LayerDraft(name, kind, config, null, exception.Message, weights, refusal);
        }
    }

    // to_json() writes the version; in a saved model's configuration only Keras 3 names the module of the outermost class.
    private static bool IsKeras3(JsonElement json) =>
        Version(json) is { } version ? version.Major >= 3 && !version.InsideTensorFlow : new ConfigFields(json, "the model").Has("module");

    private static KerasVersion? Version(JsonElement json) =>
        new ConfigFields(json, "the model").Find("keras_version") is { ValueKind: JsonValueKind.String } written
        && KerasVersion.TryParse(written.GetString(), out KerasVersion version)
            ? version
            : null;

    // Keras 1 does not write the setting for every layer that has it; all layers of a model have the same.
    private void RequireKnownOrdering(string kind, ConfigFields fields)
    {
        if (channelsFirst && kind.EndsWith("2D", StringComparison.Ordinal) && !fields.Has("dim_ordering"))
        {
            throw fields.Wrong(
                "dim_ordering",
                "is missing, and other layers of the model have \"th\" (channels before rows), which is not supported."
            );
        }
    }

    // A file without weights may be written by hand; one with weights has the setting wherever Keras has it. From 2.4 on, Keras is the
    // one of TensorFlow.
    private static bool ResetsAfter(JsonElement json, IStoredLayers? stored) =>
        Version(json) is { } version
            ? version.Major >= 3 || version.InsideTensorFlow || version is { Major: 2, Minor: >= 4 }
            : stored is null;

    private static bool HasChannelsFirst(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .Any(property =>
                    property.NameEquals("dim_ordering")
                        ? property.Value.ValueKind == JsonValueKind.String && property.Value.ValueEquals("th")
                        : HasChannelsFirst(property.Value)
                ),
            JsonValueKind.Array => json.EnumerateArray().Any(HasChannelsFirst),
            _ => false,
        };

    // A model whose config is a bare list has no name there.
    private static string? DefaultName(string kind) =>
        kind switch
        {
            "Sequential" => "sequential_1",
            "Model" or "Functional" => "model_1",
            _ => null,
        };

    private static bool IsModel(string kind) => kind is "Sequential" or "Model" or "Functional";

    private Model Model(JsonElement json, Place place)
    {
        if (place.Depth > DeepestNesting)
        {
            throw new KerasFormatException($"models are nested more than {DeepestNesting} deep.");
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
            "Sequential" => Sequential(inner.OptionalText("name") ?? DefaultName(kind)!, inner, layers, place),
            "Model" or "Functional" => new FunctionalReader(this, place).Read(
                inner.OptionalText("name") ?? DefaultName(kind)!,
                inner,
                layers
            ),
            _ => throw new KerasFormatException($"its model is a {kind}; Sequential, Model and Functional are supported."),
        };
    }

    // One that cannot be listed layer by layer, or whose listed weights are not those of the file, is listed as one layer.
    private LayerDraft Nested(
        string name,
        string kind,
        JsonElement config,
        JsonElement json,
        Place inside,
        Func<IReadOnlyList<WeightSpec>>? weights
    )
    {
        try
        {
            Model model = Model(json, inside);
            bool trainable = new ConfigFields(config, kind).Flag("trainable", true);
            NestedModel layer = new(model)
            {
                Name = name,
                KerasTypeName = kind,
                Trainable = trainable,
            };
            bool complete =
                weights is null
                || inside.Depth > 1
                || !ForeignLayers.Of(model).Any()
                || layer.Weights([]).Sum(weight => (long)weight.Elements) == weights().Sum(weight => (long)weight.Elements);
            return complete
                ? new LayerDraft(name, kind, config, layer, "", weights)
                : new LayerDraft(name, kind, config, null, $"layer '{name}' is a {kind} with layers that are not supported.", weights);
        }
        catch (Exception exception) when (inside.Depth <= DeepestNesting && exception is KerasFormatException or ModelException)
        {
            return new LayerDraft(
                name,
                kind,
                config,
                null,
                $"layer '{name}' is a {kind} that cannot be computed: {exception.Message}",
                weights
            );
        }
    }

    private static InputLayer Input(string name, ConfigFields config)
    {
        Shape shape =
            config.BatchShape("batch_input_shape")
            ?? config.BatchShape("batch_shape")
            ?? throw config.Wrong("batch_input_shape", "is missing.");
        return new InputLayer(shape) { Name = name };
    }

    // The input's shape stands in an input layer (tf.keras), in the first layer, or in the model that is the first layer.
    private Model Sequential(string name, ConfigFields config, JsonElement[] layers, Place place)
    {
        LayerDraft first = Draft(layers[0], place);
        Shape input = first.Layer switch
        {
            InputLayer entry => entry.Shape,
            NestedModel nested => nested.Model.InputShape,
            _ => new ConfigFields(new ConfigFields(layers[0], "the first layer").Value("config"), $"layer '{first.Name}'").BatchShape(
                "batch_input_shape"
            )
                ?? config.BatchShape("build_input_shape")
                ?? throw new KerasFormatException(
                    $"layer '{first.Name}' does not have its input shape: the model was saved before it was built."
                ),
        };
        ModelBuilder builder = ModelBuilder.Sequential(name, input);
        for (int index = first.Layer is InputLayer ? 1 : 0; index < layers.Length; index++)
        {
            LayerDraft draft = index == 0 ? first : Draft(layers[index], place);
            if (draft.Layer is InputLayer)
            {
                throw new KerasFormatException($"layer '{draft.Name}' is an input behind others.");
            }

            builder.Add(draft.At([builder.ShapeOf(builder.Last)], index + 1 < layers.Length ? BuiltOn(layers[index + 1]) : null));
        }

        return builder.Build();
    }

    // From Keras 2.13 on a layer says on what shape it was built: the output of the one before it.
    private static Shape? BuiltOn(JsonElement json) =>
        new ConfigFields(json, "a layer").Find("build_config") is { } build
            ? new ConfigFields(build, "build_config").ShapeHint("input_shape")
            : null;
}

/// <summary>Where a layer is.</summary>
/// <param name="Depth">Of models around the model that holds it.</param>
/// <param name="Top">The file's own layer that holds it, for which the file has one group of weights; null for such a layer itself.</param>
internal readonly record struct Place(int Depth, string? Top);
