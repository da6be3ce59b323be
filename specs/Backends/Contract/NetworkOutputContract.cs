using System.Text.Json;
using Repro.Backends;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Every layer's output of whole networks of the documents, against real Keras in float64.</summary>
internal abstract class NetworkOutputContract : BackendContract
{
    [TestCase("mnist-full")]
    [TestCase("catsdogs-scratch")]
    public void Every_layer_gives_what_Keras_gives(string name) =>
        KerasNetwork.ShouldGiveWhatKerasGives(SpecModels.Parse($"{name}{{tf.keras}}").Model, name, model => Seeded(model));
}

/// <summary>The large pretrained architectures, with weights from the seeded streams.</summary>
internal abstract class LargeNetworkOutputContract : BackendContract
{
    [TestCase("vgg16-base-150", "vgg16-base-150")]
    [TestCase("resnet50-keras215", "resnet50-base-150")]
    public void Every_layer_gives_what_Keras_gives(string name, string oracle) =>
        KerasNetwork.ShouldGiveWhatKerasGives(
            SpecModels.Parse($"{name}{{tf.keras}}").Model,
            oracle,
            model =>
            {
                // A base ends in no activation that a loss fits: it is built to predict alone.
                INetwork network = Backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));
                SeededInputs.FillWeights(network);
                return network;
            }
        );
}

/// <summary>A network's layers beside their digests in <c>fixtures/keras/networks</c>.</summary>
internal static class KerasNetwork
{
    public static void ShouldGiveWhatKerasGives(Model model, string name, Func<Model, INetwork> seeded)
    {
        JsonElement oracle = Fixture.Json("keras", "networks", name + ".json");
        using INetwork network = seeded(model);
        network
            .Weights.Select(weight => weight.Path)
            .Should()
            .Equal(
                oracle
                    .GetProperty("weights")
                    .EnumerateArray()
                    .Select(weight => weight.GetProperty("name").GetString()!.Replace(":0", "", StringComparison.Ordinal))
            );

        JsonProperty[] layers = [.. oracle.GetProperty("layers").EnumerateObject()];
        IReadOnlyList<Tensor> outputs = network.Activations(SeededInputs.Batch(model, 3000, 2), [.. layers.Select(layer => layer.Name)]);
        foreach ((JsonProperty layer, Tensor output) in layers.Zip(outputs))
        {
            Compare(layer.Name, layer.Value, output);
        }
    }

    private static void Compare(string layer, JsonElement digest, Tensor output)
    {
        output.Shape.Should().Equal(digest.Doubles("shape").Select(axis => (int)axis), layer);
        double count = output.Values.Length;
        double norm = digest.GetProperty("l2").GetDouble();
        double margin = Closeness.OfRootMeanSquare * norm / Math.Sqrt(count);
        double mean = output.Values.Average(value => (double)value);
        double deviation = Math.Sqrt(output.Values.Sum(value => (value - mean) * (value - mean)) / count);

        mean.Should().BeApproximately(digest.GetProperty("mean").GetDouble(), margin, "the mean of {0}", layer);
        deviation.Should().BeApproximately(digest.GetProperty("std").GetDouble(), margin, "the standard deviation of {0}", layer);
        Math.Sqrt(output.Values.Sum(value => (double)value * value))
            .Should()
            .BeApproximately(norm, Closeness.OfRootMeanSquare * norm, "the norm of {0}", layer);

        double[] first = digest.Doubles("first");
        double[] last = digest.Doubles("last");
        for (int i = 0; i < first.Length; i++)
        {
            ((double)output.Values[i]).Should().BeApproximately(first[i], margin, "value {0} of {1}", i, layer);
            ((double)output.Values[^(last.Length - i)])
                .Should()
                .BeApproximately(last[i], margin, "value {0} from the end of {1}", last.Length - i, layer);
        }
    }
}
