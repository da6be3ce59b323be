using System.Text.Json;
using Repro.Backends;
using Repro.Models;
using Repro.Pictures;
using Repro.Pictures.Filters;
using Repro.Pictures.Heat;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Filter ascent in VGG16 with seeded weights, against real Keras in float64 (<c>fixtures/keras/gradients.json</c>).</summary>
public abstract class FilterAscentContract : BackendContract
{
    /// <summary>Losses and heat maps agree to this part of the oracle's.</summary>
    private protected const double OfLoss = 1e-3;

    [TestCase("block1_conv1", 0)]
    [TestCase("block3_conv1", 5, 40, 77)]
    public void Steps_are_those_of_Keras(string layer, params int[] channels) => Climb(layer, channels);

    private protected void Climb(string layer, params int[] channels)
    {
        using INetwork network = PictureOracle.Vgg("vgg16-base-any").UpTo(Backend, [layer], side: 64);
        Tensor noise = SeededInputs.Tensor(3000, 128, 148, 1, 64, 64, 3);
        Tensor pictures = new([.. Enumerable.Repeat(noise.Values, channels.Length).SelectMany(values => values)], channels.Length, 64, 64, 3);
        AscentStep[] steps = [.. new FilterAscent(network, layer).Climb(pictures, channels)];

        int length = noise.Values.Length;
        for (int i = 0; i < channels.Length; i++)
        {
            string what = $"{layer}/{channels[i]}";
            JsonElement oracle = PictureOracle.Read($"ascent {what}");
            double[] losses = oracle.Doubles("loss_before_each_step");
            steps.Should().HaveCount(losses.Length);
            for (int step = 0; step < losses.Length; step++) steps[step].Losses[i].Should().BeApproximately(losses[step], OfLoss * losses[step], "the loss of {0} before step {1}", what, step);
            PictureOracle.ShouldBeClose(steps[0].Gradient.Values.AsSpan(i * length, length), oracle.GetProperty("first_gradient"), Closeness.OfRootMeanSquare, $"the first gradient of {what}");
            Span<float> reached = pictures.Values.AsSpan(i * length, length);
            if (losses[^1] == 0) reached.SequenceEqual(noise.Values).Should().BeTrue("{0} is dead: its gradient is 0, and the guard of 1e-5 keeps it 0", what);
            else PictureOracle.ShouldBeClose(reached, oracle.GetProperty("final"), 1e-2, $"the pattern of {what}");
        }
    }
}

/// <summary>The same at VGG16's end: its last convolution, and Grad-CAM through its classifier.</summary>
public abstract class DeepPictureContract : FilterAscentContract
{
    [Test]
    public void The_last_convolution_climbs_as_in_Keras() => Climb("block5_conv3", 17);

    [Test]
    public void The_heat_map_is_that_of_Keras()
    {
        JsonElement oracle = PictureOracle.Read("gradcam");
        int index = oracle.GetProperty("class_index").GetInt32();
        using INetwork network = PictureOracle.Vgg("vgg16-top-224").Whole(Backend);
        Tensor x = SeededInputs.Tensor(3000, -1, 1, 1, 224, 224, 3);

        float[] probabilities = network.Predict(x).Values;
        Array.IndexOf(probabilities, probabilities.Max()).Should().Be(index);
        float[] pooled = GradCam.Pool(network.Gradient(x, new ScalarObjective.ClassScore(index), "block5_conv3").Gradient);
        PictureOracle.ShouldBeClose(pooled, oracle.GetProperty("pooled_gradients"), OfLoss, "the pooled gradients");
        HeatMap map = GradCam.Of(network, x, "block5_conv3", index).Normalised();
        (map.Height, map.Width).Should().Be((14, 14));
        double[] expected = oracle.Doubles("heat_map_14x14");
        for (int cell = 0; cell < expected.Length; cell++) ((double)map.Values[cell]).Should().BeApproximately(expected[cell], OfLoss, "cell {0}", cell);
    }
}

/// <summary>The oracle's VGG16 and its digests.</summary>
internal static class PictureOracle
{
    public static JsonElement Read(string name) => Fixture.Json("keras", "gradients.json").GetProperty(name);

    public static WeightedModel Vgg(string model) => new(Zoo.Get(model), network => SeededInputs.FillWeights(network), "seeded streams");

    /// <summary>Norm, first and last values; the margin is that part of the oracle's root mean square.</summary>
    public static void ShouldBeClose(ReadOnlySpan<float> values, JsonElement digest, double part, string what)
    {
        double norm = digest.GetProperty("l2").GetDouble();
        double margin = part * norm / Math.Sqrt(values.Length);
        double squares = 0;
        foreach (float value in values) squares += (double)value * value;
        Math.Sqrt(squares).Should().BeApproximately(norm, part * norm, "the norm of {0}", what);
        double[] first = digest.Doubles("first");
        double[] last = digest.Doubles("last");
        for (int i = 0; i < first.Length; i++)
        {
            ((double)values[i]).Should().BeApproximately(first[i], margin, "value {0} of {1}", i, what);
            ((double)values[values.Length - last.Length + i]).Should().BeApproximately(last[i], margin, "value {0} from the end of {1}", last.Length - i, what);
        }
    }
}
