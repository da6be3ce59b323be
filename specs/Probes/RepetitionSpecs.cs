using Repro.Backends;
using Repro.Evidence;
using Repro.Probes.Runs;
using Repro.Specs.Training;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Probes;

/// <summary>Evidence recorded on two backends, and repeating it on the one that promises no bits.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class RepetitionSpecs
{
    private TinyRun _tiny = null!;

    private string Root => _tiny.Folder.File("baselines");

    [SetUp]
    public void SetUp()
    {
        using TinyRun plain = new();
        _tiny = new TinyRun { Configuration = plain.Configuration with { Seeds = [1, 2, 3, 4, 5] } };
    }

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void Each_backend_has_its_evidence_with_its_own_provenance()
    {
        Record(_tiny.Backend, 1, 2);
        Record(new OtherBackend(_tiny.Backend), 1, 2, 3);

        Histories(null).Select(backend => (backend.Backend, backend.Seeds.Count)).Should().Equal(("Cpu", 2), ("TensorFlow", 3));
        Histories("TensorFlow").Should().ContainSingle().Which.Evidence.Should().Be("evidence/tiny/TensorFlow.csv");
        Histories("Other").Should().BeEmpty();
        RunRecord record = Find("TensorFlow").Records[3];
        (record.Backend, record.InstructionSet, record.Libraries["libmade"], record.Operations["mapping"])
            .Should()
            .Be(("TensorFlow", "made", "1.2.3", "1"));
    }

    [Test]
    public void The_same_bits_agree_and_are_told()
    {
        OtherBackend backend = new(_tiny.Backend);
        Record(backend, 1, 2, 3, 4, 5);

        RepetitionResult result = Repeat(backend, 2);

        result.SameBits.Should().BeTrue();
        result.Agrees.Should().BeTrue();
        result.Metrics.Select(metric => metric.Metric).Should().Equal("train_loss", "train_acc", "test_loss", "test_acc");
        result.Metrics.Should().OnlyContain(metric => metric.Now == metric.Recorded);
    }

    [Test]
    public void Other_bits_within_the_spread_of_the_seeds_agree()
    {
        Record(new OtherBackend(_tiny.Backend), 1, 2, 3, 4, 5);

        RepetitionResult result = Repeat(
            new OtherBackend(_tiny.Backend, disturb: (network, _) => OtherBackend.Scale(network, "dense/kernel", 1e-6f)),
            2
        );

        result.SameBits.Should().BeFalse();
        result
            .Metrics.Single(metric => metric.Metric == "train_loss")
            .Should()
            .Match<RepeatedMetric>(metric => metric.Now != metric.Recorded && metric.Inside);
        result.Agrees.Should().BeTrue();
    }

    [Test]
    public void A_result_far_outside_the_spread_does_not()
    {
        Record(new OtherBackend(_tiny.Backend), 1, 2, 3, 4, 5);

        RepetitionResult result = Repeat(
            new OtherBackend(_tiny.Backend, disturb: (network, _) => OtherBackend.Scale(network, "dense_1/kernel", 0.5f)),
            2
        );

        result.Agrees.Should().BeFalse();
        result.Metrics.Single(metric => metric.Metric == "train_loss").Inside.Should().BeFalse();
    }

    [Test]
    public void More_seeds_asked_about_make_each_interval_wider()
    {
        OtherBackend backend = new(_tiny.Backend);
        Record(backend, 1, 2, 3, 4, 5);

        double one = Repeat(backend, 1).Metrics[0].Expected.HalfWidth;
        double five = Repetition.Run(Service(backend), _tiny.Configuration, Find("TensorFlow"), 1, seeds: 5).Metrics[0].Expected.HalfWidth;

        five.Should().BeGreaterThan(one);
    }

    [Test]
    public void Too_few_recorded_seeds_are_refused_before_the_first_step()
    {
        OtherBackend backend = new(_tiny.Backend);
        Record(backend, 1, 2, 3, 4);
        int built = backend.Built;

        FluentActions
            .Invoking(() => Repeat(backend, 1))
            .Should()
            .Throw<InputException>()
            .WithMessage("Run 'tiny' has 4 recorded seeds*on TensorFlow*at least 5*");
        backend.Built.Should().Be(built);
    }

    private TrainingService Service(IBackend backend) => new(backend, _ => TinyRun.Model, _ => _tiny.Data);

    private void Record(IBackend backend, params int[] seeds)
    {
        foreach (int seed in seeds)
        {
            Service(backend).Train(_tiny.Request(seed));
        }

        BaselineAcceptance.Accept(Root, _tiny.Output, _tiny.Configuration, backend.Name, seeds, continuousIntegration: false);
    }

    private RepetitionResult Repeat(IBackend backend, int seed) =>
        Repetition.Run(Service(backend), _tiny.Configuration, Find("TensorFlow"), seed);

    private IReadOnlyList<RunHistories> Histories(string? only) => RunHistories.FromBaselines(Root, _tiny.Configuration, only, "evidence");

    private Baseline Find(string backend) => Baseline.Find(Root, "tiny", backend)!;
}
