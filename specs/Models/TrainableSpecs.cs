using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Trainability;

namespace Repro.Specs.Models;

/// <summary>Totals and what freezing does to them: 30 trainable tensors become 4, and 10 with block 5 open.</summary>
[Category("Fast")]
internal sealed class TrainableSpecs
{
    [TestCase("vgg16-base-150", 14_714_688)]
    [TestCase("catsdogs-scratch", 3_453_121)]
    [TestCase("vgg16-top-224", 138_357_544)]
    [TestCase("mnist-full", 93_322)]
    [TestCase("mnist-dense", 407_050)]
    [TestCase("mnist-no-pool-dense512", 55_744 + 15_860_224 + 5_130)]
    [TestCase("mnist-average-pool", 93_322)]
    [TestCase("mnist-strided", 121_994)]
    [TestCase("vgg19-base-150", 20_024_384)]
    [TestCase("resnet50-base-150", 23_587_712)]
    public void Totals(string model, int total) => ParameterCounts.Of(SpecModels.Get(model)).Total.Should().Be(total);

    [Test]
    public void Moving_statistics_are_not_trainable() =>
        ParameterCounts.Of(SpecModels.Get("resnet50-base-150")).Should().Be(new ParameterCounts(23_587_712, 23_534_592));

    [TestCase("vgg16-plus-dense256", 30, 16_812_353)]
    [TestCase("vgg16-plus-dense256{base frozen}", 4, 2_097_665)]
    [TestCase("vgg16-plus-dense256{block5 open}", 10, 9_177_089)]
    [TestCase("vgg16-base-150{frozen}", 0, 0)]
    [TestCase("vgg16-base-150{frozen, opened}", 26, 14_714_688)]
    [TestCase("vgg16-base-150{block5 open}", 6, 7_079_424)]
    public void Trainable(string model, int tensors, int parameters)
    {
        Model built = SpecModels.Parse(model).Model;

        FlattenedModel.Of(built).Weights.Count(weight => weight.Trainable).Should().Be(tensors);
        ParameterCounts.Of(built).Trainable.Should().Be(parameters);
    }

    [Test]
    public void Freezing_answers_a_new_model_and_changes_no_shape()
    {
        Model model = SpecModels.Get("vgg16-plus-dense256");

        Model frozen = Freezing.FreezeBase(model);

        ParameterCounts.Of(model).NonTrainable.Should().Be(0);
        frozen.Nodes.Select(node => node.OutputShape).Should().Equal(model.Nodes.Select(node => node.OutputShape));
        ParameterCounts.Of(frozen).Total.Should().Be(ParameterCounts.Of(model).Total);
    }

    [Test]
    public void A_frozen_model_freezes_open_layers_within()
    {
        Model model = SpecModels
            .Get("vgg16-plus-dense256")
            .Select(layer => layer is NestedModel ? layer with { Trainable = false } : layer);

        FlattenedModel
            .Of(model)
            .Weights.Where(weight => weight.Trainable)
            .Select(weight => weight.Path)
            .Should()
            .Equal("dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias");
    }

    [Test]
    public void Opening_from_a_layer_flags_the_layers_without_weights_too()
    {
        Model model = SpecModels.Parse("vgg16-base-150{block5 open}").Model;

        model
            .Nodes.Where(node => node.Layer.Trainable)
            .Select(node => node.Layer.Name)
            .Should()
            .Equal("block5_conv1", "block5_conv2", "block5_conv3", "block5_pool");
    }

    [TestCase("mnist-full{base frozen}", "*mnist-full*no base*")]
    [TestCase("mnist-full{block5 open}", "*mnist-full*block5_conv1*")]
    [TestCase("mnist-full{thawed}", "*'thawed'*frozen, opened*")]
    [TestCase("mnist-full{after nothing}", "*'nothing'*mnist-base*")]
    [TestCase("vgg16-base-150{input 0}", "*'input 0'*from 1*")]
    [TestCase("mnist-full{frozen", "*brace*")]
    public void A_variant_that_does_not_fit_is_bad_input(string model, string message)
    {
        Action parse = () => SpecModels.Parse(model);

        parse.Should().Throw<InputException>().WithMessage(message);
    }
}
