using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Layers;

/// <summary>A layer of <c>fixtures/keras/layers.json</c> as a model, with what real Keras gave in float64.</summary>
/// <remarks>
/// A model has one input here. Where a layer takes several, they lie behind one another in one vector, and layers that only move numbers
/// take them apart.
/// </remarks>
internal sealed class LayerCase
{
    private static readonly JsonElement All = Fixture.Json("keras", "layers.json").GetProperty("cases");

    private readonly JsonElement _oracle;

    private LayerCase(string name)
    {
        Name = name;
        _oracle = All.GetProperty(name);
        InputShapes = [.. _oracle.GetProperty("inputs").EnumerateArray().Select(input => ShapeOf(input.GetProperty("shape")))];
        Samples = _oracle.GetProperty("inputs")[0].GetProperty("shape")[0].GetInt32();
        Model = Build();
    }

    public static IEnumerable<string> Names => All.EnumerateObject().Select(property => property.Name);

    public string Name { get; }

    public Model Model { get; }

    public int Samples { get; }

    public bool HasKeras3 => _oracle.TryGetProperty("keras3", out _);

    /// <summary>Whether the layer is called with <c>training=False</c>.</summary>
    public bool IsInference => _oracle.TryGetProperty("training", out JsonElement training) && !training.GetBoolean();

    public bool Training => _oracle.TryGetProperty("training", out JsonElement training) && training.GetBoolean();

    public IReadOnlyList<Shape> InputShapes { get; }

    public JsonElement[] Weights => [.. _oracle.GetProperty("weights").EnumerateArray()];

    public double[] Output => _oracle.GetProperty("output").Doubles("values");

    /// <summary>The gradients of all inputs, one sample's behind one another; null where Keras gives none.</summary>
    public double[]? InputGradients =>
        _oracle.TryGetProperty("input_gradients", out JsonElement gradients) && gradients.GetArrayLength() > 0
            ? Together([.. gradients.EnumerateArray().Select(gradient => gradient.Doubles("values"))])
            : null;

    /// <summary>Those of the trainable weights, in order.</summary>
    public double[][] WeightGradients =>
        _oracle.TryGetProperty("weight_gradients", out JsonElement gradients)
            ? [.. gradients.EnumerateArray().Select(gradient => gradient.Doubles("values"))]
            : [];

    /// <summary>The moving statistics after the pass, by name.</summary>
    public IReadOnlyDictionary<string, double[]> WeightsAfter =>
        _oracle.TryGetProperty("weights_after", out JsonElement after)
            ? after.EnumerateObject().ToDictionary(property => property.Name, property => after.Doubles(property.Name))
            : new Dictionary<string, double[]>();

    public static LayerCase Read(string name) => new(name);

    /// <summary>The batch: all inputs of a sample behind one another.</summary>
    public float[] Batch()
    {
        float[][] inputs = [.. _oracle.GetProperty("inputs").EnumerateArray().Select(Values)];
        return inputs.Length == 1 ? inputs[0] : Together(inputs);
    }

    /// <summary>What the outputs are multiplied by, so that their sum has the oracle's gradients.</summary>
    public float[] Seed() => SeededInputs.Values(3100, Output.Length, -1, 1);

    public float[] WeightValues(int k)
    {
        JsonElement weight = Weights[k];
        int elements = weight.GetProperty("shape").EnumerateArray().Aggregate(1, (product, axis) => product * axis.GetInt32());
        return SeededInputs.Values(
            weight.GetProperty("stream").GetInt32(),
            elements,
            weight.GetProperty("low").GetDouble(),
            weight.GetProperty("high").GetDouble()
        );
    }

    public override string ToString() => Name;

    /// <summary>The layer by the reader of Keras's files, from the settings of Keras 2.15, or of Keras 3 where they are given.</summary>
    public Layer LayerOf(bool keras3 = false)
    {
        JsonElement layer = _oracle.GetProperty(keras3 ? "keras3" : "layer");
        JsonObject config = JsonNode.Parse(layer.GetProperty("config").GetRawText())!.AsObject();
        config["name"] = "layer";
        config["trainable"] = !_oracle.TryGetProperty("frozen", out _);
        string kind = layer.GetProperty("class_name").GetString()!;
        using JsonDocument document = JsonDocument.Parse(config.ToJsonString());
        Layer read = LayerReader.Read(kind, "layer", new ConfigFields(document.RootElement, kind), keras3);
        if (IsInference)
        {
            read = read with { IsInference = true };
        }
        // In float64 no version of Keras uses its fused kernel, whose variance is another.
        return read is BatchNormalization normalization ? normalization with { KeepsBiasedVariance = true } : read;
    }

    private Model Build()
    {
        if (InputShapes.Count == 1)
        {
            return ModelBuilder.Sequential(Name, InputShapes[0]).Add(LayerOf()).Build();
        }

        int length = InputShapes.Sum(shape => shape.Elements);
        ModelBuilder builder = ModelBuilder.Functional(Name, new InputLayer(new Shape(length)) { Name = "input" });
        int column = builder.Connect(new Reshape(length, 1) { Name = "column" }, 0);
        List<int> parts = [];
        int start = 0;
        foreach (Shape shape in InputShapes)
        {
            int part = builder.Connect(new Cropping1D(start, length - start - shape.Elements) { Name = $"part_{start}" }, column);
            parts.Add(builder.Connect(new Reshape([.. shape.Axes.Select(axis => axis!.Value)]) { Name = $"input_{start}" }, part));
            start += shape.Elements;
        }

        return builder.Build([builder.Connect(LayerOf(), [.. parts])]);
    }

    private T[] Together<T>(T[][] inputs)
    {
        List<T> all = [];
        for (int sample = 0; sample < Samples; sample++)
        {
            foreach (T[] input in inputs)
            {
                all.AddRange(input.Skip(sample * input.Length / Samples).Take(input.Length / Samples));
            }
        }

        return [.. all];
    }

    private static float[] Values(JsonElement input)
    {
        int elements = input.GetProperty("shape").EnumerateArray().Aggregate(1, (product, axis) => product * axis.GetInt32());
        int stream = input.GetProperty("stream").GetInt32();
        if (input.TryGetProperty("low", out JsonElement low))
        {
            return SeededInputs.Values(stream, elements, low.GetDouble(), input.GetProperty("high").GetDouble());
        }

        int below = input.GetProperty("integers_below").GetInt32();
        return [.. Enumerable.Range(0, elements).Select(i => (float)Math.Floor(below * SeededInputs.U(stream, i)))];
    }

    private static Shape ShapeOf(JsonElement shape) => new([.. shape.EnumerateArray().Skip(1).Select(axis => (int?)axis.GetInt32())]);
}
