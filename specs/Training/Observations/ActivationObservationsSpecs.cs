using Repro.Backends;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Observations;

namespace Repro.Specs.Training.Observations;

[TestFixture]
[Category("Fast")]
internal sealed class ActivationObservationsSpecs
{
    [Test]
    public void A_blank_channel_is_zero_everywhere()
    {
        Tensor maps = new([0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 3, 0], 1, 2, 2, 3);

        ActivationObservations.BlankChannels(maps).Should().Be(1);
        ActivationObservations.ZeroShare(maps).Should().Be(9 / 12.0);
    }

    [Test]
    public void Channels_that_hold_the_image_recover_all_of_it()
    {
        Tensor image = new([.. Enumerable.Range(0, 60).Select(index => index * 7 % 11 / 11f)], 1, 4, 5, 3);
        Tensor mixed = new(1, 4, 5, 4);
        for (int pixel = 0; pixel < 20; pixel++)
        {
            ReadOnlySpan<float> colors = image.Values.AsSpan(pixel * 3, 3);
            mixed.Values[pixel * 4] = 2 * colors[0] - colors[1];
            mixed.Values[pixel * 4 + 1] = colors[1] + 3;
            mixed.Values[pixel * 4 + 2] = colors[2] - colors[0];
        }

        LinearReconstruction.R2(image, mixed).Should().BeApproximately(1, 1e-6, "a blank channel beside them does no harm");
    }

    [TestCase(0, 0, 1, 1, 1)]
    [TestCase(0, 1, 0, 1, 0)]
    [TestCase(0, 1, 2, 3, 0.8)]
    public void A_cell_over_two_pixels_recovers_their_mean(float a, float b, float c, float d, double r2) =>
        LinearReconstruction.R2(new Tensor([a, b, c, d], 1, 1, 4, 1), new Tensor([0, 1], 1, 1, 2, 1)).Should().BeApproximately(r2, 1e-6);

    [Test]
    public void Channels_that_say_nothing_recover_no_more_than_the_mean() =>
        LinearReconstruction
            .R2(new Tensor([0, 1, 0, 3], 1, 2, 2, 1), new Tensor([5, 5, 5, 5], 1, 2, 2, 1))
            .Should()
            .BeApproximately(0, 1e-6);

    [Test]
    public void An_image_of_one_color_has_nothing_to_recover() =>
        LinearReconstruction.R2(new Tensor([0.5f, 0.5f], 1, 1, 2, 1), new Tensor([1, 2], 1, 1, 2, 1)).Should().Be(double.NaN);

    [Test]
    public void Layers_are_named_as_in_the_documents_session()
    {
        RunConfiguration run = Own.Runs.Load("catsdogs-augmented");

        Observed.LayersOf(run, run.Observe!).Should().Equal(("conv2d_5", "conv2d_1"), ("conv2d_8", "conv2d_4"));
        FluentActions
            .Invoking(() => Observed.LayersOf(run, run.Observe! with { Layers = ["conv2d_1"] }))
            .Should()
            .Throw<InputException>()
            .WithMessage("*observes the layer 'conv2d_1', but its model has*conv2d_5*");
    }
}
