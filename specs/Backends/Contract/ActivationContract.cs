using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Outputs of layers as they are asked for: in any order, twice, with several readers, in inference mode.</summary>
internal abstract class ActivationContract : BackendContract
{
    [Test]
    public void A_layer_whose_output_has_several_readers_keeps_it()
    {
        // A relu as a layer of its own must not overwrite what it reads: both are asked for.
        ModelBuilder builder = ModelBuilder.Functional("branched", new InputLayer(new Shape(4)) { Name = "input" });
        int dense = builder.Connect(new Dense(3) { Name = "dense" }, 0);
        int relu = builder.Connect(new ActivationLayer(Activation.Relu) { Name = "relu" }, dense);
        int sigmoid = builder.Connect(new ActivationLayer(Activation.Sigmoid) { Name = "sigmoid" }, dense);
        using INetwork network = Backend.Build(builder.Build([relu, sigmoid]), new CompileOptions(Loss.BinaryCrossentropy, null));
        SeededInputs.FillWeights(network);

        IReadOnlyList<Tensor> outputs = network.Activations(SeededInputs.Tensor(3000, -1, 1, 5, 4), ["dense", "relu", "sigmoid", "dense"]);
        float[] z = outputs[0].Values;
        z.Should().Contain(value => value < 0).And.Contain(value => value > 0);
        outputs[1].Values.Should().Equal(z.Select(value => Math.Max(value, 0)));
        outputs[2].Values.Zip(z).Should().OnlyContain(pair => Math.Abs(pair.First - 1 / (1 + Math.Exp(-pair.Second))) < 1e-6);
        outputs[3].Values.Should().Equal(z);
    }

    [TestCase("conv2d")]
    [TestCase("max_pooling2d")]
    [TestCase("flatten")]
    public void A_batch_that_enters_behind_a_frozen_layer_gives_the_same_results_and_update(string from)
    {
        Model model = ModelBuilder
            .Sequential("entered", new Shape(6, 6, 3))
            .Add(
                new Conv2D(4, 3)
                {
                    Name = "conv2d",
                    Activation = Activation.Relu,
                    Trainable = false,
                }
            )
            .Add(new MaxPooling2D { Name = "max_pooling2d" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dropout(0.5f) { Name = "dropout" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();
        using INetwork whole = Backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, new RmsProp()));
        using INetwork entered = Backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, new RmsProp()));
        SeededInputs.FillWeights(whole);
        SeededInputs.FillWeights(entered);
        Tensor x = SeededInputs.Batch(model, 3000, 5);
        Tensor y = new([0, 1, 1, 0, 1], 5, 1);

        Tensor inside = entered.Activations(x, [from])[0];

        entered.TestOnBatch(inside, y, from).Should().Be(whole.TestOnBatch(x, y));
        entered.TrainOnBatch(inside, y, new SeededMasks(1), from).Should().Be(whole.TrainOnBatch(x, y, new SeededMasks(1)));
        entered.TestOnBatch(x, y).Should().Be(whole.TestOnBatch(x, y));
        FluentActions
            .Invoking(() => entered.TestOnBatch(x, y, from))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Model 'entered' takes batches of*");
    }

    [Test]
    public void Layers_that_compute_nothing_pass_values_on()
    {
        using INetwork network = Seeded(Passing());
        Tensor x = SeededInputs.Batch(network.Model, 3000, 3);

        IReadOnlyList<Tensor> outputs = network.Activations(x, ["dropout", "linear", "flatten", "input"]);
        outputs[0].Values.Should().Equal(x.Values);
        outputs[0].Shape.Should().Equal(3, 4, 2, 3);
        outputs[1].Values.Should().Equal(x.Values);
        outputs[1].Shape.Should().Equal(3, 4, 2, 3);
        outputs[2].Values.Should().Equal(x.Values);
        outputs[2].Shape.Should().Equal(3, 24);
        outputs[3].Values.Should().Equal(x.Values);
    }

    [Test]
    public void Gradients_go_through_layers_that_compute_nothing()
    {
        using INetwork network = Seeded(Passing());
        Tensor x = SeededInputs.Batch(network.Model, 3000, 3);

        ScalarGradient above = network.Gradient(x, new ScalarObjective.ClassScore(0), "flatten");
        foreach (string? layer in (string?[])["linear", "dropout", null])
        {
            ScalarGradient below = network.Gradient(x, new ScalarObjective.ClassScore(0), layer);
            below.Gradient.Shape.Should().Equal(3, 4, 2, 3);
            below.Gradient.Values.Should().Equal(above.Gradient.Values);
            below.Values.Should().Equal(above.Values);
        }
    }

    [Test]
    public void Samples_of_a_gradient_are_independent()
    {
        using INetwork network = Seeded(Passing());
        Tensor three = SeededInputs.Batch(network.Model, 3000, 3);
        Tensor second = new(three.Values[24..48], 1, 4, 2, 3);

        ScalarGradient together = network.Gradient(three, new ScalarObjective.ChannelMean("dense", 1));
        ScalarGradient alone = network.Gradient(second, new ScalarObjective.ChannelMean("dense", 1));
        Closeness.ShouldBeClose(
            alone.Gradient.Values,
            [.. together.Gradient.Values[24..48].Select(value => (double)value)],
            "the second sample's gradient"
        );
    }

    [Test]
    public void A_batch_may_ask_for_another_channel_of_each_sample()
    {
        using INetwork network = Seeded(Passing());
        Tensor x = SeededInputs.Batch(network.Model, 3000, 3);
        int[] channels = [2, 0, 3];

        ScalarGradient together = network.Gradient(x, new ScalarObjective.ChannelMeans("dense", channels));

        for (int sample = 0; sample < channels.Length; sample++)
        {
            ScalarGradient one = network.Gradient(x, new ScalarObjective.ChannelMean("dense", channels[sample]));
            together.Values[sample].Should().Be(one.Values[sample]);
            together
                .Gradient.Values[(sample * 24)..((sample + 1) * 24)]
                .Should()
                .Equal(one.Gradient.Values[(sample * 24)..((sample + 1) * 24)]);
        }
    }

    private static Model Passing() =>
        ModelBuilder
            .Sequential("passing", new Shape(4, 2, 3))
            .Add(new Dropout(0.5f) { Name = "dropout" })
            .Add(new ActivationLayer(Activation.Linear) { Name = "linear" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(4) { Name = "dense", Activation = Activation.Relu })
            .Add(new Dense(1) { Name = "dense_1", Activation = Activation.Sigmoid })
            .Build();
}
