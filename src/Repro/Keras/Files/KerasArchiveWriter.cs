using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Hdf5;
using Repro.Keras.Architecture;
using Repro.Keras.Optimizers;
using Repro.Keras.Weights;
using Repro.Models;
using Repro.Native;
using Repro.Outputs;

namespace Repro.Keras.Files;

/// <summary>
/// Saves a trained network as Keras 3 does: <c>model.save("NAME.keras")</c>, an archive, and <c>model.save_weights("NAME.weights.h5")</c>,
/// the file of weights inside it. No time is written: on one system, the same network gives the same bytes.
/// </summary>
internal static class KerasArchiveWriter
{
    /// <summary>The Keras whose form is written.</summary>
    public const string KerasVersion = "3.15.1";

    // The first time that a zip archive can have, which Keras writes too.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="steps">Optimizer steps done so far.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="MissingNativeException">libhdf5 is not installed.</exception>
    public static void Save(string path, INetwork network, CompileOptions options, long steps)
    {
        JsonObject metadata = new() { ["keras_version"] = KerasVersion, ["date_saved"] = "1980-01-01@00:00:00" };
        JsonObject config = Keras3Config.Write(KerasOrder.Of(network.Model));
        if (options.Optimizer is { } optimizer)
        {
            config["compile_config"] = Keras3Compile.Write(network.Model, options, optimizer, network.LearningRate);
        }

        byte[] weights = Hdf5Writer.ToBytes(NativePackage.Hdf5.Require(), Weights(network, options.Optimizer, steps));
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "metadata.json", Text(metadata));
            Add(zip, "config.json", Text(config));
            Add(zip, "model.weights.h5", weights);
        }

        OutputFile.Write(path, stream => stream.Write(archive.GetBuffer().AsSpan(0, (int)archive.Length)));
    }

    /// <summary>Saves the weights and the optimizer's state alone.</summary>
    /// <inheritdoc cref="Save"/>
    public static void SaveWeights(string path, INetwork network, CompileOptions options, long steps)
    {
        byte[] bytes = Hdf5Writer.ToBytes(NativePackage.Hdf5.Require(), Weights(network, options.Optimizer, steps));
        OutputFile.Write(path, stream => stream.Write(bytes));
    }

    private static byte[] Text(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Plain));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    /// <summary>The tree of <see cref="NumberedWeights"/>, with the optimizer's variables by number.</summary>
    internal static Hdf5Content Weights(INetwork network, Optimizer? optimizer, long steps)
    {
        Hdf5Content content = new();
        content.Add(new Hdf5Object("", Hdf5Kind.Group));
        Model model = KerasOrder.Of(network.Model);
        AddVariables(content, "", model.Name);
        AddLayers(content, network, model, "", "");
        if (optimizer is not null)
        {
            AddOptimizer(content, network, model, optimizer, steps);
        }

        return content;
    }

    private static void AddLayers(Hdf5Content content, INetwork network, Model model, string prefix, string group)
    {
        string layers = Hdf5Content.Join(group, NumberedWeights.Layers);
        content.Add(new Hdf5Object(layers, Hdf5Kind.Group));
        foreach ((Node node, string place) in NumberedWeights.Places(model, layers))
        {
            if (model.IsSequential && node.Layer is InputLayer)
            {
                continue;
            }

            content.Add(new Hdf5Object(place, Hdf5Kind.Group));
            if (node.Layer is NestedModel nested)
            {
                AddLayers(content, network, nested.Model, $"{prefix}{nested.Name}/", place);
                AddVariables(content, place, node.Layer.Name);
                continue;
            }

            string variables = AddVariables(content, place, node.Layer.Name);
            for (int index = 0; index < node.Weights.Count; index++)
            {
                WeightSpec weight = node.Weights[index];
                float[] values = new float[weight.Elements];
                network.ReadWeight($"{prefix}{node.Layer.Name}/{weight.Name}", values);
                content.Add(StoredTensor.Of(Hdf5Content.Join(variables, FormattableString.Invariant($"{index}")), weight, values));
            }
        }
    }

    // The number of steps comes first, then the learning rate, which is no variable where a schedule gives it.
    private static void AddOptimizer(Hdf5Content content, INetwork network, Model model, Optimizer optimizer, long steps)
    {
        OptimizerLayout layout = OptimizerLayout.Of(optimizer)!;
        content.Add(new Hdf5Object("optimizer", Hdf5Kind.Group));
        string variables = AddVariables(content, "optimizer", Keras3Compile.NameOf(layout));
        content.Add(new Hdf5Object(Hdf5Content.Join(variables, "0"), Hdf5Kind.Integers) { Integers = [steps] });
        int number = 1;
        if (optimizer.Schedule is null)
        {
            AddFloats(content, variables, number++, [], [network.LearningRate ?? (float)optimizer.ConstantRate]);
        }

        FlatWeight[] trained = [.. FlattenedModel.Of(model).Weights.Where(weight => weight.Trainable)];
        int slots = network.OptimizerSlots.Count;
        foreach ((FlatWeight weight, int slot) in OptimizerLayout.Order(trained, slots, Math.Min(layout.Together, slots)))
        {
            float[] values = new float[weight.Spec.Elements];
            network.ReadOptimizerState(weight.Path, values, slot);
            AddFloats(content, variables, number++, weight.Spec.Shape, values);
        }

        // Keras 3 loads no state with another number of variables than its own.
        if (optimizer is Nadam nadam)
        {
            AddFloats(content, variables, number, [], [(float)nadam.ProductAfter(steps)]);
        }
    }

    private static string AddVariables(Hdf5Content content, string place, string name)
    {
        string variables = Hdf5Content.Join(place, NumberedWeights.Variables);
        content.Add(
            new Hdf5Object(variables, Hdf5Kind.Group)
            {
                Attributes = new Dictionary<string, Hdf5Attribute>(StringComparer.Ordinal) { ["name"] = new([name], IsList: false) },
            }
        );
        return variables;
    }

    private static void AddFloats(Hdf5Content content, string group, int number, IReadOnlyList<int> shape, float[] values) =>
        content.Add(
            new Hdf5Object(Hdf5Content.Join(group, FormattableString.Invariant($"{number}")), Hdf5Kind.Floats)
            {
                Shape = shape,
                Floats = values,
            }
        );
}
