using System.Text.Json;
using Repro.Backends.Cpu.Kernels;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Specs.Oracles;
using Repro.Specs.TensorFlow;
using Repro.Training.Loop;

namespace Repro.Specs.Backends.Layers;

/// <summary>Layers that drop units or add noise, against the numbers of 100,000 units that real Keras gave.</summary>
internal abstract class RandomLayerContract
{
    private static readonly JsonElement Oracle = Fixture.Json("keras", "layers.json").GetProperty("random");

    private static IEnumerable<string> Cases => Oracle.EnumerateObject().Select(each => each.Name);

    private protected abstract LayerPass.Backend Backend { get; }

    [Test]
    public void Outputs_are_distributed_as_those_of_Keras([ValueSource(nameof(Cases))] string name, [Values] bool keras3)
    {
        JsonElement oracle = Oracle.GetProperty(name);
        (Model model, float[] x, int samples) = Case(name, keras3);

        float[] output = Backend(model, x, samples, _ => [], null, training: true).Output;

        double mean = output.Average(value => (double)value);
        double variance = output.Average(value => (value - mean) * (value - mean));
        double fourth = output.Average(value => Math.Pow(value - mean, 4));
        // Channels that are dropped as one are one draw: 10 images of 10 channels. Both samples stray; five standard deviations are
        // allowed.
        double draws = name is "dropout-noise-shape" or "spatialdropout2d" ? 100 : output.Length;
        mean.Should().BeApproximately(oracle.GetProperty("mean").GetDouble(), 5 * Math.Sqrt(2 * variance / draws));
        variance
            .Should()
            .BeApproximately(oracle.GetProperty("variance").GetDouble(), 5 * Math.Sqrt(2 * (fourth - variance * variance) / draws) + 1e-3);
        if (oracle.GetProperty("distinct_values").ValueKind != JsonValueKind.Array)
        {
            return;
        }

        double[] distinct = oracle.Doubles("distinct_values");
        output
            .Distinct()
            .Order()
            .Should()
            .HaveCount(distinct.Length)
            .And.Equal(distinct, (actual, expected) => Math.Abs(actual - expected) < 1e-6);
    }

    [TestCaseSource(nameof(Cases))]
    public void Inference_changes_nothing(string name)
    {
        (Model model, float[] x, int samples) = Case(name, keras3: false);

        Backend(model, x, samples, _ => [], null, training: false).Output.Should().Equal(x);
    }

    [TestCaseSource(nameof(Cases))]
    public void A_layer_that_is_called_in_inference_mode_changes_nothing_in_training(string name)
    {
        (Model model, float[] x, int samples) = Case(name, keras3: false);

        Backend(model.Select(layer => layer with { IsInference = true }), x, samples, _ => [], null, training: true)
            .Output.Should()
            .Equal(x);
    }

    // What is kept passes its gradient on with its factor, what is dropped none.
    [Test]
    public void Gradients_are_those_of_differences(
        [Values("alphadropout", "dropout", "spatialdropout2d", "gaussiandropout", "gaussiannoise")] string name
    )
    {
        (Model model, float[] x, int samples) = Case(name, keras3: false);
        float[] more = [.. x.Select(value => value + 0.5f)];
        float[] seed = [.. x.Select(_ => 2f)];

        LayerPass pass = Backend(model, x, samples, _ => [], seed, training: true);
        float[] moved = Backend(model, more, samples, _ => [], null, training: true).Output;

        for (int i = 0; i < x.Length; i += 97)
        {
            pass.InputGradient![i].Should().BeApproximately(4 * (moved[i] - pass.Output[i]), 1e-5f);
        }
    }

    private static (Model Model, float[] X, int Samples) Case(string name, bool keras3)
    {
        JsonElement oracle = Oracle.GetProperty(name);
        JsonElement layer = oracle.GetProperty(keras3 ? "keras3" : "layer");
        string kind = layer.GetProperty("class_name").GetString()!;
        Layer read = LayerReader.Read(kind, "layer", new ConfigFields(layer.GetProperty("config"), kind), keras3);
        int[] shape = [.. oracle.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];
        Model model = ModelBuilder.Sequential(name, new Shape([.. shape.Skip(1).Select(axis => (int?)axis)])).Add(read).Build();
        float[] x = new float[shape.Aggregate(1, (product, axis) => product * axis)];
        if (oracle.GetProperty("input").GetString() == "ones")
        {
            Array.Fill(x, 1f);
        }

        return (model, x, shape[0]);
    }
}

[Category("Fast")]
internal sealed class CpuRandomLayerSpecs : RandomLayerContract
{
    private protected override LayerPass.Backend Backend => LayerPass.Cpu(new ReferenceKernels(), new SeededDropout(1));

    [Test]
    public void What_is_written_of_a_noise_shape_comes_back()
    {
        using JsonDocument settings = JsonDocument.Parse("""{"rate": 0.3, "noise_shape": [null, 1, null, 1], "seed": null}""");
        Layer layer = LayerReader.Read("Dropout", "layer", new ConfigFields(settings.RootElement, "Dropout"), keras3: false);

        LayerWriter.Config(layer, null)["noise_shape"]!.ToJsonString().Should().Be("[null,1,null,1]");
    }
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowRandomLayerSpecs : RandomLayerContract
{
    private protected override LayerPass.Backend Backend => LayerPass.TensorFlow(Library.Require(), new SeededDropout(1));
}
