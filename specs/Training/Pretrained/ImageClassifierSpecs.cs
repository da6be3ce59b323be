using Repro.Backends.Cpu;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Data;
using Repro.Training.Evaluation;

namespace Repro.Specs.Training.Pretrained;

[TestFixture]
[Category("Fast")]
internal sealed class ImageClassifierSpecs
{
    private readonly CpuBackend _backend = new();

    [OneTimeTearDown]
    public void Dispose() => _backend.Dispose();

    [Test]
    public void An_image_is_resized_and_preprocessed_as_ImageNets_weights_want_it()
    {
        ImageFixtures.RequireDecoder();
        Model model = ModelBuilder
            .Sequential("three", new Shape(2, 2, 3))
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(3) { Name = "dense", Activation = Activation.Softmax })
            .Build();
        using ImageClassifier classifier = ImageClassifier.Build(
            model,
            ImageFeed.OfImageNet(model),
            _backend,
            network =>
            {
                // The first cell's first channel, which is blue, goes to the first class.
                float[] kernel = new float[12 * 3];
                kernel[0] = 0.01f;
                network.WriteWeight("dense/kernel", kernel);
            }
        );
        string path = ImageFixtures.PathOf("colour-444.jpg");

        float[] probabilities = classifier.Probabilities(path);

        using JpegDecoder decoder = new();
        double first = Math.Exp((decoder.Read(path).Resize(2, 2).Pixels[2] - 103.939) * 0.01f);
        probabilities.Should().HaveCount(3);
        ((double)probabilities[0]).Should().BeApproximately(first / (first + 2), 1e-6);
        ((double)probabilities[2]).Should().BeApproximately(1 / (first + 2), 1e-6);
    }

    [Test]
    public void A_network_of_a_project_is_fed_as_the_options_say_and_1_255_is_assumed()
    {
        ImageFixtures.RequireDecoder();
        Model model = Small(new Flatten { Name = "flatten" });
        ImageFeed assumed = ImageFeed.Resized(ImageOptions.None, model, "Model 'small'");
        ImageFeed chosen = ImageFeed.Resized(ImageOptions.Parse("-1..1", "bilinear", null), model, "Model 'small'");

        assumed
            .ToString()
            .Should()
            .Be("images resized to 2x2 by nearest (assumed; --resize), grayscale, pixels times 1/255 (assumed; --scale)");
        chosen.ToString().Should().Be("images resized to 2x2 by bilinear, grayscale, pixels scaled to -1..1");
        Fed(model, assumed).Should().NotBe(Fed(model, chosen));
    }

    [Test]
    public void A_network_that_scales_its_pixels_is_fed_pixels_of_0_to_255() =>
        ImageFeed
            .Resized(
                ImageOptions.None,
                Small(new Rescaling([1f / 255], [0f]) { Name = "rescaling" }, new Flatten { Name = "flatten" }),
                "Model 'small'"
            )
            .ToString()
            .Should()
            .EndWith("pixels of 0 to 255 (assumed; --scale)");

    private static Model Small(params Layer[] layers) =>
        layers
            .Aggregate(ModelBuilder.Sequential("small", new Shape(2, 2, 1)), (builder, layer) => builder.Add(layer))
            .Add(new Dense(2) { Name = "dense", Activation = Activation.Softmax })
            .Build();

    // The first cell alone decides.
    private float Fed(Model model, ImageFeed feed)
    {
        using ImageClassifier classifier = ImageClassifier.Build(
            model,
            feed,
            _backend,
            network => network.WriteWeight("dense/kernel", [1, 0, 0, 0, 0, 0, 0, 0])
        );
        return classifier.Probabilities(ImageFixtures.PathOf("colour-444.jpg"))[0];
    }

    [TestCase("catsdogs-scratch", Description = "one number is no list of classes")]
    [TestCase("vgg16-base-150")]
    public void A_model_that_tells_no_classes_apart_is_refused_where_classes_are_asked_for(string name) =>
        FluentActions
            .Invoking(() => ImageClassifier.RequireClasses(SpecModels.Get(name)))
            .Should()
            .Throw<InputException>()
            .WithMessage("Model '*' gives *one output per class.");

    [Test]
    public void Outputs_that_are_no_vectors_are_refused_before_the_weights_are_read() =>
        FluentActions
            .Invoking(() =>
                ImageClassifier.Build(
                    SpecModels.Get("vgg16-base-150"),
                    ImageFeed.OfImageNet(SpecModels.Get("vgg16-base-150")),
                    _backend,
                    _ => throw new InvalidOperationException("its weights were asked for")
                )
            )
            .Should()
            .Throw<InputException>()
            .WithMessage("Model '*': its output 'block5_pool' gives 4x4x512; predict requires outputs of one axis, e.g. those of Dense.");
}
