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
