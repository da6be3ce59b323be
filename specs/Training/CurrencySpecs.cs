using Repro.Claims;
using Repro.Evidence;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Probes.Runs;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

/// <summary>A changed network makes its evidence stale; a renamed one does not.</summary>
[Category("Fast")]
internal sealed class CurrencySpecs
{
    private TinyRun _tiny = null!;

    [SetUp]
    public void A_recorded_training()
    {
        _tiny = new TinyRun();
        _tiny.Service().Train(_tiny.Request());
        BaselineAcceptance.Accept(Root, _tiny.Output, _tiny.Configuration, "Cpu", [1], continuousIntegration: false);
    }

    [TearDown]
    public void Remove() => _tiny.Dispose();

    [Test]
    public void A_training_records_the_digest_of_its_network() =>
        Recorded.Records[1].NetworkSha256.Should().Be(NetworkDigest.Of(TinyRun.Model));

    [Test]
    public void The_recorded_network_is_evidence() => Recorded.Stale(_tiny.Configuration).Should().BeEmpty();

    [Test]
    public void A_changed_network_file_makes_its_evidence_stale()
    {
        Model changed = TinyRun.Model.Select(layer => layer is Dense { Units: 8 } dense ? dense with { Units = 9 } : layer);

        RunConfiguration run = _tiny.Configuration with { Models = TinyRun.Write(_tiny.Folder.File("changed"), changed) };

        Recorded.Stale(run).Should().Equal(new Dictionary<int, string> { [1] = "another model" });
        FluentActions
            .Invoking(() => BaselineAcceptance.Accept(Root, _tiny.Output, run, "Cpu", [1], continuousIntegration: false))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                "*seed 1 on Cpu cannot be accepted: it was trained with another model than the model 'tiny' has now. Train it again: repro train tiny --seeds * --backend cpu --replace"
            );
        RunProbe probe = new(
            new RunCatalog(Runs(), run.Models, SpecData.Catalog),
            _ => RunHistories.FromBaselines(Root, run, shown: "baselines")
        );
        probe
            .Measure(Address.Parse("run:tiny/test_acc@last"))
            .Should()
            .BeOfType<Measurement.Missing>()
            .Which.What.Should()
            .Be("no recorded training of run tiny as it is now (baselines/tiny/Cpu.csv, without seeds 1 of another model)");
    }

    [Test]
    public void A_renamed_network_file_does_not()
    {
        RunConfiguration run = Renamed();

        RunConfigurationJson.Digest(run).Should().NotBe(RunConfigurationJson.Digest(_tiny.Configuration));
        Recorded.Stale(run).Should().BeEmpty();
        _tiny.Service().Train(_tiny.Request() with { Run = run }).AlreadyFinished.Should().BeTrue();
    }

    [Test]
    public void A_renamed_network_in_another_configuration_is_stale() =>
        Recorded.Stale(Renamed() with { Epochs = 4 }).Should().Equal(new Dictionary<int, string> { [1] = "another configuration" });

    [Test]
    public void A_record_from_before_is_compared_by_the_configuration_alone()
    {
        RunRecord old = Recorded.Records[1] with { NetworkSha256 = null };

        Currency.Obstacle(_tiny.Configuration, old).Should().BeNull();
        Currency.Obstacle(Renamed(), old).Should().Be("another configuration");
    }

    [Test]
    public void Two_records_of_a_renamed_network_have_no_difference()
    {
        RunConfiguration run = Renamed();
        RunRecord now = _tiny.Service().Train(_tiny.Request(output: _tiny.Folder.File("again")) with { Run = run }).Record;

        Currency.Obstacle(Recorded.Records[1], now).Should().BeNull();
        Currency.Obstacle(Recorded.Records[1], now with { NetworkSha256 = new string('0', 64) }).Should().Be("another model");
    }

    [Test]
    public void A_checkpoint_of_another_network_is_refused()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        string output = _tiny.Folder.File("stopped");
        FluentActions
            .Invoking(() => _tiny.Service().Train(_tiny.Request(output: output), cancellation: stop.Token))
            .Should()
            .Throw<OperationCanceledException>();
        Model sigmoid = TinyRun.Model.Select(layer =>
            layer is Dense { Units: 8 } dense ? dense with { Activation = Activation.Sigmoid } : layer
        );

        FluentActions
            .Invoking(() => new TrainingService(_tiny.Backend, _ => sigmoid, _ => _tiny.Data).Train(_tiny.Request(output: output)))
            .Should()
            .Throw<InputException>()
            .WithMessage("*the checkpoint is of another training: its arithmetic and model differ. Delete '*");
    }

    private string Runs()
    {
        Directory.CreateDirectory(_tiny.Folder.File("configs"));
        File.WriteAllText(
            _tiny.Folder.File("configs", "tiny.json"),
            File.ReadAllText(Repository.PathOf("configs", "runs", "mnist-convnet.json"))
                .Replace("mnist-full", "tiny", StringComparison.Ordinal)
        );
        return _tiny.Folder.File("configs");
    }

    private string Root => _tiny.Folder.File("baselines");

    private Baseline Recorded => Baseline.Find(Root, "tiny", "Cpu")!;

    private RunConfiguration Renamed() =>
        _tiny.Configuration with
        {
            Models = TinyRun.Write(_tiny.Folder.File("renamed"), TinyRun.Model.Rename("newname")),
            Model = "newname",
        };
}
