using Repro.Backends;
using Repro.Data.Batches;
using Repro.Specs.Data;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training.Images;

/// <summary>Ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class ImageTrainingSpecs
{
    private TemporaryFolder _folder = null!;
    private TinyImages _tiny = null!;

    [SetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        _folder = new TemporaryFolder();
        TinyImages.Write(_folder);
        _tiny = new TinyImages("keras-2.0", _folder.Path);
    }

    [TearDown]
    public void Remove()
    {
        _tiny?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        RunRecord first = _tiny.Train(_folder.File("a")).Record;

        _tiny.Train(_folder.File("b")).Record.WeightsSha256.Should().Be(first.WeightsSha256);
        _tiny.Train(_folder.File("c"), seed: 2).Record.WeightsSha256.Should().NotBe(first.WeightsSha256);
    }

    [Test]
    public void The_generation_of_augmentation_makes_another_training_of_the_same_images()
    {
        using TinyImages other = new("keras-preprocessing-1.1", _folder.Path);
        RunRecord first = _tiny.Train(_folder.File("a")).Record;
        RunRecord second = other.Train(_folder.File("b")).Record;

        second.TensorsSha256.Should().Be(first.TensorsSha256);
        second.WeightsSha256.Should().NotBe(first.WeightsSha256);
        second.ConfigurationSha256.Should().NotBe(first.ConfigurationSha256);
    }

    [Test]
    public void The_record_has_the_parts_checksums_and_how_long_data_was_waited_for()
    {
        RunRecord record = _tiny.Train(_folder.File("runs")).Record;

        record.Data.Keys.Should().Equal("cats_and_dogs_small/train", "cats_and_dogs_small/validation", "cats_and_dogs_small/test");
        record.Seconds.Should().BePositive();
        record.WaitedSeconds.Should().BeInRange(0, record.Seconds!.Value);
    }

    [Test]
    public void What_trained_layers_make_of_an_image_is_put_on_record()
    {
        TrainingOutcome outcome = _tiny.TrainObserved(_folder.File("runs"));

        outcome
            .Record.Observed!.Keys.Should()
            .Equal("blank_channels[000 conv2d]", "reconstruction_r2[000 conv2d]", "zero_share[000 conv2d]");
        outcome.Record.Observed["zero_share[000 conv2d]"].Should().BeInRange(0, 1);
        outcome.Record.Observed["reconstruction_r2[000 conv2d]"].Should().BeInRange(0.05, 1);
        RunRecord.Read(RunFolder.RecordOf(outcome.Folder)).Observed.Should().BeEquivalentTo(outcome.Record.Observed);
    }

    [Test]
    public void A_finished_training_is_looked_at_later_with_the_same_outcome()
    {
        RunRecord plain = _tiny.Train(_folder.File("runs")).Record;
        TrainingOutcome later = _tiny.TrainObserved(_folder.File("runs"));

        plain.Observed.Should().BeNull();
        later.AlreadyFinished.Should().BeTrue();
        later.Record.WeightsSha256.Should().Be(plain.WeightsSha256);
        later.Record.ConfigurationSha256.Should().Be(plain.ConfigurationSha256);
        later.Record.Observed.Should().Equal(_tiny.TrainObserved(_folder.File("whole")).Record.Observed);
        RunRecord.Read(RunFolder.RecordOf(later.Folder)).Observed.Should().Equal(later.Record.Observed);
    }

    [Test]
    public void Any_changed_image_is_other_data()
    {
        string before = _tiny.Data().TensorsSha256;
        File.Copy(ImageFixtures.PathOf("cmyk.jpg"), _folder.File("cats_and_dogs_small", "test", "dogs", "001.jpg"), overwrite: true);

        _tiny.Data().TensorsSha256.Should().NotBe(before);
    }

    [Test]
    public void Decoded_images_are_kept_where_a_folder_is_named_and_are_the_same_data()
    {
        string cache = _folder.File("cache");
        TrainingData Kept() => ImageData.Of(_tiny.Configuration, TinyImages.Model.InputShape, _folder.Path, new Decoding(cache));
        string[] first = [Kept().TensorsSha256, .. Written()];
        string[] second = [Kept().TensorsSha256, .. Written()];

        first.Should().HaveCount(4, "train, validation and test have a file each");
        first[0].Should().Be(_tiny.Data().TensorsSha256);
        second.Should().Equal(first, "the files serve and are not written again");
        IEnumerable<string> Written() =>
            Directory.GetFiles(cache).Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}");
    }

    [Test]
    public void Training_images_are_augmented_anew_in_each_pass_and_validation_images_never()
    {
        TrainingData data = _tiny.Data();
        BatchSampler plan = new(seed: 1, data.Train.Samples, 11, shuffle: false);
        using IBatchIterator train = data.Train.Flow(plan, seed: 1);
        float[] first = [.. train.Batch(0).X.Values];
        float[] second = [.. train.Batch(1).X.Values];
        second.Should().NotEqual(first);
        using IBatchIterator again = data.Train.Flow(plan, seed: 1);
        again.Batch(1).X.Values.Should().Equal(second, "a step's batch does not depend on those before");

        using IBatchIterator validation = data.Validation!.Flow(new BatchSampler(1, 7, 7, shuffle: false), seed: 1);
        float[] plain = [.. validation.Batch(0).X.Values];
        validation.Batch(1).X.Values.Should().Equal(plain);
    }

    [Test]
    public void Batches_are_shaped_as_the_network_takes_them()
    {
        using IBatchIterator flow = _tiny.Data().Train.Flow(new BatchSampler(1, 11, 4), seed: 1);
        (Tensor x, Tensor y) = flow.Batch(2);

        x.Shape.Should().Equal(3, 12, 10, 3);
        y.Shape.Should().Equal(3, 1);
    }

    [Test]
    public void A_set_of_another_size_than_declared_is_refused()
    {
        File.Delete(_folder.File("cats_and_dogs_small", "validation", "dogs", "000.jpg"));

        _tiny
            .Invoking(tiny => tiny.Train(_folder.File("runs")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*declares 7 samples in 'validation', but*has 6.*");
        Directory.Exists(_folder.File("runs")).Should().BeFalse();
    }

    [Test]
    public void Images_of_another_size_than_the_model_takes_are_refused()
    {
        TinyImages other = new("keras-2.0", _folder.Path)
        {
            Configuration = _tiny.Configuration with { Test = _tiny.Configuration.Test! with { TargetSize = (10, 12) } },
        };

        other.Invoking(tiny => tiny.Data()).Should().Throw<InputException>().WithMessage("*the images of 'test' to 10x12*takes 12x10x3*");
        other.Dispose();
    }
}
