using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Data.Batches;
using Repro.Figures;
using Repro.Figures.Filters;
using Repro.Models;
using Repro.Specs.Backends.Contract;
using Repro.Specs.Oracles;

namespace Repro.Specs.Training.Pretrained;

/// <summary>
/// VGG16 with its real weights on real images: layers, features, fine-tuning and filter ascents against Keras in float64.
/// </summary>
internal abstract class VggContract : BackendContract
{
    private const int Head = 100;
    private const double Rescale = 1.0 / 255;

    // The oracle's digests were summed up in float64, in another order than ours.
    private const double SameFloats = 1e-11;

    [Test]
    public void Every_weight_is_that_of_Keras()
    {
        VggOracle.Require();
        using INetwork network = Base();
        JsonElement[] weights = [.. VggOracle.Json.GetProperty("weights").EnumerateArray()];

        VggOracle.Weights.Origin.Synthetic.Should().BeFalse();
        network.Weights.Should().HaveCount(weights.Length);
        foreach (JsonElement weight in weights)
        {
            string path = weight.GetProperty("name").GetString()!.Split(':')[0];
            Digest.ShouldBeClose(Read(network, path), weight, SameFloats, path);
        }
    }

    [TestCase("/255")]
    [TestCase("BGR minus means")]
    public void Every_layer_gives_what_Keras_gives(string preprocessing)
    {
        VggOracle.Require(VggOracle.Elephant);
        using INetwork network = Base();
        Tensor x = VggOracle.Read(preprocessing == "/255" ? new RescaledImages(Rescale) : new CaffePreprocessing(), VggOracle.Elephant);

        JsonProperty[] layers = [.. VggOracle.Json.GetProperty($"elephant 150, {preprocessing}").EnumerateObject()];
        IReadOnlyList<Tensor> outputs = network.Activations(x, [.. layers.Skip(1).Select(layer => layer.Name)]);

        foreach ((JsonProperty layer, Tensor output) in layers.Zip([x, .. outputs]))
        {
            Digest.ShouldBeClose(output, layer.Value, layer.Name);
        }
    }

    [Test]
    public void Features_of_four_images_are_those_of_Keras()
    {
        JsonProperty[] features = [.. VggOracle.Json.GetProperty("features, /255").EnumerateObject()];
        VggOracle.Require([.. features.Select(image => image.Name)]);
        using INetwork network = Base();

        foreach (JsonProperty image in features)
        {
            Digest.ShouldBeClose(network.Predict(VggOracle.Read(new RescaledImages(Rescale), image.Name)), image.Value, image.Name);
        }
    }

    [Test]
    public void Three_steps_of_fine_tuning_are_those_of_Keras()
    {
        JsonElement oracle = VggOracle.Json.GetProperty("fine-tuning");
        string[] images = [.. oracle.GetProperty("input").EnumerateArray().Select(image => image.GetString()!)];
        VggOracle.Require(images);
        RmsProp optimizer = new(oracle.GetProperty("rate").GetSingle());
        using INetwork network = Backend.Build(
            SpecModels.Parse("vgg16-plus-dense256{block5 open}").Model,
            new CompileOptions(Loss.BinaryCrossentropy, optimizer)
        );
        VggOracle.Weights.WriteBase(network);
        FillHead(network);
        Tensor x = VggOracle.Read(new RescaledImages(Rescale), images);
        Tensor y = new([.. oracle.Doubles("labels").Select(label => (float)label)], images.Length, 1);
        FlatWeight[] trained = [.. network.Weights.Where(weight => weight.Trainable)];
        double[] losses = oracle.Doubles("losses");

        Dictionary<string, float[]> before = trained.ToDictionary(weight => weight.Path, weight => Read(network, weight.Path));
        Closeness.ShouldBeCloseLoss(network.TrainOnBatch(x, y, new SeededMasks(0)).Loss, losses[0], "the first loss");
        foreach ((FlatWeight weight, JsonProperty gradient) in trained.Zip(oracle.GetProperty("gradients").EnumerateObject()))
        {
            float[] found = GradientOf(before[weight.Path], Read(network, weight.Path), ReadState(network, weight.Path), optimizer);
            Digest.ShouldBeClose(found, gradient.Value, Closeness.OfRootMeanSquare, $"the gradient of {weight.Path}");
        }

        for (int step = 1; step < losses.Length; step++)
        {
            Closeness.ShouldBeCloseLoss(
                network.TrainOnBatch(x, y, new SeededMasks(0)).Loss,
                losses[step],
                FormattableString.Invariant($"loss {step}")
            );
        }

        foreach ((FlatWeight weight, JsonProperty after) in trained.Zip(oracle.GetProperty("weights_after_3").EnumerateObject()))
        {
            Digest.ShouldBeClose(Read(network, weight.Path), after.Value, Closeness.OfRootMeanSquare, $"{weight.Path} after three steps");
        }
    }

