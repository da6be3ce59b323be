using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Trainability;

namespace Repro.Specs.Models;

[TestFixture]
[Category("Fast")]
internal sealed class FrozenPartSpecs
{
    [Test]
    public void A_frozen_base_ends_where_the_head_begins()
    {
        FrozenPart part = FrozenPart.Of(SpecModels.Build("vgg16-plus-dense256", ["base frozen"]).Model)!;

        part.Layer.Should().Be("flatten_1");
        part.Output.Should().Be(new Shape(8192));
        part.Nodes.Sum(node => node.Weights.Count).Should().Be(26);
    }

    [Test]
    public void With_block_5_open_it_ends_behind_block_4()
    {
        FrozenPart part = FrozenPart.Of(SpecModels.Build("vgg16-plus-dense256", ["block5 open"]).Model)!;

        part.Layer.Should().Be("vgg16/block4_pool");
        part.Output.Should().Be(new Shape(9, 9, 512));
    }

    [TestCase("vgg16-plus-dense256")]
    [TestCase("mnist-full")]
    public void A_network_whose_first_weights_are_trained_has_none(string model) => FrozenPart.Of(SpecModels.Get(model)).Should().BeNull();

    [Test]
    public void Dropout_and_statistics_that_training_updates_do_not_belong_to_it()
    {
        Model Chain(Layer second) =>
            ModelBuilder
                .Sequential("chain", new Shape(4, 4, 3))
                .Add(new Conv2D(2, 3) { Name = "conv2d", Trainable = false })
                .Add(second)
                .Add(new Flatten { Name = "flatten" })
                .Add(new Dense(1) { Name = "dense" })
                .Build();

        FrozenPart.Of(Chain(new Dropout(0.5f) { Name = "dropout" }))!.Layer.Should().Be("conv2d");
        FrozenPart.Of(Chain(new BatchNormalization { Name = "bn" }))!.Layer.Should().Be("conv2d");
        FrozenPart.Of(Chain(new BatchNormalization { Name = "bn", Trainable = false }))!.Layer.Should().Be("flatten");
    }

    [Test]
    public void It_ends_in_one_tensor()
    {
        // The addition reads the pooling's output beside a trained branch, so the part cannot end behind the frozen branch.
        ModelBuilder builder = ModelBuilder.Functional("branched", new InputLayer(new Shape(4, 4, 3)) { Name = "input" });
        int conv = builder.Connect(
            new Conv2D(2, 3)
            {
                Name = "conv2d",
                Trainable = false,
                Padding = Padding.Same,
            },
            0
        );
        int frozen = builder.Connect(
            new Conv2D(2, 3)
            {
                Name = "frozen",
                Trainable = false,
                Padding = Padding.Same,
            },
            conv
        );
        int open = builder.Connect(new Conv2D(2, 3) { Name = "open", Padding = Padding.Same }, conv);
        int sum = builder.Connect(new Add { Name = "add" }, frozen, open);
        int flat = builder.Connect(new Flatten { Name = "flatten" }, sum);

        FrozenPart.Of(builder.Build([builder.Connect(new Dense(1) { Name = "dense" }, flat)]))!.Layer.Should().Be("conv2d");
    }
}
