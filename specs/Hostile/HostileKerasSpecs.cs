using Repro.Keras.Architecture;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Hostile;

/// <summary>A saved model whose JSON is valid and whose network cannot be: each was once an unexpected exception.</summary>
[Category("Fast")]
internal sealed class HostileKerasSpecs
{
    [Test]
    public void A_setting_of_another_type_makes_a_layer_that_is_only_listed()
    {
        Model model = ModelReader.Read(
            """{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Flatten", "config": {"name": "f", "batch_input_shape": [null, 2, 2, 1], "data_format": 1e308}}]}}"""
        );

        model.Nodes.Select(node => node.Layer).OfType<ForeignLayer>().Should().ContainSingle().Which.Name.Should().Be("f");
    }

    [TestCase("\"lora_rank\": 4", true)]
    [TestCase("\"lora_rank\": null", false)]
    [TestCase("\"quantization_mode\": \"int8\"", true)]
    [TestCase("\"seed\": 3", false)]
    public void A_setting_that_is_not_known_makes_one_too(string setting, bool isListed)
    {
        Model model = ModelReader.Read(
            $$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "batch_input_shape": [null, 2], "units": 1, {{{setting}}}}}]}}"""
        );

        model.Nodes.Select(node => node.Layer).OfType<ForeignLayer>().Any().Should().Be(isListed);
    }

    [Test]
    public void Normalising_or_joining_tensors_without_axes_is_a_misfit()
    {
        Shape scalar = new();

        FluentActions
            .Invoking(() => new BatchNormalization { Name = "b" }.Weights([scalar]))
            .Should()
            .Throw<ModelException>()
            .WithMessage("*needs a known number of channels*");
        FluentActions
            .Invoking(() => new Concatenate { Name = "c" }.OutputShape([scalar, scalar]))
            .Should()
            .Throw<ModelException>()
            .WithMessage("*differ in channels alone*");
    }
}