    [TestCase("block1_conv1")]
    [TestCase("block2_conv1", Description = "dead: no step changes the image")]
    public void An_ascent_without_ties_is_that_of_Keras(string layer)
    {
        VggOracle.Require();
        JsonElement oracle = Ascent(layer, out double[] losses);
        Tensor image = ImageOracle.NoiseAndCopies(0, VggOracle.Side);
        float[] start = [.. image.Values];

        AscentStep[] steps = Climb(layer, image);

        for (int step = 0; step < losses.Length; step++)
        {
            Closeness.ShouldBeCloseLoss(
                steps[step].Losses[0],
                losses[step],
                FormattableString.Invariant($"the loss of {layer} before step {step}")
            );
        }

        Digest.ShouldBeClose(image, oracle.GetProperty("final"), $"the pattern of {layer}");
        image.Values.SequenceEqual(start).Should().Be(losses[^1] == 0, "only a dead filter's gradient is 0");
    }

    /// <summary>
    /// Behind pooling layers an ascent is chaotic (<see cref="DeepImageContract"/>). Keras's losses must be met to 1e-3, or as closely as
    /// they are met by copies that start one last bit away.
    /// </summary>
    [TestCase("block3_conv1", 0)]
    [TestCase("block4_conv1", 2)]
    public void An_ascent_behind_pooling_strays_no_further_than_a_last_bit_explains(string layer, int copies)
    {
        VggOracle.Require();
        Ascent(layer, out double[] losses);

        AscentStep[] steps = Climb(layer, ImageOracle.NoiseAndCopies(copies, VggOracle.Side));

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
    }

    private AscentStep[] Climb(string layer, Tensor images)
    {
        using INetwork network = new WeightedModel(SpecModels.Get("vgg16-base-any"), VggOracle.Weights.Fill, "ImageNet").UpTo(
            Backend,
            [layer],
            VggOracle.Side
        );
        return [.. new FilterAscent(network, layer).Climb(images, [.. Enumerable.Repeat(0, images.Shape[0])])];
    }

    // All ascents are of filter 0.
    private static JsonElement Ascent(string layer, out double[] losses)
    {
        JsonElement oracle = VggOracle.Json.GetProperty("filter ascent").GetProperty($"{layer}/0");
        losses = oracle.Doubles("loss_before_each_step");
        losses.Should().HaveCount(FilterAscent.Steps);
        return oracle;
    }

    private INetwork Base()
    {
        INetwork network = Backend.Build(SpecModels.Get(VggOracle.Base), new CompileOptions(Loss.BinaryCrossentropy, null));
        VggOracle.Weights.Fill(network);
        return network;
    }

    // The classifier takes streams 100 to 103.
    private static void FillHead(INetwork network)
    {
        FlatWeight[] weights = [.. network.Weights.Where(weight => weight.Path.StartsWith("dense_", StringComparison.Ordinal))];
        for (int k = 0; k < weights.Length; k++)
        {
            WeightSpec spec = weights[k].Spec;
            double range = spec.Name == "kernel" ? Math.Sqrt(6.0 / spec.Shape[0]) : 0.05;
            network.WriteWeight(weights[k].Path, SeededInputs.Values(Head + k, spec.Elements, -range, range));
        }
    }

    // After the first step, RMSprop's state is the gradient's square times 1 - rho, and the weight went against the gradient.
    private static float[] GradientOf(float[] before, float[] after, float[] state, RmsProp optimizer)
    {
        float[] gradient = new float[state.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = Math.Sign(before[i] - after[i]) * MathF.Sqrt(state[i] / (1 - optimizer.Rho));
        }

        return gradient;
    }
}
