using Repro.Claims;
using Repro.Probes.Algorithms;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Specs.Probes;

[Category("Fast")]
internal sealed class AlgorithmProbeSpecs
{
    [TestCase("conv2d{valid}[7x7 3x3]/output_shape", "5x5")]
    [TestCase("conv2d{same, stride=2}[7x7 3x3]/output_shape", "4x4")]
    [TestCase("conv2d{valid}[7x7 5x5]/positions", "9")]
    [TestCase("conv2d{valid}[7x7 5x5]/size_loss", "4")]
    [TestCase("conv2d{same}[6x6 2x2]/padding", "\"0 1 0 1\"")]
    [TestCase("conv2d{same}[9x9 7x7]/padding", "\"3 3 3 3\"")]
    [TestCase("conv2d{valid}[3x3]/contributing_rows", "\"i:i+3\"")]
    [TestCase("conv2d{same}[5x5]/contributing_rows", "\"i-2:i+3\"")]
    [TestCase("max-pooling{2x2}[window by window]/max_abs_difference", "0")]
    [TestCase("batch-stream[10 3]/batches_per_pass", "4")]
    [TestCase("batch-stream[10 3]/first_repeat", "5")]
    [TestCase("batch-stream[3 10]/batches_per_pass", "1")]
    [TestCase("training-epoch{steps_per_epoch=3}[toy]/updates", "3")]
    [TestCase("train-step{toy, base open}/base_weights_changed", "4")]
    [TestCase("train-step{toy, base open}/head_weights_changed", "4")]
    [TestCase("train-step{toy, base frozen}/base_weights_changed", "0")]
    [TestCase("train-step{toy, base frozen after compile}/base_weights_changed", "4")]
    [TestCase("binary-metrics[0.6 0.4 0.9 0.1]/acc", "0.5")]
    [TestCase("split-plan/folders", "\"train train/cats train/dogs validation validation/cats validation/dogs test test/cats test/dogs\"")]
    [TestCase("split-plan/sizes_per_class", "\"1000 500 500\"")]
    [TestCase("split-plan[validation/dogs]/file_range", "\"dog.1000.jpg..dog.1499.jpg\"")]
    [TestCase("augmentation{keras-preprocessing-1.1, width_shift_range=2.5}[lowest draw]/shift", "-2.5")]
    [TestCase("augmentation{keras-preprocessing-1.1, width_shift_range=3}[lowest draw]/shift", "0")]
    [TestCase("augmentation{keras-2.0, width_shift_range=2.5}[lowest draw]/shift", "-375")]
    [TestCase("augmentation{keras-2.0, fill_mode=nearest}[shifted constant 255]/min_pixel", "255")]
    [TestCase("augmentation{keras-2.0, fill_mode=constant}[shifted constant 255]/min_pixel", "0")]
    [TestCase("augmentation{keras-2.0, rotation_range=40}[10 draws]/flip_share", "0")]
    [TestCase("validation-pass{catsdogs-augmented}[made pictures]/changed_pixels", "0")]
    public void Measures(string address, string expected) =>
        Measure(address).Value.Should().Be(((Expectation.Constant)Expectation.Parse(expected)).Value);

    [Test]
    public void Loss_is_the_mean_of_the_logarithms() =>
        ((Value.Number)Measure("binary-metrics[0.5 0.25]/loss").Value)
            .Amount.Should()
            .BeApproximately(-(Math.Log(0.5) + Math.Log(0.25)) / 2, 1e-6);

    [TestCase("smooth-curve[1 0]/smoothed@last", 0.8)]
    [TestCase("smooth-curve[1 0 0]/smoothed@last", 0.64)]
    [TestCase("smooth-curve[0 1]/smoothed@last", 0.2)]
    [TestCase("smooth-curve[3]/smoothed@last", 3)]
    [TestCase("smooth-curve{factor 0.5}[1 0 2]/smoothed@last", 1.25)]
    [TestCase("smooth-curve{factor 0}[1 0 2]/total_variation", 3)]
    public void Curves_are_smoothed_as_in_document_3(string address, double expected) =>
        ((Value.Number)Measure(address).Value).Amount.Should().BeApproximately(expected, 1e-12);

    [Test]
    public void A_smoothed_noise_varies_less() =>
        ((Value.Number)Measure("smooth-curve{made noise}/total_variation").Value)
            .Amount.Should()
            .BeInRange(0, ((Value.Number)Measure("smooth-curve{made noise, factor 0}/total_variation").Value).Amount / 2);

