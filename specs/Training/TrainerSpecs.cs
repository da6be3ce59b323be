using Repro.Backends;
using Repro.Data.Arrays;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.Weights;

namespace Repro.Specs.Training;

[TestFixture]
[Category("Fast")]
internal sealed class TrainerSpecs
{
    private TinyRun _tiny = null!;

    [SetUp]
    public void SetUp() => _tiny = new TinyRun();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void An_epochs_training_metrics_are_the_batches_own_weighted_by_their_samples()
    {
        using INetwork network = _tiny.Network();
        WeightInitializer.Write(network, 1);
        Recorder recorder = new(network);
        Trainer trainer = new(_tiny.Configuration, 1, recorder, _tiny.Data, 3);
        EpochMetrics? epoch = null;
        while (epoch is null)
        {
            epoch = trainer.Advance();
        }

        recorder.Batches.Select(batch => batch.Samples).Should().Equal(8, 8, 8, 8, 8, 8, 2);
        epoch.Values["train_acc"].Should().Be(recorder.Batches.Sum(batch => batch.Correct) / 50.0);
        epoch.Values["train_loss"].Should().BeApproximately(recorder.Batches.Sum(batch => batch.Loss * batch.Samples) / 50, 1e-12);
        epoch.Values.Should().NotContainKey("test_acc");
    }

    [Test]
    public void A_penalty_counts_once_a_batch_mean_not_once_a_sample()
    {
        RunningMetrics metrics = new();
        metrics.Add(new BatchResult(LossSum: 8, Penalty: 0.5, Correct: 3, Samples: 4));
        metrics.Add(new BatchResult(LossSum: 1, Penalty: 0.25, Correct: 1, Samples: 1));

        // Batch losses 2.5 (of 4 samples) and 1.25 (of 1).
        metrics.Loss.Should().Be((2.5 * 4 + 1.25) / 5);
        metrics.Accuracy.Should().Be(0.8);
    }

    [Test]
    public void Pixels_are_divided_by_255_in_float32()
    {
        float[] scale = new ArrayValues([.. Enumerable.Range(0, 256).Select(pixel => (byte)pixel)]).Times(1.0 / 255);

        for (int pixel = 0; pixel < 256; pixel++)
        {
            scale[pixel].Should().Be(pixel / 255f);
        }
    }

    [Test]
    public void Labels_are_one_hot_and_images_have_their_channel()
    {
        (Tensor x, Tensor y) = ((ISampleSource)_tiny.Data.Train).Batch([1, 3]);

        x.Shape.Should().Equal(2, 6, 6, 1);
        y.Shape.Should().Equal(2, 10);
        y.Values.Should().Equal(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    [Test]
    public void A_set_of_another_size_than_declared_is_refused()
    {
        Repro.Runs.RunConfiguration other = _tiny.Configuration with { Train = _tiny.Configuration.Train with { Samples = 51 } };

        FluentActions
            .Invoking(() => ArrayData.Of(other, TinyRun.Model, ArraySet.Load(other.Set, _tiny.Folder.File("data"), verify: false)))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                "Run 'tiny' declares 51 samples in 'train', but the data set 'mnist' has 50. A run takes all samples of a split: correct 'samples' in the run file."
            );
    }

    private sealed class Recorder(INetwork inner) : DelegatingNetwork(inner)
    {
        public List<BatchResult> Batches { get; } = [];

        public override BatchResult TrainOnBatch(Tensor x, Tensor y, IDropoutMasks masks, string? from = null)
        {
            Batches.Add(base.TrainOnBatch(x, y, masks, from));
            return Batches[^1];
        }
    }
}
