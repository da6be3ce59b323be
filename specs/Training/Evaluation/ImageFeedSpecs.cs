using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Data;
using Repro.Training.Evaluation;

namespace Repro.Specs.Training.Evaluation;

/// <summary>How a run feeds images, as <c>evaluate</c> says it.</summary>
[Category("Fast")]
internal sealed class ImageFeedSpecs
{
    private static IEnumerable<string> Runs => Own.Runs.Names;

    [TestCaseSource(nameof(Runs))]
    public void A_run_leaves_nothing_to_assume(string run) =>
        ImageFeed.Of(Own.Runs.Load(run)).ToString().Should().StartWith("images ").And.NotContain("assumed");

    [TestCase("mnist-convnet", "images grayscale, pixels times 1/255")]
    [TestCase("catsdogs-scratch", "images resized to 150x150 by nearest, rgb, pixels times 1/255")]
    public void Runs_of_the_documents(string run, string text) => ImageFeed.Of(Own.Runs.Load(run)).ToString().Should().Be(text);

    [Test]
    public void Other_data_is_read_as_the_run_reads_its_own()
    {
        ImageFixtures.RequireDecoder();
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, "myset", "test", ("a", 2), ("b", 1));
        RunConfiguration run = Own.Runs.Load("catsdogs-scratch");
        SplitConfiguration split = run.Test ?? run.Train;
        ImageForm form = new(Interpolation.Bilinear) { KeepsAspectRatio = true, IsOfTensorFlow = true };
        ImageFeed feed = ImageFeed.Of(
            run with
            {
                Test = split with { Interpolation = Interpolation.Bilinear, KeepsAspectRatio = true, DecodesAsTensorFlow = true },
            }
        );
        Model model = ModelBuilder
            .Sequential("small", new Shape(24, 10, 3))
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(2) { Name = "dense" })
            .Build();

        using SplitSamples samples = SplitSamples.Open(root.Path, "myset/test", model, SpecData.Sets, options: feed.ToOptions());

        feed.ToString()
            .Should()
            .Be(
                "images resized to 150x150 by bilinear, cropped to that aspect ratio before, decoded and resized as by TensorFlow, rgb, pixels times 1/255"
            );
        float[] x = samples.Batch([0]).X.Values;
        x.Should().Equal(Scaled(form));
        x.Should().NotEqual(Scaled(form with { Interpolation = Interpolation.Nearest }));
        x.Should().NotEqual(Scaled(form with { KeepsAspectRatio = false }));
        x.Should().NotEqual(Scaled(form with { IsOfTensorFlow = false }));

        float[] Scaled(ImageForm read)
        {
            using DecodedImages decoded = new(ImageSplit.Open(root.Path, SpecData.Folder("myset"), "test"), 24, 10, read);
            float[] scaled = new float[decoded.ImageLength];
            (feed with { Form = read }).Write(decoded.Pixels(0), scaled);
            return scaled;
        }
    }

    [TestCase("1/255", 255, 1)]
    [TestCase("none", 255, 255)]
    [TestCase("-1..1", 255, 1)]
    [TestCase("-1..1", 0, -1)]
    public void A_gray_pixel_is_scaled(string scale, byte pixel, float value)
    {
        float[] x = new float[1];
        PixelScale.Named(scale).Write([pixel], x);

        x[0].Should().Be(value);
    }

    [Test]
    public void Caffe_swaps_red_and_blue_and_subtracts_the_means()
    {
        float[] x = new float[3];
        PixelScale.Named("caffe").Write([255, 128, 0], x);

        x.Should().Equal(0 - 103.939f, 128 - 116.779f, 255 - 123.68f);
    }
}
