using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Hdf5;
using Repro.Keras.Files;
using Repro.Native;
using Repro.Specs.Backends.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary>
/// An archive of a model with three outputs, composed in the forms of Keras 2.15 and 3.15. No oracle has a file with several outputs: each
/// output is one layer of <c>fixtures/keras/layers.json</c> behind the common input, with Keras's own settings, weights and outputs, and
/// everything around the layers is as in the archives of <c>fixtures/keras/keras_files</c>.
/// </summary>
internal static class ComposedArchive
{
    public const int Steps = 3;

    /// <summary>Each output's layer, its case, its group of weights, and its weight in the loss.</summary>
    public static readonly (string Output, string Case, string Group, double LossWeight)[] Parts =
    [
        ("same", "conv2d-same", "conv2d", 1),
        ("depth", "depthwise-strides2-same", "depthwise_conv2d", 0.5),
        ("point", "conv2d-1x1", "conv2d_1", 2),
    ];

    private static readonly JsonElement Cases = Fixture.Json("keras", "layers.json").GetProperty("cases");

    public static void Write(string path, int keras)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("metadata.json", new JsonObject { ["keras_version"] = keras == 2 ? "2.15.0" : "3.15.1" });
        Add("config.json", Config(keras));
        using Stream weights = zip.CreateEntry("model.weights.h5", CompressionLevel.NoCompression).Open();
        weights.Write(Hdf5Writer.ToBytes(NativePackage.Hdf5.Require(), Weights(keras)));

