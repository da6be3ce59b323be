using Repro.Claims;
using Repro.Probes;

namespace Repro.Specs.Probes;

/// <summary>Feature extraction, preprocessing and predictions as addresses ask for them.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class PretrainingProbeSpecs
{
    [TestCase("extract-features{stub base}[60 20]/feature_rows_in_place", "60")]
    [TestCase("extract-features{stub base}[60 20]/label_rows_in_place", "60")]
    [TestCase("extract-features{stub base}[60 20]/predict_calls", "3")]
    [TestCase("extract-features{stub base, break at >}[60 20]/predict_calls", "4")]
    [TestCase("extract-features{stub base}[60 20]/features_shape", "60x4x4x512")]
    [TestCase("extract-features{stub base}[60 20]/flattened_shape", "60x8192")]
    [TestCase("extract-features{stub base}[60 20]/labels_shape", "60")]
    [TestCase("extract-features{stub base}[60 20]/rows_filled", "60")]
    [TestCase("extract-features{stub base}[60 20]/pictures_through_base", "60")]
    [TestCase("extract-features{stub base, 30 pictures}[60 10]/distinct_pictures", "30")]
    [TestCase("extract-features{stub base, 30 pictures}[60 10]/pictures_through_base", "60")]
    [TestCase("extract-features{stub base, 30 pictures}[60 20]/predict_calls", "3")]
    [TestCase("extract-features{stub base, 30 pictures}[60 20]/pictures_through_base", "50")]
    [TestCase("extract-features{stub base, 30 pictures}[60 20]/rows_filled", "50")]
    [TestCase("extract-features{stub base, 30 pictures}[60 20]/label_rows_in_place", "50")]
    [TestCase("preprocess-input[255 0 0]/values", "\"-103.939 -116.779 131.32\"")]
    [TestCase("decode-predictions{made index}[3]/count", "3")]
    [TestCase("decode-predictions{made index}[3]/names", "\"birch date cedar\"")]
    [TestCase("feature-cache[made features]/changed_values", "0")]
    public void A_quantity_is_measured(string address, string value) =>
        Own
            .Host.Probes()
            .Measure(Address.Parse("algorithm:" + address))
            .Should()
            .BeOfType<Measurement.Exact>()
            .Which.Value.ToString()
            .Should()
            .Be(value);

    [TestCase("extract-features{stub base}[60]/rows_filled")]
    [TestCase("extract-features{stub base}[60 20]/colour")]
    [TestCase("extract-features{made base}[60 20]/rows_filled")]
    [TestCase("preprocess-input[256 0 0]/values")]
    [TestCase("decode-predictions[3]/count")]
    [TestCase("feature-cache/changed_values")]
    public void An_unknown_address_is_an_error_of_the_book(string address) =>
        FluentActions.Invoking(() => Own.Host.Probes().Measure(Address.Parse("algorithm:" + address))).Should().Throw<AddressException>();

    [TestCase("prediction:vgg16-top-224[elephant]/argmax")]
    [TestCase("prediction:vgg16-top-224[dog.1573 pug]/probability")]
    public void Without_the_weights_their_file_is_what_is_missing(string address)
    {
        using TemporaryFolder root = new();

        new PredictionProbe(root.Path, SpecData.Catalog)
            .Measure(Address.Parse(address))
            .Should()
            .BeOfType<Measurement.Missing>()
            .Which.What.Should()
            .Contain("vgg16/vgg16_weights_tf_dim_ordering_tf_kernels.h5");
    }

    [TestCase("prediction:vgg16-top-224/argmax")]
    [TestCase("prediction:vgg16-top-224[unicorn]/argmax")]
    [TestCase("prediction:vgg16-top-224[elephant]/probability")]
    [TestCase("prediction:no-such-model[elephant]/argmax")]
    public void An_unknown_prediction_is_an_error_of_the_book(string address) =>
        FluentActions
            .Invoking(() => new PredictionProbe(null, SpecData.Catalog).Measure(Address.Parse(address)))
            .Should()
            .Throw<AddressException>();
}
