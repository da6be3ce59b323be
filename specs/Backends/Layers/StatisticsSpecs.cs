using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends.Cpu.Kernels;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;
using Repro.Specs.TensorFlow;

namespace Repro.Specs.Backends.Layers;

/// <summary>
/// Which variance batch normalization keeps in float32, before Keras 3 and since; and layers with statistics of the data.
/// </summary>
internal abstract class StatisticsContract
{
    private static readonly JsonElement Moving = Fixture.Json("keras", "layers.json").GetProperty("moving_variance");
    private static readonly JsonElement Data = Fixture.Json("keras", "data-layers.json").GetProperty("layers");

    private static IEnumerable<object[]> MovingCases =>
        from each in Moving.EnumerateObject()
        from keras3 in new[] { false, true }
        select new object[] { each.Name, keras3 };

    private static IEnumerable<string> DataCases =>
        Data.EnumerateObject().Where(each => each.Value.TryGetProperty("config", out _)).Select(each => each.Name);

    private protected abstract LayerPass.Backend Backend { get; }

    [TestCaseSource(nameof(MovingCases))]
    public void The_moving_variance_is_that_of_the_version(string name, bool keras3)
    {
        JsonElement oracle = Moving.GetProperty(name);
        Layer layer = Read(oracle.GetProperty("layer"), keras3);
        // Keras does not write fused=False into its files; without the fused kernel the biased variance is kept.
        if (name == "rank4-fused-false")
        {
            layer = (BatchNormalization)layer with { KeepsBiasedVariance = true };
        }

        JsonElement input = oracle.GetProperty("inputs")[0];
        int[] shape = [.. input.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];
        Model model = ModelBuilder.Sequential("statistics", new Shape([.. shape.Skip(1).Select(axis => (int?)axis)])).Add(layer).Build();
        float[] x = SeededInputs.Values(
            input.GetProperty("stream").GetInt32(),
            shape.Aggregate(1, (product, axis) => product * axis),
            input.GetProperty("low").GetDouble(),
            input.GetProperty("high").GetDouble()
        );
        JsonElement[] weights = [.. oracle.GetProperty("weights").EnumerateArray()];

        LayerPass pass = Backend(model, x, shape[0], k => Values(weights[k]), new float[x.Length], training: true);

        JsonElement after =
            keras3 && oracle.TryGetProperty("keras3_weights_after", out JsonElement newer) ? newer : oracle.GetProperty("weights_after");
        foreach (JsonProperty expected in after.EnumerateObject())
        {
            int k = Array.FindIndex(weights, weight => weight.GetProperty("name").GetString() == expected.Name);
            Closeness.ShouldBeCloseLayer(pass.Weights[k], after.Doubles(expected.Name), expected.Name);
        }
    }

    [TestCaseSource(nameof(DataCases))]
    public void A_layer_about_the_data_gives_what_Keras_gives(string name)
    {
        JsonElement oracle = Data.GetProperty(name);
        bool image = oracle.GetProperty("input").GetString() == "picture";
        float[] x = image
            ? [.. SeededInputs.Values(5000, 6 * 8 * 3, 0, 256).Select(MathF.Floor)]
            : SeededInputs.Values(5010, 2 * 4 * 5 * 3, -2, 3);
        Model model = ModelBuilder
            .Sequential("data", image ? new Shape(6, 8, 3) : new Shape(4, 5, 3))
            .Add(Read(oracle.GetProperty("config"), keras3: false))
            .Build();
        JsonElement[] weights = oracle.TryGetProperty("weights", out JsonElement given) ? [.. given.EnumerateArray()] : [];

        LayerPass pass = Backend(
            model,
            x,
            image ? 1 : 2,
            k => [.. weights[k].Doubles("values").Select(value => (float)value)],
            null,
            training: false
        );

        // The statistics themselves are printed with 7 digits: half a unit of the last is 5e-7 of them.
        double margin = 2e-6 * oracle.Doubles("output").Max(Math.Abs);
        pass.Output.Zip(oracle.Doubles("output")).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= margin);
    }

    private static Layer Read(JsonElement layer, bool keras3)
    {
        JsonObject config = JsonNode.Parse(layer.GetProperty("config").GetRawText())!.AsObject();
        string kind = layer.GetProperty("class_name").GetString()!;
        using JsonDocument document = JsonDocument.Parse(config.ToJsonString());
        return LayerReader.Read(kind, "layer", new ConfigFields(document.RootElement, kind), keras3);
    }

    private static float[] Values(JsonElement weight) =>
        SeededInputs.Values(
            weight.GetProperty("stream").GetInt32(),
            weight.GetProperty("shape").EnumerateArray().Aggregate(1, (product, axis) => product * axis.GetInt32()),
            weight.GetProperty("low").GetDouble(),
            weight.GetProperty("high").GetDouble()
        );
}

[Category("Fast")]
internal sealed class CpuStatisticsSpecs : StatisticsContract
{
    private protected override LayerPass.Backend Backend => LayerPass.Cpu(new ReferenceKernels());
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowStatisticsSpecs : StatisticsContract
{
    private protected override LayerPass.Backend Backend => LayerPass.TensorFlow(Library.Require());
}
