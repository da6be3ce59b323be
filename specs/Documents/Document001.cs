using static Repro.Specs.Documents.Headlines;

namespace Repro.Specs.Documents;

/// <summary>
/// Document 001: the MNIST convnet, cats and dogs from scratch, with augmentation, on VGG16, and images of what was learned.
/// </summary>
[Category("Fast")]
internal sealed class Document001
{
    [Test]
    public void The_MNIST_convnet_narrows_28_pixels_to_3() =>
        OutputShapes("mnist-full").Should().Equal("26x26x32", "13x13x32", "11x11x64", "5x5x64", "3x3x64", "576", "64", "10");

    [Test]
    public void Its_parameters_are_93_322() => Parameters("mnist-full").Total.Should().Be(93_322);

    [Test]
    public void The_convnet_from_scratch_has_3_453_121()
    {
        Parameters("catsdogs-scratch").Total.Should().Be(3_453_121);
        Parameters("catsdogs-scratch-dropout").Total.Should().Be(3_453_121, "dropout holds no weights");
    }

    [Test]
    public void Fine_tuning_opens_10_tensors() => TrainableTensors("vgg16-plus-dense256", "block5 open").Should().Be(10);

    [Test]
    public void MNIST_is_learned_to_0_9907() => Recorded("d1-mnist-test-acc", "run:mnist-convnet/test_acc@last", "~", "0.9907", 0.005);

    [Test]
    public void Validation_stops_at_0_726_from_scratch() =>
        Recorded("d1-scratch-final-val-acc", "run:catsdogs-scratch/val_acc@last", "~", "0.726", 0.05);

    [Test]
    public void Augmentation_takes_it_to_0_81() =>
        Recorded("d1-aug-final-val-acc", "run:catsdogs-augmented-d1/val_acc@last", "~", "0.81", 0.05);

    [Test]
    public void Fine_tuning_gains_on_the_frozen_base() =>
        Recorded("d1-ft-improves", "run:vgg16-finetune-10/val_acc@last", ">", "run:vgg16-frozen-augmented-d1/val_acc@last");
}
