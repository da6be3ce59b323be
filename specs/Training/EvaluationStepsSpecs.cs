using Repro.Backends;
using Repro.Runs;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.Weights;

namespace Repro.Specs.Training;

/// <summary>Validation in exactly the declared steps, which may be less or more than one pass.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class EvaluationStepsSpecs
{
    private const int Samples = 20;
    private TinyRun _tiny = null!;
    private INetwork _network = null!;
    private Watched _watched = null!;

    [SetUp]
    public void SetUp()
    {
        _tiny = new TinyRun();
        _network = _tiny.Network();
        WeightInitializer.Write(_network, 1);
        _watched = new Watched((ISampleSource)_tiny.Data.Test!);
    }

    [TearDown]
    public void TearDown()
    {
        _network.Dispose();
        _tiny.Dispose();
    }

    [Test]
    public void One_pass_is_taken_in_the_samples_own_order()
    {
        RunningMetrics metrics = Steps(batchSize: 8, steps: 3).Run(_network, 4);

        _watched.Batches.SelectMany(batch => batch).Should().Equal(Enumerable.Range(0, Samples));
        metrics.Samples.Should().Be(Samples);
    }

    [Test]
    public void More_steps_than_a_pass_go_on_into_a_second_in_another_order()
    {
        RunningMetrics metrics = Steps(batchSize: 8, steps: 5).Run(_network, 0);

        _watched.Sizes.Should().Equal(8, 8, 4, 8, 8);
        int[] first = [.. _watched.Batches.Take(3).SelectMany(batch => batch)];
        int[] second = [.. _watched.Batches.Skip(3).SelectMany(batch => batch)];
        first.Order().Should().Equal(Enumerable.Range(0, Samples));
        second.Should().OnlyHaveUniqueItems().And.NotEqual(first.Take(16));
        metrics.Samples.Should().Be(36);
    }

    [Test]
    public void The_mean_is_weighted_by_samples_and_a_sample_that_came_twice_counts_twice()
    {
        RunningMetrics metrics = Steps(batchSize: 8, steps: 5).Run(_network, 0);

        BatchResult[] alone = [.. _watched.Batches.SelectMany(batch => batch).Select(Alone)];
        metrics.Correct.Should().Be(alone.Sum(result => result.Correct));
        metrics.Loss.Should().BeApproximately(alone.Sum(result => result.LossSum) / 36, 1e-9);
    }

    [Test]
    public void Each_evaluation_starts_a_new_pass()
    {
        using EvaluationSteps steps = Steps(batchSize: 8, steps: 5);
        steps.Run(_network, 0);
        int[] before = [.. _watched.Batches.SelectMany(batch => batch)];
        _watched.Batches.Clear();
        steps.Run(_network, 1);

        _watched.Sizes.Should().Equal(8, 8, 4, 8, 8);
        _watched.Batches.Take(3).SelectMany(batch => batch).Order().Should().Equal(Enumerable.Range(0, Samples));
        _watched.Batches.SelectMany(batch => batch).Should().NotEqual(before);
    }

    [Test]
    public void Or_goes_on_where_the_one_before_stopped()
    {
        using EvaluationSteps steps = Steps(batchSize: 8, steps: 5, continues: true);
        steps.Run(_network, 0);
        steps.Run(_network, 1);

        _watched.Sizes.Should().Equal(8, 8, 4, 8, 8, 4, 8, 8, 4, 8);
        _watched.Batches.Skip(3).Take(3).SelectMany(batch => batch).Order().Should().Equal(Enumerable.Range(0, Samples));
    }

    [Test]
    public void An_evaluation_of_a_resumed_training_is_that_of_the_whole_one([Values] bool continues)
    {
        using EvaluationSteps whole = Steps(batchSize: 8, steps: 5, continues);
        whole.Run(_network, 0);
        whole.Run(_network, 1);
        _watched.Batches.Clear();
        whole.Run(_network, 2);
        int[][] expected = [.. _watched.Batches];
        _watched.Batches.Clear();
        Steps(batchSize: 8, steps: 5, continues).Run(_network, 2);

        _watched.Batches.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
    }

    [Test]
    public void Fifty_steps_of_32_over_1000_samples_are_32_batches_and_18_of_a_second_pass()
    {
        Watched thousand = new(new ArraySamples(new Tensor(1000, 6, 6, 1), new Tensor(1000, 10)));
        using EvaluationSteps steps = new(thousand, Split(1000, 32, 50, continues: false), "validation", seed: 1);
        RunningMetrics metrics = steps.Run(_network, 0);

        thousand.Sizes.Take(32).Should().Equal([.. Enumerable.Repeat(32, 31), 8]);
        thousand.Sizes.Skip(32).Should().Equal(Enumerable.Repeat(32, 18));
        metrics.Samples.Should().Be(1000 + 18 * 32);
    }

    private EvaluationSteps Steps(int batchSize, int steps, bool continues = false) =>
        new(_watched, Split(Samples, batchSize, steps, continues), "validation", seed: 1);

    private static SplitConfiguration Split(int samples, int batchSize, int steps, bool continues) =>
        new("validation", samples, batchSize, steps, null, null, null, null) { ContinuesPass = continues };

    private BatchResult Alone(int number)
    {
        (Tensor x, Tensor y) = ((ISampleSource)_tiny.Data.Test!).Batch([number]);
        return _network.TestOnBatch(x, y);
    }

    private sealed class Watched(ISampleSource inner) : ISampleSource
    {
        public List<int[]> Batches { get; } = [];

        public IEnumerable<int> Sizes => Batches.Select(batch => batch.Length);

        public int Samples => inner.Samples;

        public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers)
        {
            Batches.Add(numbers.ToArray());
            return inner.Batch(numbers);
        }
    }
}
