using System.Text.Json.Nodes;
using Repro.Import.Trainings;

namespace Repro.Specs.Import;

/// <summary>Trainings that begin with published weights.</summary>
[Category("Fast")]
internal sealed class PretrainedBaseSpecs
{
    [TestCase(
        "base = VGG16(include_top=False, input_shape=(64, 64, 3))\nmodel = models.Sequential([base, layers.Flatten(), layers.Dense(1, activation='sigmoid')])"
    )]
    [TestCase(
        "base = VGG16(weights='imagenet', include_top=False, input_shape=(64, 64, 3))\nbase.trainable = False\nx = layers.Flatten()(base.output)\nmodel = models.Model(base.input, layers.Dense(1, activation='sigmoid')(x))"
    )]
    public void The_published_weights_of_a_base_are_written(string network)
    {
        JsonNode run = JsonNode.Parse(RunOf(network).Json ?? throw new AssertionException(RunOf(network).Reason))!;

        $"{run["base"]} {run["base_weights"]}".Should().Be("vgg16-base-150 imagenet");
    }

    [Test]
    public void A_base_within_a_part_of_the_network_has_no_run() =>
        RunOf(
            "base = VGG16(include_top=False, input_shape=(64, 64, 3))\ninner = models.Sequential([base, layers.Flatten()])\nmodel = models.Sequential([inner, layers.Dense(1, activation='sigmoid')])"
        )
            .Reason.Should()
            .StartWith("it begins with the weights 'imagenet' of VGG16, and no built-in weights fit");

    [Test]
    public void A_base_with_random_weights_is_a_part_of_the_network() =>
        RunOf(
            "base = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))\nmodel = models.Sequential([base, layers.Flatten(), layers.Dense(1, activation='sigmoid')])"
        )
            .Json.Should()
            .NotBeNull()
            .And.NotContain("\"base\"");

    [TestCase(
        "MobileNetV2(include_top=False, input_shape=(64, 64, 3))",
        "the weights 'imagenet' of MobileNetV2, and no built-in weights fit"
    )]
    [TestCase(
        "VGG16(weights='my.h5', include_top=False, input_shape=(64, 64, 3))",
        "the weights 'my.h5' of VGG16, and no built-in weights fit"
    )]
    [TestCase(
        "VGG16(include_top=False, input_shape=(64, 64, 3), name='other')",
        "the weights 'imagenet' of VGG16, and no built-in weights fit",
        Description = "weights are found by the name of the network"
    )]
    public void Without_built_in_weights_there_is_no_run(string network, string reason) =>
        RunOf($"base = {network}\nmodel = models.Sequential([base, layers.Flatten(), layers.Dense(1, activation='sigmoid')])")
            .Should()
            .Match<NamedRun>(run => run.Json == null && run.Reason.Contains(reason));

    private static NamedRun RunOf(string network) =>
        Drafts
            .OfCells(
                (
                    $"""
                    from keras import layers, models
                    from keras.applications import VGG16, MobileNetV2
                    from keras.preprocessing.image import ImageDataGenerator
                    {network}
                    model.compile(optimizer='sgd', loss='binary_crossentropy')
                    train = ImageDataGenerator(rescale=1/255).flow_from_directory('pets/train', target_size=(64, 64), class_mode='binary')
                    """,
                    "Found 2000 images belonging to 2 classes.\n"
                ),
                ("model.fit(train, epochs=3)", "")
            )
            .Runs.Single();
}
