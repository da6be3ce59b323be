using Repro.Claims;
using Repro.Probes.Runs;

namespace Repro.Specs.Probes;

[TestFixture]
[Category("Fast")]
internal sealed class ConfigProbeSpecs
{
    private static readonly ConfigProbe Probe = new(Own.Runs);

    [TestCase("config:mnist-convnet/steps_per_epoch", "938")]
    [TestCase("config:mnist-dense/batch_size", "128")]
    [TestCase("config:catsdogs-augmented-d1/steps_per_epoch", "63")]
    [TestCase("config:catsdogs-augmented-d1/validation_steps", "32")]
    [TestCase("config:catsdogs-augmented/validation_steps", "50")]
    [TestCase("config:vgg16-features-256/steps_per_epoch", "100")]
    [TestCase("config:vgg16-features-256[features]/batch_size", "20")]
    [TestCase("config:vgg16-features-512/target_size", "150x150")]
    [TestCase("config:vgg16-finetune-10/variant", "\"block5 open\"")]
    [TestCase("config:vgg16-finetune-30/continues_from", "\"vgg16-frozen-augmented-d0\"")]
    [TestCase("config:vgg16-finetune-100[test]/split", "\"test\"")]
    [TestCase("config:vgg16-finetune-100/test_steps", "50")]
    [TestCase("config:catsdogs-scratch/augmentation", "\"none\"")]
    [TestCase("config:catsdogs-augmented/horizontal_flip", "\"true\"")]
    [TestCase("config:catsdogs-augmented/validation_augmentation", "\"none\"")]
    [TestCase("config:mnist-no-pool/seed_count", "5")]
    [TestCase("config:catsdogs-scratch/save_as", "\"cats_and_dogs_small_1.h5\"")]
    public void A_quantity_is_read_from_the_parsed_configuration(string address, string value) =>
        ((Measurement.Exact)Probe.Measure(Address.Parse(address))).Value.ToString().Should().Be(value);

    [Test]
    public void Augmentations_of_two_runs_can_be_compared_with_defaults_filled_in()
    {
        Value Augmentation(string run) => ((Measurement.Exact)Probe.Measure(Address.Parse($"config:{run}/augmentation"))).Value;

        Augmentation("vgg16-frozen-augmented").Should().Be(Augmentation("catsdogs-augmented"));
        Augmentation("vgg16-frozen-augmented-d1").Should().NotBe(Augmentation("catsdogs-augmented"));
        Augmentation("catsdogs-augmented-d1").Should().NotBe(Augmentation("catsdogs-augmented"), "the generation is part of it");
    }

    [TestCase("config:mnist-convnett/epochs")]
    [TestCase("config:mnist-convnet/epoch")]
    [TestCase("config:mnist-convnet/rotation_range")]
    [TestCase("config:mnist-convnet/save_as")]
    [TestCase("config:mnist-convnet[validation]/batch_size")]
    [TestCase("config:mnist-convnet{large}/epochs")]
    [TestCase("config:mnist-convnet/epochs@last")]
    [TestCase("config:vgg16-features-512/test_samples")]
    public void What_the_run_does_not_have_is_an_error_in_the_book(string address) =>
        FluentActions.Invoking(() => Probe.Measure(Address.Parse(address))).Should().Throw<AddressException>();

    [TestCase(
        "config:mnist-convnet[validation]/batch_size",
        "run 'mnist-convnet' has no validation set. Declare 'validation' in its run file"
    )]
    [TestCase("config:vgg16-features-512/test_samples", "run 'vgg16-features-512' has no test set. Declare 'test' in its run file")]
    [TestCase("config:mnist-convnet[test]/size", "has no quantity 'size' in its part 'test'.")]
    public void A_part_that_the_run_does_not_have_is_named(string address, string message) =>
        FluentActions.Invoking(() => Probe.Measure(Address.Parse(address))).Should().Throw<AddressException>().WithMessage($"*{message}*");
}
