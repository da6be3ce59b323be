using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Hdf5;
using Repro.Keras.Architecture;
using Repro.Keras.Optimizers;
using Repro.Keras.Weights;
using Repro.Models;
using Repro.Native;
using Repro.Outputs;

namespace Repro.Keras.Files;

/// <summary>
/// Saves a trained network as Keras's <c>model.save("NAME.h5")</c> does: architecture, weights, what it was compiled with, and the
/// optimizer's state.
/// </summary>
internal static class KerasFileWriter
{
    /// <summary>The Keras whose layout is written; those from 2.0 on read it.</summary>
    public const string KerasVersion = "2.15.0";

    // The most that Keras puts into one attribute; longer lists are cut into numbered parts.
    private const int AttributeBytes = 64512;

    /// <param name="steps">Optimizer steps done so far.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static void Save(string path, INetwork network, CompileOptions options, long steps)
    {
        byte[] bytes = Hdf5Writer.ToBytes(NativePackage.Hdf5.Require(), Content(network, options, steps));
        OutputFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>
    /// Saves the weights alone, as <c>save_weights("NAME.h5")</c> did up to Keras 2.11: the layout of the published pretrained weights.
    /// </summary>
    /// <param name="synthetic">Marks the file as made for a trial: nobody trained its weights.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static void SaveWeights(string path, INetwork network, bool synthetic = false)
    {
        Hdf5Content content = new();
        Dictionary<string, Hdf5Attribute> root = new(StringComparer.Ordinal);
        if (synthetic)
        {
            root[KerasFile.SyntheticMark] = Single("made for a trial, not trained");
        }

        AddWeights(content, network, "", root);
        byte[] bytes = Hdf5Writer.ToBytes(NativePackage.Hdf5.Require(), content);
        OutputFile.Write(path, stream => stream.Write(bytes));
    }

    internal static Hdf5Content Content(INetwork network, CompileOptions options, long steps)
    {
        Hdf5Content content = new();
        Dictionary<string, Hdf5Attribute> root = new(StringComparer.Ordinal)
        {
            ["keras_version"] = Single(KerasVersion),
            ["backend"] = Single("tensorflow"),
            ["model_config"] = Single(ModelWriter.Write(KerasOrder.Of(network.Model)).ToJsonString()),
        };
        OptimizerLayout? layout = options.Optimizer is { } used
            ? OptimizerLayout.Of(used) ?? throw new ArgumentException($"Keras's files do not hold {used}.", nameof(options))
            : null;
        if (layout is not null)
        {
            root["training_config"] = Single(
                TrainingConfig(network.Model, options, OptimizerConfig.Write(options.Optimizer!, layout, network.LearningRate))
                    .ToJsonString()
            );
        }

        content.Add(new Hdf5Object("", Hdf5Kind.Group) { Attributes = root });
        AddWeights(content, network, KerasFile.ModelWeights, new Dictionary<string, Hdf5Attribute>(StringComparer.Ordinal));
        if (layout is not null)
        {
            AddOptimizer(content, network, layout, steps);
        }

        return content;
    }

    /// <summary>What a model was compiled with.</summary>
    /// <param name="optimizer">The <c>optimizer_config</c>.</param>
    internal static JsonObject TrainingConfig(Model model, CompileOptions options, JsonObject optimizer) =>
        new()
        {
            ["loss"] = options.Outputs is null
                ? LossConfig.Write(options.Loss)
                : OfOutputs(model, options.Outputs, output => LossConfig.Write(output.Loss)),
            ["metrics"] = Metrics(model, options, weighted: false),
            ["weighted_metrics"] = Metrics(model, options, weighted: true),
            ["loss_weights"] = options.Outputs is null
                ? null
                : OfOutputs(model, options.Outputs, output => JsonValue.Create(output.Weight)),
            ["optimizer_config"] = optimizer,
        };

    // As a program gives them to compile, which every version reads: a list, or lists by output.
    private static JsonNode? Metrics(Model model, CompileOptions options, bool weighted)
    {
        if (options.Outputs is null)
        {
            return Listed(options.HasAccuracy, options.Metrics, options.Loss);
        }

        return options.Outputs.All(output => Listed(output.HasAccuracy, output.Metrics, output.Loss) is null)
            ? null
            : OfOutputs(model, options.Outputs, output => Listed(output.HasAccuracy, output.Metrics, output.Loss) ?? []);

        JsonArray? Listed(bool hasAccuracy, IReadOnlyList<Metric> metrics, Loss loss) =>
            MetricConfig.List(hasAccuracy && !weighted, metrics.Where(metric => metric.IsWeighted == weighted), loss.IsSparse)
                is { Count: > 0 } list
                ? list
                : null;
    }

    private static JsonObject OfOutputs(Model model, IReadOnlyList<OutputLoss> outputs, Func<OutputLoss, JsonNode> value) =>
        new(OutputLoss.InOrder(model, outputs).Select(output => KeyValuePair.Create<string, JsonNode?>(output.Output!, value(output))));

    private static void AddWeights(Hdf5Content content, INetwork network, string root, Dictionary<string, Hdf5Attribute> top)
    {
        Dictionary<string, LayerWeights> weights = LayerWeights
            .Of(network.Model)
            .ToDictionary(layer => layer.Layer, StringComparer.Ordinal);
        string[] layers = [.. KerasOrder.Of(network.Model).Layers.Select(node => node.Layer.Name)];
        top["keras_version"] = Single(KerasVersion);
        top["backend"] = Single("tensorflow");
        AddList(top, NamedWeights.LayerNames, layers);
        content.Add(new Hdf5Object(root, Hdf5Kind.Group) { Attributes = top });
        foreach (string layer in layers)
        {
            IReadOnlyList<FlatWeight> held = weights.TryGetValue(layer, out LayerWeights? found) ? found.Weights : [];
            string group = Hdf5Content.Join(root, layer);
            content.Add(Group(group, [.. held.Select(NameOf)]));
            foreach (FlatWeight weight in held)
            {
                AddFloats(content, group, NameOf(weight), weight, network.ReadWeight);
            }
        }
    }

    // The step count first, then what is kept of the trained weights. A slot that the network does not have is zero.
    private static void AddOptimizer(Hdf5Content content, INetwork network, OptimizerLayout layout, long steps)
    {
        FlatWeight[] trained = [.. FlattenedModel.Of(KerasOrder.Of(network.Model)).Weights.Where(weight => weight.Trainable)];
        (FlatWeight Weight, int Slot)[] tensors = [.. OptimizerLayout.Order(trained, layout.Slots.Count, layout.Together)];
        string Name((FlatWeight Weight, int Slot) tensor) => layout.Name(NameOf(tensor.Weight)[..^2], tensor.Slot);
        content.Add(Group(OptimizerWeights.Group, [layout.Steps, .. tensors.Select(Name)]));
        if (layout.IsLegacy)
        {
            content.Add(Group(Hdf5Content.Join(OptimizerWeights.Group, layout.ClassName), null));
        }

        content.Add(new Hdf5Object(Hdf5Content.Join(OptimizerWeights.Group, layout.Steps), Hdf5Kind.Integers) { Integers = [steps] });
        foreach ((FlatWeight Weight, int Slot) tensor in tensors)
        {
            AddFloats(
                content,
                OptimizerWeights.Group,
                Name(tensor),
                tensor.Weight,
                (path, values) =>
                {
                    if (tensor.Slot < network.OptimizerSlots.Count)
                    {
                        network.ReadOptimizerState(path, values, tensor.Slot);
                    }
                }
            );
        }
    }

    private delegate void ReadValues(string path, Span<float> destination);

    private static void AddFloats(Hdf5Content content, string group, string name, FlatWeight weight, ReadValues read)
    {
        string[] parts = name.Split('/');
        for (int depth = 1; depth < parts.Length; depth++)
        {
            string inside = Hdf5Content.Join(group, string.Join('/', parts.Take(depth)));
            if (content.Find(inside) is null)
            {
                content.Add(Group(inside, null));
            }
        }

        float[] values = new float[weight.Spec.Elements];
        read(weight.Path, values);
        content.Add(StoredTensor.Of(Hdf5Content.Join(group, name), weight.Spec, values));
    }

    // Keras calls a weight by its own layer, not by the models around it: "block1_conv1/kernel:0".
    private static string NameOf(FlatWeight weight) => string.Join('/', weight.Path.Split('/').TakeLast(2)) + ":0";

    private static Hdf5Object Group(string path, string[]? weightNames)
    {
        Dictionary<string, Hdf5Attribute> attributes = new(StringComparer.Ordinal);
        if (weightNames is not null)
        {
            AddList(attributes, NamedWeights.WeightNames, weightNames);
        }

        return new Hdf5Object(path, Hdf5Kind.Group) { Attributes = attributes };
    }

    private static Hdf5Attribute Single(string text) => new([text], IsList: false);

    internal static void AddList(Dictionary<string, Hdf5Attribute> attributes, string name, string[] texts)
    {
        int width = texts.Select(text => text.Length).DefaultIfEmpty(1).Max();
        int each = AttributeBytes / width;
        if (texts.Length <= each)
        {
            attributes[name] = new Hdf5Attribute(texts, IsList: true);
            return;
        }

        int part = 0;
        foreach (string[] some in texts.Chunk(each))
        {
            attributes[FormattableString.Invariant($"{name}{part++}")] = new Hdf5Attribute(some, IsList: true);
        }
    }
}
