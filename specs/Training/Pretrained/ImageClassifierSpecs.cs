using Repro.Backends.Cpu;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Training.Evaluation;

namespace Repro.Specs.Training.Pretrained;

[TestFixture]
[Category("Fast")]
internal class ImageClassifierSpecs
{
    private readonly CpuBackend _backend = new();

    [OneTimeTearDown]
    public void Dispose() => _backend.Dispose();

    [Test]
    public void An_image_is_resized_and_preprocessed_as_ImageNets_weights_want_it()
    {
        Model model = ModelBuilder
            .Sequential("three", new Shape(2, 2, 3))
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(3) { Name = "dense", Activation = Activation.Softmax })
            .Build();
        using ImageClassifier classifier = ImageClassifier.Build(
            model,
            _backend,
            network =>
            {
                // The first cell's first channel, which is blue, goes to the first class.
                float[] kernel = new float[12 * 3];
                kernel[0] = 0.01f;
                network.WriteWeight("dense/kernel", kernel);
            }
        );
        byte[] pixels = [.. Enumerable.Repeat<byte[]>([10, 20, 203], 5 * 4).SelectMany(cell => cell)];

        float[] probabilities = classifier.Probabilities(new RgbImage(5, 4, pixels));

        double first = Math.Exp((203 - 103.939) * 0.01);
        probabilities.Should().HaveCount(3);
        ((double)probabilities[0]).Should().BeApproximately(first / (first + 2), 1e-6);
        ((double)probabilities[2]).Should().BeApproximately(1 / (first + 2), 1e-6);
    }

    [TestCase("catsdogs-scratch", Description = "one number is no list of classes, and it was trained on pixels of 0 to 1")]
    [TestCase("vgg16-base-150")]
    [TestCase("mnist-full")]
    public void A_model_that_tells_no_classes_of_color_images_apart_is_refused(string name) =>
        FluentActions
            .Invoking(() =>
                ImageClassifier.Build(
                    SpecModels.Get(name),
                    _backend,
                    _ => throw new InvalidOperationException("its weights were asked for")
                )
            )
            .Should()
            .Throw<InputException>()
            .WithMessage("Model '*' takes * and gives *one output per class.");
}
