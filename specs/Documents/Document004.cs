using static Repro.Specs.Documents.Headlines;

namespace Repro.Specs.Documents;

/// <summary>Document 004: a note on feature extraction, with the first rows of ResNet50's summary.</summary>
[Category("Fast")]
internal sealed class Document004
{
    [Test]
    public void ResNet50_begins_with_9472_and_256_parameters()
    {
        Repro.Models.Counting.ParameterCounts.Of(Model("resnet50-base-150")["conv1"]).Should().Be(9472);
        Repro.Models.Counting.ParameterCounts.Of(Model("resnet50-base-150")["bn_conv1"]).Should().Be(256);
    }

    [Test]
    public void Its_padding_takes_150_pixels_to_156_and_the_convolution_to_75()
    {
        Model("resnet50-base-150")["conv1_pad"].OutputShape.ToString().Should().Be("156x156x3");
        Model("resnet50-base-150")["conv1"].OutputShape.ToString().Should().Be("75x75x64");
    }

    [Test]
    public void Features_of_VGG16_are_8192_numbers() => Model("vgg16-base-150").OutputShapes.Single().Elements.Should().Be(8192);
}
