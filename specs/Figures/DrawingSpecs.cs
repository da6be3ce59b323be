using Repro.Backends.Cpu;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;

namespace Repro.Specs.Figures;

/// <summary>Which images are drawn of a network, on a made one and a made photograph.</summary>
[Category("Fast")]
internal sealed class DrawingSpecs
{
    private static readonly RgbImage Photograph = new(40, 60, [.. Enumerable.Range(0, 7200).Select(value => (byte)(value * 31 % 251))]);

    [Test]
    public void A_convnet_shows_its_first_eight_layers_and_four_channels()
    {
        using CpuBackend backend = new();

        DrawnImage[] drawn = [.. NetworkDrawings.Activations(Convnet(), backend, "made", Photograph)];

        drawn
            .Take(4)
            .Select(image => image.Title)
            .Should()
            .Equal("conv2d_5, channel 3", "conv2d_5, channel 4", "conv2d_5, channel 7", "conv2d_5, channel 19");
        drawn
            .Skip(4)
            .Select(image => $"{image.Title} {image.Image.Height}x{image.Image.Width}")
            .Should()
            .Equal(
                "conv2d_5 296x2368",
                "max_pooling2d_1 148x1184",
                "conv2d_2 288x1152",
                "max_pooling2d_2 144x576",
                "conv2d_3 272x544",
                "max_pooling2d_3 136x272",
                "conv2d_4 120x240",
                "max_pooling2d_4 56x112"
            );
        drawn.Select(image => image.Name).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Kernels_are_drawn_of_the_first_and_a_deep_convolution()
    {
        using CpuBackend backend = new();

        NetworkDrawings
            .Kernels(Convnet(), backend)
            .Select(image => image.Name)
            .Should()
            .Equal("made-kernels-conv2d_5", "made-kernels-conv2d_4");
        NetworkDrawings.FeatureMaps(Convnet(), backend, "made", Photograph).Should().HaveCount(4);
    }

    [Test]
    public void One_photograph_has_a_map_for_cat_and_one_for_dog([Values] bool slips)
    {
        using CpuBackend backend = new();

        DrawnImage[] drawn = [.. HeatDrawings.Draw(Convnet(), backend, SpecData.Image("cat.1700"), Photograph, slips)];

        drawn
            .Select(image => image.Name)
            .Should()
            .Equal(
                (string[])
                    [
                        "made-cat.1700-gradcam-cat-map",
                        "made-cat.1700-gradcam-cat",
                        .. slips ? ["made-cat.1700-gradcam-cat-weight-0.04"] : (string[])[],
                        "made-cat.1700-gradcam-dog-map",
                        "made-cat.1700-gradcam-dog",
                    ]
            );
        drawn
            .Where(image => image.Title.Contains("over the photograph", StringComparison.Ordinal))
            .Should()
            .OnlyContain(image => image.Image.Height == 40 && image.Image.Width == 60);
        drawn[0].Image.Pixels.Should().NotEqual(drawn[^2].Image.Pixels);
    }

    [Test]
    public void Without_a_classifier_the_map_is_called_what_it_is()
    {
        using CpuBackend backend = new();
        FigureSource source = Convnet() with { Weighted = WeightedModel.Seeded(SpecModels.Get("squeezenet11-base-150"), 1), Classes = [] };

        DrawnImage[] drawn = [.. HeatDrawings.Draw(source, backend, SpecData.Image("cat.1700"), Photograph, slips: false)];

        drawn
            .Should()
            .HaveCount(2)
            .And.OnlyContain(image =>
                image.Title.Contains("mean activation", StringComparison.Ordinal)
                && image.Caption.Contains("not Grad-CAM", StringComparison.Ordinal)
            );
    }

    private static FigureSource Convnet() =>
        new(
            "made",
            WeightedModel.Seeded(SpecModels.Get("catsdogs-scratch"), 1),
            new RescaledImages(1.0 / 255),
            1f / 255,
            1,
            new Dictionary<string, string> { ["conv2d_1"] = "conv2d_5" },
            ["cat", "dog"]
        );
}
