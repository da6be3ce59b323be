using System.Text.Json;
using Repro.Cli.Hosting;
using Repro.Evidence;
using Repro.Evidence.Comparison;
using Repro.Probes.Runs;
using Repro.Specs.Backends.TensorFlow;
using Repro.Specs.Cli;
using Repro.Specs.TensorFlow;
using Repro.TensorFlow;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

/// <summary>Whole trainings on the real TensorFlow backend: folders, checkpoints, evidence, and beside the Cpu backend.</summary>
[TestFixture]
[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowRunSpecs
{
    private CountedTensorFlow _backend = null!;
    private TinyRun _tiny = null!;

    [SetUp]
    public void SetUp()
    {
        _backend = new CountedTensorFlow();
        using TinyRun plain = new();
        _tiny = new TinyRun { Configuration = plain.Configuration with { Seeds = [1, 2, 3, 4, 5] } };
    }

    [TearDown]
    public void TearDown()
    {
        // Where no library is named there is nothing to tear down.
        if (Library.Where is null)
        {
            return;
        }

        _tiny.Dispose();
        _backend.Dispose();
    }

    [Test]
    public void Both_backends_agree_as_far_as_rounding_explains()
    {
        ComparedRun compared = new BackendComparer(_tiny.Backend, _backend, _ => TinyRun.Model, _ => _tiny.Data).Compare(
            new ComparisonRequest(_tiny.Configuration, [1, 2], _tiny.Output)
        );

        foreach (ComparedSeed seed in compared.Seeds)
        {
            seed.Steps.FirstBeyondRounding.Should().BeNull();
            seed.Steps.SharpUntil.Should().Be(21, "the whole tiny run is judged sharply");
        }
    }

    [Test]
    public void A_training_that_was_stopped_goes_on_from_its_checkpoint()
    {
        TrainingOutcome whole = Service().Train(_tiny.Request(output: _tiny.Folder.File("whole")));
        using CancellationTokenSource stop = new();
        int steps = 0;
        TrainingService stopped = Service(point => Stop(point, ref steps, stop));
        stopped.Invoking(service => service.Train(_tiny.Request(), cancellation: stop.Token)).Should().Throw<OperationCanceledException>();

        TrainingOutcome resumed = Service().Train(_tiny.Request());

        resumed.Record.Resumed.Should().Be(1);
        (resumed.Record.Backend, resumed.Record.Libraries.ContainsKey("TensorFlow")).Should().Be(("TensorFlow", true));
        foreach (((string name, float[] values), (_, float[] expected)) in Weights(resumed).Zip(Weights(whole)))
        {
            // Rounding may differ from process to process, nothing else.
            values
                .Zip(expected)
                .Should()
                .OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * Math.Max(1, Math.Abs(pair.Second)), name);
        }
    }

    [Test]
    public async Task An_op_that_fails_in_a_step_leaves_nothing_half_written_and_the_tool_says_where()
    {
        WatchedEager eager = new(Library.Require());
        TrainingService Service(Action<string>? killPoint = null) =>
            new(new TensorFlowBackend(eager, threads: 2), _ => TinyRun.Model, _ => _tiny.Data) { KillPoint = killPoint };
        int steps = 0;
        // The first layer's second op (its bias) in the fifth step.
        TrainingService failing = Service(point => eager.Healthy = point == "step" && ++steps == 4 ? eager.Ran.Count + 2 : eager.Healthy);

        using StringWriter error = new();
        int code = await Failures.RunAsync(() => Task.FromResult(failing.Train(_tiny.Request()).Record.Epochs), error);

        code.Should().Be(ExitCodes.BadInput);
        error
            .ToString()
            .TrimEnd()
            .Should()
            .StartWith("repro: Layer 'dense': TensorFlow's BiasAdd failed: told to fail")
            .And.NotContain("\n");
        Directory
            .EnumerateFiles(failing.FolderOf(_tiny.Request()))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("history.csv", "checkpoint.bin", "lock");
        eager.Healthy = null;
        Service().Train(_tiny.Request()).Record.Resumed.Should().Be(1);
    }

    [Test]
    public void Its_records_are_accepted_and_repeated_in_the_statistical_sense()
    {
        foreach (int seed in _tiny.Configuration.Seeds)
        {
            Service().Train(_tiny.Request(seed));
        }

        string root = _tiny.Folder.File("baselines");
        BaselineAcceptance.Accept(
            root,
            _tiny.Output,
            _tiny.Configuration,
            "TensorFlow",
            _tiny.Configuration.Seeds,
            continuousIntegration: false
        );
        Baseline baseline = Baseline.Find(root, "tiny", "TensorFlow")!;

        RepetitionResult result = Repetition.Run(Service(), _tiny.Configuration, baseline, 3);

        result.Agrees.Should().BeTrue();
        result.Metrics.Should().HaveCount(4);
    }

    [Test]
    public void The_tool_times_it_and_says_how_much_is_spent_outside_the_library()
    {
        (int code, string output, _) = Tool.Run(
            new Dictionary<string, string> { ["REPRO_LIBTENSORFLOW"] = Library.Where! },
            "bench",
            "--workload",
            "convnet-28",
            "--repeats",
            "2",
            "--json"
        );

        code.Should().Be(0);
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement[] backends = [.. json.RootElement.GetProperty("workloads")[0].GetProperty("backends").EnumerateArray()];
        backends
            .Select(backend => backend.GetProperty("name").GetString())
            .Should()
            .Equal(["Cpu", "TensorFlow"], "both are timed where a library is named");
        backends[1].GetProperty("outside_share").GetDouble().Should().BeInRange(0, 1);
        backends[1].GetProperty("means").GetString().Should().Contain("under our eager mapping");
    }

    private static void Stop(string point, ref int steps, CancellationTokenSource stop)
    {
        if (point == "step" && ++steps == 5)
        {
            stop.Cancel();
        }
    }

    private static IReadOnlyList<(string Name, float[] Values)> Weights(TrainingOutcome outcome) =>
        StateFile.Read(RunFolder.WeightsOf(outcome.Folder)).Arrays;

    private TrainingService Service(Action<string>? killPoint = null) =>
        new(_backend, _ => TinyRun.Model, _ => _tiny.Data) { KillPoint = killPoint };
}
