using System.Text.Json;
using Repro.Backends;
using Repro.Figures;
using Repro.Figures.Filters;
using Repro.Figures.Heat;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Filter ascent in VGG16 with seeded weights, against real Keras in float64 (<c>fixtures/keras/gradients.json</c>).</summary>
internal abstract class FilterAscentContract : BackendContract
{
    /// <summary>
    /// Until the trajectories part, see <see cref="DeepImageContract"/>; that of a layer without pooling before it never does.
    /// </summary>
    [TestCase("block1_conv1", FilterAscent.Steps, 0)]
    [TestCase("block3_conv1", 18, 5, 40, 77)]
    [TestCase("block5_conv3", 3, 17)]
    public void Steps_are_those_of_Keras(string layer, int count, params int[] channels)
    {
        using INetwork network = ImageOracle.Vgg("vgg16-base-any").UpTo(Backend, [layer], side: 64);
        Tensor noise = ImageOracle.Noise;
        int length = noise.Values.Length;
        Tensor images = new([.. Enumerable.Repeat(noise.Values, channels.Length).SelectMany(values => values)], channels.Length, 64, 64, 3);
        AscentStep[] steps = [.. new FilterAscent(network, layer).Climb(images, channels).Take(count)];

        for (int i = 0; i < channels.Length; i++)
        {
            string what = $"{layer}/{channels[i]}";
            JsonElement oracle = ImageOracle.Read($"ascent {what}");
            double[] losses = oracle.Doubles("loss_before_each_step");
            for (int step = 0; step < count; step++)
            {
                steps[step]
                    .Losses[i]
                    .Should()
                    .BeApproximately(losses[step], ImageOracle.OfLoss * losses[step], "the loss of {0} before step {1}", what, step);
            }

            Digest.ShouldBeClose(
                steps[0].Gradient.Values.AsSpan(i * length, length),
                oracle.GetProperty("first_gradient"),
                Closeness.OfRootMeanSquare,
                $"the first gradient of {what}"
            );
            Span<float> reached = images.Values.AsSpan(i * length, length);
            if (losses[^1] == 0)
            {
                reached
                    .SequenceEqual(noise.Values)
                    .Should()
                    .BeTrue("{0} is dead: its gradient is 0, and the guard of 1e-5 keeps it 0", what);
            }

            if (count == losses.Length)
            {
                Digest.ShouldBeClose(reached, oracle.GetProperty("final"), ImageOracle.OfLoss, $"the pattern of {what}");
            }
        }
    }
}

/// <summary>All forty steps through pooling layers, and Grad-CAM through VGG16's classifier.</summary>
/// <remarks>
/// The ascent is chaotic there: where two cells of a window, or a cell and ReLU's zero, are equal but for the last bit, the gradient goes
/// another way, and the trajectories of float32 and float64 part. How far that carries is measured on the backend itself: the same ascent
/// from starts that differ in the last bit. Keras's losses must be met to 1e-3, or as closely as those copies meet each other.
/// </remarks>
internal abstract class DeepImageContract : FilterAscentContract
{
    private const int Copies = 6;

    [TestCase("block3_conv1", 40)]
    [TestCase("block3_conv1", 77)]
    [TestCase("block5_conv3", 17)]
    public void Forty_steps_stray_from_Keras_no_further_than_a_last_bit_explains(string layer, int channel)
    {
        using INetwork network = ImageOracle.Vgg("vgg16-base-any").UpTo(Backend, [layer], side: 64);
        Tensor images = ImageOracle.NoiseAndCopies(Copies);
        AscentStep[] steps = [.. new FilterAscent(network, layer).Climb(images, [.. Enumerable.Repeat(channel, 1 + Copies)])];

        double[] losses = ImageOracle.Read(FormattableString.Invariant($"ascent {layer}/{channel}")).Doubles("loss_before_each_step");
        steps.Should().HaveCount(losses.Length);
        double parted = 0;
        for (int step = 0; step < losses.Length; step++)
        {
            double own = steps[step].Losses[0];
            parted = steps[step].Losses.Max(copy => Math.Max(parted, Math.Abs(copy / own - 1)));
            (own / losses[step] - 1)
                .Should()
                .BeApproximately(0, Math.Max(ImageOracle.OfLoss, 2 * parted), "step {0}; copies differ by {1}", step, parted);
        }

        parted.Should().BeLessThan(0.05, "the copies still climb the same hill");
        steps[^1].Losses[0].Should().BeGreaterThan(5 * steps[0].Losses[0]);
    }

    [Test]
    public void The_heat_map_is_that_of_Keras()
    {
        JsonElement oracle = ImageOracle.Read("gradcam");
        int index = oracle.GetProperty("class_index").GetInt32();
        using INetwork network = ImageOracle.Vgg("vgg16-top-224").Whole(Backend);
        Tensor x = SeededInputs.Tensor(3000, -1, 1, 1, 224, 224, 3);

        float[] probabilities = network.Predict(x).Values;
        Array.IndexOf(probabilities, probabilities.Max()).Should().Be(index);
        float[] pooled = GradCam.Pool(network.Gradient(x, new ScalarObjective.ClassScore(index), "block5_conv3").Gradient);
        Digest.ShouldBeClose(pooled, oracle.GetProperty("pooled_gradients"), ImageOracle.OfLoss, "the pooled gradients");
        HeatMap map = GradCam.Of(network, x, "block5_conv3", index).Normalized();
        (map.Height, map.Width).Should().Be((14, 14));
        double[] expected = oracle.Doubles("heat_map_14x14");
        for (int cell = 0; cell < expected.Length; cell++)
        {
            ((double)map.Values[cell]).Should().BeApproximately(expected[cell], ImageOracle.OfLoss, "cell {0}", cell);
        }
    }
}

/// <summary>The oracle's VGG16 and its digests.</summary>
internal static class ImageOracle
{
    /// <summary>Losses, patterns and heat maps agree to this part of the oracle's.</summary>
    public const double OfLoss = 1e-3;

    private const int Side = 64;

    /// <summary>The grey noise that the oracle's ascents begin with.</summary>
    public static Tensor Noise => NoiseAndCopies(0);

    /// <summary>The noise, and behind it copies of which each value is the next float up or down.</summary>
    public static Tensor NoiseAndCopies(int copies, int side = Side)
    {
        float[] noise = SeededInputs.Tensor(3000, 128, 148, 1, side, side, 3).Values;
        Tensor batch = new(1 + copies, side, side, 3);
        for (int i = 0; i < batch.Values.Length; i++)
        {
            float value = noise[i % noise.Length];
            batch.Values[i] =
                i < noise.Length ? value
                : SeededInputs.U(3001, i) < 0.5 ? MathF.BitDecrement(value)
                : MathF.BitIncrement(value);
        }

        return batch;
    }

    public static JsonElement Read(string name) => Fixture.Json("keras", "gradients.json").GetProperty(name);

    public static WeightedModel Vgg(string model) =>
        new(SpecModels.Get(model), network => SeededInputs.FillWeights(network), "seeded streams");
}
