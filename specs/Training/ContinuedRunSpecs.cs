using Repro.Backends.Cpu;
using Repro.Runs;
using Repro.Specs.Data;
using Repro.Specs.Training.Images;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

/// <summary>A run that begins with the weights of another, as fine-tuning does. Ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class ContinuedRunSpecs
{
    private readonly CpuBackend _backend = new(new CpuOptions(Threads: 2));
    private TemporaryFolder _folder = null!;
    private TinyImages _tiny = null!;
    private RunConfiguration _first = null!;
    private RunConfiguration _second = null!;

    [OneTimeTearDown]
    public void End() => _backend.Dispose();

    [SetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        _folder = new TemporaryFolder();
        TinyImages.Write(_folder);
        _tiny = new TinyImages("keras-2.0", _folder.Path);
        _first = _tiny.Configuration with { Name = "first", Epochs = 2 };
        _second = _tiny.Configuration with { Name = "second", Epochs = 2, ContinuesFrom = "first" };
    }

    [TearDown]
    public void Remove()
    {
        _tiny?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public void It_trains_the_run_before_it_where_that_is_missing_and_says_where_it_began()
    {
        TrainingOutcome outcome = Train("runs");
        RunRecord before = RunRecord.Read(RunFolder.RecordOf(RunFolder.PathOf(_folder.File("runs"), "first", "Cpu", 1)));

        outcome
            .Record.ContinuesFrom.Should()
            .Be(new Predecessor("first", RunConfigurationJson.Digest(_first), before.WeightsSha256, Shortened: false));
        outcome.Record.WeightsSha256.Should().NotBe(before.WeightsSha256);
        Service().Train(new TrainingRequest(_first, 1, _folder.File("alone"))).Record.WeightsSha256.Should().Be(before.WeightsSha256);
        Train("runs").AlreadyFinished.Should().BeTrue();
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(8)]
    public void Killed_at_any_step_it_goes_on_with_the_same_bits(int steps)
    {
        string whole = Train("whole").Record.WeightsSha256;
        int left = steps;
        TrainingService mortal = Service(point => left -= point == "step" ? 1 : 0, () => left <= 0);
        Service().Train(new TrainingRequest(_first, 1, _folder.File("killed")));
        FluentActions
            .Invoking(() => mortal.Train(new TrainingRequest(_second, 1, _folder.File("killed")) { CheckpointSteps = 2 }))
            .Should()
            .Throw<OperationCanceledException>();

        Train("killed").Record.WeightsSha256.Should().Be(whole);
    }

    [Test]
    public void A_trial_continues_a_trial_and_is_marked_as_one()
    {
        TrainingOutcome trial = Service().Train(new TrainingRequest(_second, 1, _folder.File("runs")) { Epochs = 1 });

        (trial.Record.Shortened, trial.Record.ContinuesFrom!.Shortened).Should().Be((true, true));
        Directory.Exists(RunFolder.PathOf(_folder.File("runs"), "first", "Cpu", 1)).Should().BeFalse();
    }

    [Test]
    public void Finished_on_other_weights_than_lie_beside_it_now_it_is_refused()
    {
        Train("runs");
        Directory.Delete(RunFolder.PathOf(_folder.File("runs"), "first", "Cpu", 1), recursive: true);
        _first = _first with { Epochs = 1 };

        FluentActions.Invoking(() => Train("runs")).Should().Throw<InputException>().WithMessage("*began with other weights of 'first'*");
    }

    [Test]
    public void Weights_that_are_not_the_records_are_refused()
    {
        Service().Train(new TrainingRequest(_first, 1, _folder.File("runs")));
        Service().Train(new TrainingRequest(_first, 2, _folder.File("runs")));
        File.Copy(
            RunFolder.WeightsOf(RunFolder.PathOf(_folder.File("runs"), "first", "Cpu", 2)),
            RunFolder.WeightsOf(RunFolder.PathOf(_folder.File("runs"), "first", "Cpu", 1)),
            overwrite: true
        );

        FluentActions.Invoking(() => Train("runs")).Should().Throw<InputException>().WithMessage("*files do not belong together*");
    }

    private TrainingOutcome Train(string output) => Service().Train(new TrainingRequest(_second, 1, _folder.File(output)));

    private TrainingService Service(Action<string>? at = null, Func<bool>? dead = null) =>
        new(_backend, _ => TinyImages.Model, _ => _tiny.Data())
        {
            Runs = _ => _first,
            KillPoint = point =>
            {
                at?.Invoke(point);
                if (dead?.Invoke() == true)
                {
                    throw new OperationCanceledException();
                }
            },
        };
}