    [TestCase("smooth-curve/smoothed@last", "write algorithm:smooth-curve[VALUES]/smoothed@last or total_variation")]
    [TestCase("smooth-curve[1 x]/smoothed@last", "'x' is not a point")]
    [TestCase("smooth-curve{factor 1}[1 0]/smoothed@last", "below 1")]
    [TestCase("smooth-curve[1 0]/smoothed@tail", "smoothed@last or total_variation")]
    public void A_wrong_curve_is_an_error_of_the_book(string address, string message) =>
        FluentActions.Invoking(() => Measure(address)).Should().Throw<AddressException>().WithMessage($"*{message}*");

    [TestCase("conv2d{valid}[shifted input]/max_abs_difference")]
    [TestCase("conv2d{valid}[patch by patch]/max_abs_difference")]
    [TestCase("average-pooling{2x2}[window by window]/max_abs_difference")]
    public void Differs_by_rounding_only(string address) => ((Value.Number)Measure(address).Value).Amount.Should().BeInRange(0, 1e-6);

    [TestCase("gradcam[1]/raw", "write algorithm:gradcam")]
    [TestCase("filter-loss[1]/loss", "write algorithm:filter-loss")]
    [TestCase("channel-tile[2 2]/pixels", "blank")]
    [TestCase("deprocess-image[1 x]/min", "Smallest byte that deprocess_image makes")]
    [TestCase("filter-ascent{seeded weights}[block1_conv1 64 64]/start_mean", "SIDE is 16 to 512 pixels")]
    [TestCase("overlay{map 0}/bgr", "write algorithm:overlay")]
    [TestCase("colour-map-jet[256]/bgr", "0 to 255")]
    public void A_wrong_drawing_is_an_error_of_the_book(string address, string message) =>
        FluentActions.Invoking(() => Measure(address)).Should().Throw<AddressException>().WithMessage($"*{message}*");

    [TestCase("augmentation{keras-2.0, rotation_range=40}[10000 draws]/max_abs_rotation", 39.5, 40)]
    [TestCase("augmentation{keras-preprocessing-1.1, shear_range=0.2}[10000 draws]/max_abs_shear", 0.198, 0.2)]
    [TestCase("augmentation{keras-2.0, zoom_range=0.2}[10000 draws]/max_zoom", 1.198, 1.2)]
    [TestCase("augmentation{keras-2.0, horizontal_flip}[10000 draws]/flip_share", 0.48, 0.52)]
    public void Draws_fill_their_range(string address, double low, double high) =>
        ((Value.Number)Measure(address).Value).Amount.Should().BeInRange(low, high);

    [Test]
    public void A_feed_that_changes_images_is_seen()
    {
        SplitConfiguration train = Own.Runs.Load("catsdogs-augmented").Train;

        ValidationPass.ChangedPixels(ImagePreprocessors.Of(train, seed: 1), 20, 20, train.Rescale!.Value).Should().BeGreaterThan(5000);
    }

    [TestCase("augmentation{keras-9}[10 draws]/max_zoom")]
    [TestCase("augmentation{keras-2.0, mood=1}[10 draws]/max_zoom")]
    [TestCase("augmentation{keras-2.0}[10 draws]/mood")]
    [TestCase("augmentation{keras-2.0}/max_zoom")]
    [TestCase("split-plan[train/birds]/file_range")]
    [TestCase("validation-pass{no-such-run}[made pictures]/changed_pixels")]
    [TestCase("conv3d{valid}[5x5 3x3]/positions")]
    [TestCase("conv2d[5x5 3x3]/positions")]
    [TestCase("conv2d{valid}[5x4 3x3]/positions")]
    [TestCase("conv2d{valid, stride=0}[5x5 3x3]/positions")]
    [TestCase("conv2d{valid}[5x5 3x3]/colour")]
    [TestCase("batch-stream[10 0]/first_repeat")]
    [TestCase("train-step{toy, base melted}/base_weights_changed")]
    [TestCase("binary-metrics[1]/acc")]
    [TestCase("binary-metrics[0.5]/acc@last")]
    public void An_unknown_address_is_an_error_of_the_book(string address)
    {
        Action measure = () => Measure(address);

        measure.Should().Throw<AddressException>();
    }

    private static Measurement.Exact Measure(string address) =>
        (Measurement.Exact)Own.Host.Probes().Measure(Address.Parse("algorithm:" + address));
}
