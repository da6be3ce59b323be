using static Repro.Specs.Documents.Headlines;

namespace Repro.Specs.Documents;

/// <summary>
/// Document 000: VGG16's base under a head of 512, then end to end with augmentation, then fine-tuned; kernels and feature maps.
/// </summary>
[Category("Fast")]
internal sealed class Document000
{
    [Test]
    public void The_convolutional_base_has_14_714_688_parameters()
    {
        Parameters("vgg16-base-150").Total.Should().Be(14_714_688);
        Model("vgg16-base-150").OutputShapes.Single().ToString().Should().Be("4x4x512");
    }

    [Test]
    public void The_whole_VGG16_has_138_357_544() => Parameters("vgg16-top-224").Total.Should().Be(138_357_544);

    [Test]
    public void The_head_on_stored_features_has_4_195_329() => Parameters("dense-head-512").Total.Should().Be(4_195_329);

    [Test]
    public void Freezing_the_base_leaves_4_of_30_tensors_to_train()
    {
        TrainableTensors("vgg16-plus-dense256").Should().Be(30);
        TrainableTensors("vgg16-plus-dense256", "base frozen").Should().Be(4);
    }

    [Test]
    public void The_frozen_base_trains_nothing()
    {
        Parameters("vgg16-base-150", "frozen").Trainable.Should().Be(0);
        Parameters("vgg16-base-150", "frozen").NonTrainable.Should().Be(14_714_688);
    }

    [Test]
    public void Opening_block_5_trains_9_177_089_parameters() =>
        Parameters("vgg16-plus-dense256", "block5 open").Trainable.Should().Be(9_177_089);

    [Test]
    public void Stored_features_reach_about_90_percent() =>
        Recorded("d0-fe1-about-90", "run:vgg16-features-512/val_acc@tail", "~", "0.9", 0.05);

    [Test]
    public void Fine_tuning_reaches_92_to_94_percent() =>
        Recorded("d0-ft-92-94", "run:vgg16-finetune-30/val_acc@tail", "in", "0.92..0.94", 0.05);

    [Test]
    public void Augmentation_narrows_the_gap_between_training_and_validation() =>
        Recorded("d0-fe1-aug-improves", "run:vgg16-frozen-augmented-d0/acc_gap@tail", "<", "run:vgg16-features-512/acc_gap@tail");
}
