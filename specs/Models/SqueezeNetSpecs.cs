using Repro.Models;
using Repro.Models.Counting;

namespace Repro.Specs.Models;

[TestFixture]
[Category("Fast")]
internal sealed class SqueezeNetSpecs
{
    [Test]
    public void Its_parameters_and_shapes_are_those_of_the_published_weights()
    {
        Model model = SpecModels.Get("squeezenet11-base-150");

        ParameterCounts.Of(model).Total.Should().Be(722_496);
        model.OutputShapes.Single().Should().Be(new Shape(8, 8, 512));
        model["pool3"].OutputShape.Should().Be(new Shape(17, 17, 128));
        model["pool5"].OutputShape.Should().Be(new Shape(8, 8, 256));
    }

    [Test]
    public void A_layer_named_by_the_variant_opens_it_and_all_behind_it()
    {
        Model model = SpecModels.Parse("squeezenet11-plus-dense256{open from fire8_squeeze1x1}").Model;

        FlattenedModel.Of(model).Weights.Count(weight => weight.Trainable).Should().Be(2 * 6 + 4);
        FluentActions
            .Invoking(() => SpecModels.Parse("squeezenet11-plus-dense256{open from fire12}"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*fire12*");
    }
}
