using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>What does not fit is refused with a message that says what and where.</summary>
internal abstract class ErrorContract : BackendContract
{
    [Test]
    public void An_unknown_weight_names_those_there_are()
    {
        using INetwork network = Seeded(Digits());

        network
            .Invoking(built => built.ReadWeight("conv2d/kernel", new float[1]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'conv2d/kernel'*dense/kernel*");
        network
            .Invoking(built => built.WriteOptimizerState("dense", new float[1]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'dense'*");
    }

    [Test]
    public void A_weight_of_another_length_is_refused()
    {
        using INetwork network = Seeded(Digits());

        network
            .Invoking(built => built.WriteWeight("dense/kernel", new float[14]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'dense/kernel'*15*14*");
        network
            .Invoking(built => built.ReadOptimizerState("dense/bias", new float[4]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'dense/bias'*3*4*");
    }

    [Test]
    public void A_batch_or_labels_of_another_shape_are_refused()
    {
        using INetwork network = Seeded(Digits());
        Tensor x = new(2, 5);

        network.Invoking(built => built.Predict(new Tensor(2, 6))).Should().Throw<ArgumentException>().WithMessage("*5*2x6*");
        network.Invoking(built => built.Predict(new Tensor(0, 5))).Should().Throw<ArgumentException>();
        network.Invoking(built => built.TestOnBatch(x, new Tensor(2, 1))).Should().Throw<ArgumentException>().WithMessage("*2x3*2x1*");
        network
            .Invoking(built => built.TrainOnBatch(x, new Tensor(1, 3), new SeededMasks(0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*2x3*1x3*");
    }

    [Test]
    public void A_loss_that_does_not_fit_the_last_layer_is_refused()
    {
        Model model = ModelBuilder
            .Sequential("single", new Shape(5))
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();
        Action build = () => Backend.Build(model, new CompileOptions(Loss.CategoricalCrossentropy, new RmsProp()));

        build.Should().Throw<ModelException>().WithMessage("*'dense'*categorical_crossentropy*at least two*");
    }

    [Test]
    public void A_network_without_an_optimizer_predicts_and_does_not_train()
    {
        using INetwork network = Backend.Build(Digits(), new CompileOptions(Loss.CategoricalCrossentropy, null));

        network.Predict(new Tensor(2, 5)).Shape.Should().Equal(2, 3);
        network
            .Invoking(built => built.TrainOnBatch(new Tensor(2, 5), new Tensor(2, 3), new SeededMasks(0)))
            .Should()
            .Throw<InvalidOperationException>();
    }

    [Test]
    public void An_unknown_layer_channel_or_class_is_refused()
    {
        using INetwork network = Seeded(Digits());
        Tensor x = new(1, 5);

        network
            .Invoking(built => built.Activations(x, ["dense", "conv"]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'conv'*dense*");
        network
            .Invoking(built => built.Gradient(x, new ScalarObjective.ChannelMean("dense", 3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'dense'*3*");
        network
            .Invoking(built => built.Gradient(x, new ScalarObjective.ChannelMeans("dense", [0, 1])))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*2 channels*1 samples*");
        network
            .Invoking(built => built.Gradient(x, new ScalarObjective.ClassScore(-1)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*-1*");
        network
            .Invoking(built => built.Gradient(x, new ScalarObjective.ChannelMean("input", 0), "dense"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*'dense'*");
    }

    [Test]
    public void A_model_of_unknown_shape_is_refused()
    {
        Model model = ModelBuilder.Sequential("any", new Shape(null, null, 3)).Add(new Conv2D(2, 3) { Name = "conv2d" }).Build();
        Action build = () => Backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));

        build.Should().Throw<ModelException>().WithMessage("*fixed input shape*");
    }

    [Test]
    public void A_layer_that_the_backend_does_not_know_is_refused_by_name()
    {
        Model model = ModelBuilder.Sequential("later", new Shape(4)).Add(new LaterLayer { Name = "attention" }).Build();
        Action build = () => Backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));

        build.Should().Throw<ModelException>().WithMessage($"*'attention' (LaterLayer)*{Backend.Name}*");
    }

    private sealed record LaterLayer : Layer
    {
        public override string TypeName => nameof(LaterLayer);

        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => inputs[0];
    }

    private static Model Digits() =>
        ModelBuilder.Sequential("digits", new Shape(5)).Add(new Dense(3) { Name = "dense", Activation = Activation.Softmax }).Build();
}