        void Add(string name, JsonObject content)
        {
            using StreamWriter writer = new(zip.CreateEntry(name, CompressionLevel.NoCompression).Open());
            writer.Write(content.ToJsonString());
        }
    }

    /// <summary>What the optimizer keeps of a weight: one number throughout.</summary>
    /// <param name="index">The number of the weight among those of all outputs.</param>
    public static float MomentumOf(int index) => 0.125f * (index + 1);

    private static JsonObject Config(int keras)
    {
        bool is3 = keras == 3;
        JsonNode optimizer = JsonNode.Parse(
            KerasArchive.Read(Repository.PathOf("fixtures", "keras", "keras_files", $"conv-sgd.keras{keras}.keras")).Config
        )!["compile_config"]!["optimizer"]!.DeepClone();
        JsonObject config = new()
        {
            ["name"] = "several",
            ["trainable"] = true,
            ["layers"] = new JsonArray([Input(is3), .. Parts.Select(part => Layer(part.Output, part.Case, is3))]),
            ["input_layers"] = is3 ? Place("image") : new JsonArray(Place("image")),
            ["output_layers"] = new JsonArray([.. Parts.Select(part => Place(part.Output))]),
        };
        return new JsonObject
        {
            ["module"] = is3 ? "keras.src.models.functional" : "keras.src.engine.functional",
            ["class_name"] = "Functional",
            ["config"] = config,
            ["registered_name"] = "Functional",
            ["build_config"] = new JsonObject { ["input_shape"] = is3 ? null : Batch() },
            ["compile_config"] = new JsonObject
            {
                ["optimizer"] = optimizer,
                ["loss"] = new JsonObject(Parts.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Output, "mean_squared_error"))),
                ["loss_weights"] = new JsonObject(
                    Parts.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Output, part.LossWeight))
                ),
                ["metrics"] = new JsonObject
                {
                    ["same"] = new JsonArray(),
                    ["depth"] = new JsonArray(),
                    ["point"] = new JsonArray("mean_absolute_error"),
                },
                ["weighted_metrics"] = null,
                ["run_eagerly"] = is3 ? false : null,
                ["steps_per_execution"] = is3 ? 1 : null,
                ["jit_compile"] = is3 ? false : null,
            },
        };
    }

    private static JsonObject Input(bool is3)
    {
        JsonObject config = new()
        {
            [is3 ? "batch_shape" : "batch_input_shape"] = Batch(),
            ["dtype"] = "float32",
            ["sparse"] = false,
            ["ragged"] = false,
            ["name"] = "image",
        };
        return Described("InputLayer", "image", config, []);
    }

    private static JsonObject Layer(string name, string oracle, bool is3)
    {
        JsonElement layer = Cases.GetProperty(oracle).GetProperty(is3 ? "keras3" : "layer");
        JsonObject config = JsonNode.Parse(layer.GetProperty("config").GetRawText())!.AsObject();
        config["name"] = name;
        config["trainable"] = true;
        config["dtype"] = is3
            ? new JsonObject
            {
                ["module"] = "keras",
                ["class_name"] = "DTypePolicy",
                ["config"] = new JsonObject { ["name"] = "float32" },
                ["registered_name"] = null,
            }
            : "float32";
        JsonObject tensor = new()
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = Batch(),
                ["dtype"] = "float32",
                ["keras_history"] = Place("image"),
            },
        };
        JsonNode inbound = is3
            ? new JsonObject { ["args"] = new JsonArray(tensor), ["kwargs"] = new JsonObject() }
            : new JsonArray(new JsonArray("image", 0, 0, new JsonObject()));
        JsonObject described = Described(layer.GetProperty("class_name").GetString()!, name, config, [inbound]);
        described["build_config"] = new JsonObject { ["input_shape"] = Batch() };
        return described;
    }

    private static JsonObject Described(string kind, string name, JsonObject config, JsonArray inbound) =>
        new()
        {
            ["module"] = "keras.layers",
            ["class_name"] = kind,
            ["config"] = config,
            ["registered_name"] = null,
            ["name"] = name,
            ["inbound_nodes"] = inbound,
        };

    private static JsonArray Place(string layer) => [layer, 0, 0];

    private static JsonArray Batch() => [null, .. LayerCase.Read(Parts[0].Case).InputShapes[0].Axes.Select(axis => (JsonNode?)axis)];

    // The names of layers are written by Keras 3 alone.
    private static Hdf5Content Weights(int keras)
    {
        Hdf5Content content = new();
        content.Add(new Hdf5Object("", Hdf5Kind.Group));
        Variables("", "several");
        Group("layers");
        Group("layers/input_layer");
        Variables("layers/input_layer", "image");
        List<Hdf5Object> momentum = [];
        foreach ((string output, string name, string group, _) in Parts)
        {
            LayerCase oracle = LayerCase.Read(name);
            Group($"layers/{group}");
            Variables($"layers/{group}", output);
            foreach ((int k, JsonElement weight) in oracle.Weights.Index())
            {
                int[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];
                float[] values = oracle.WeightValues(k);
                content.Add(new Hdf5Object($"layers/{group}/vars/{k}", Hdf5Kind.Floats) { Shape = shape, Floats = values });
                float[] kept = new float[values.Length];
                Array.Fill(kept, MomentumOf(momentum.Count));
                momentum.Add(new Hdf5Object("", Hdf5Kind.Floats) { Shape = shape, Floats = kept });
            }
        }

        Group("optimizer");
        Variables("optimizer", "sgd");
        content.Add(new Hdf5Object("optimizer/vars/0", Hdf5Kind.Integers) { Integers = [Steps] });
        int number = 1;
        if (keras == 3)
        {
            content.Add(new Hdf5Object("optimizer/vars/1", Hdf5Kind.Floats) { Floats = [0.05f] });
            number++;
        }

        foreach (Hdf5Object kept in momentum)
        {
            content.Add(
                new Hdf5Object(FormattableString.Invariant($"optimizer/vars/{number++}"), Hdf5Kind.Floats)
                {
                    Shape = kept.Shape,
                    Floats = kept.Floats,
                }
            );
        }

        return content;

        void Group(string path) => content.Add(new Hdf5Object(path, Hdf5Kind.Group));

        void Variables(string place, string name) =>
            content.Add(
                new Hdf5Object(Hdf5Content.Join(place, "vars"), Hdf5Kind.Group)
                {
                    Attributes =
                        keras == 3
                            ? new Dictionary<string, Hdf5Attribute>(StringComparer.Ordinal) { ["name"] = new([name], IsList: false) }
                            : new Dictionary<string, Hdf5Attribute>(StringComparer.Ordinal),
                }
            );
    }
}
