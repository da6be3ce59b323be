using Repro.Claims;
using static Repro.Specs.Documents.Headlines;

namespace Repro.Specs.Documents;

/// <summary>Document 003: the book's chapter on convolutional networks, from MNIST to Grad-CAM.</summary>
[Category("Fast")]
internal sealed class Document003
{
    [Test]
    public void Without_pooling_the_maps_stay_22_pixels_wide()
    {
        Model("mnist-no-pool").OutputShapes.Single().ToString().Should().Be("22x22x64");
        Parameters("mnist-no-pool-dense512").Total.Should().BeGreaterThan(15_800_000);
    }

    [Test]
    public void The_convnet_from_scratch_has_3_453_121() => Parameters("catsdogs-scratch").Total.Should().Be(3_453_121);

    [Test]
    public void VGG16s_base_has_14_714_688_and_ends_at_4x4x512()
    {
        Parameters("vgg16-base-150").Total.Should().Be(14_714_688);
        Model("vgg16-base-150").OutputShapes.Single().ToString().Should().Be("4x4x512");
    }

    [Test]
    public void Before_freezing_30_tensors_train_and_after_it_4_and_10_with_block_5_open() =>
        (
            TrainableTensors("vgg16-plus-dense256"),
            TrainableTensors("vgg16-plus-dense256", "base frozen"),
            TrainableTensors("vgg16-plus-dense256", "block5 open")
        )
            .Should()
            .Be((30, 4, 10));

    [Test]
    public void A_convnet_beats_the_dense_network_on_MNIST() =>
        Recorded("d3-cnn-beats-dense", "run:mnist-convnet/test_acc@last", ">", "run:mnist-dense/test_acc@last");

    [Test]
    public void The_dense_network_reaches_97_8_percent() =>
        Recorded("d3-dense-baseline-97-8", "run:mnist-dense/test_acc@last", "~", "0.978", 0.005);

    [Test]
    public void The_printed_0_9908_is_what_a_training_gives() =>
        Recorded("d3-mnist-test-acc-printed", "run:mnist-convnet/test_acc@last", "~", "0.9908", 0.005);

    // The accuracies that the chapter tells its story by: 71, 82, 90, 96 and 97 %; the last two as Keras 2.0.8 executed them and as
    // written.
    [TestCase("d3-scratch-71", "run:catsdogs-scratch/val_acc@tail", "0.71")]
    [TestCase("d3-aug-82", "run:catsdogs-augmented/val_acc@tail", "0.82")]
    [TestCase("d3-fe1-about-90", "run:vgg16-features-256/val_acc@tail", "0.90")]
    [TestCase("d3-fe2-96", "run:vgg16-open-augmented/val_acc@tail", "0.96")]
    [TestCase("d3-fe2-96-as-written", "run:vgg16-frozen-augmented/val_acc@tail", "0.96")]
    [TestCase("d3-ft-97", "run:vgg16-open-finetune-100/test_acc@last", "0.97")]
    [TestCase("d3-ft-97-as-written", "run:vgg16-finetune-100/test_acc@last", "0.97")]
    public void The_story_in_five_accuracies(string id, string address, string accuracy) => Recorded(id, address, "~", accuracy, 0.05);

    [TestCase("catsdogs-augmented", "catsdogs-scratch")]
    [TestCase("vgg16-features-256", "catsdogs-augmented")]
    [TestCase("vgg16-open-augmented", "vgg16-features-256")]
    [TestCase("vgg16-open-finetune-100", "vgg16-open-augmented")]
    public void Each_step_of_the_story_gains(string better, string worse) =>
        Judged($"run:{better}/val_acc@tail", ">", $"run:{worse}/val_acc@tail").Should().Be(Verdict.Reproduced);

    // Grad-CAM reads block5_conv3 of the whole VGG16; the map itself comes with the image room.
    [Test]
    public void The_last_convolution_of_VGG16_gives_Grad_CAM_14x14x512() =>
        Model("vgg16-top-224")["block5_conv3"].OutputShape.ToString().Should().Be("14x14x512");
}
