using Repro.Backends;
using Repro.Claims;
using Repro.Evidence;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Probes.Runs;
using Repro.Runs;
using Repro.Specs.Data;
using Repro.Specs.Keras.Files;
using Repro.Training.Features;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Specs.Training.Pretrained;

/// <summary>
/// That the VGG16 claims need nothing but the weights is tried, not believed: a made file of full size goes the whole way, and what comes
/// of
/// it is refused as evidence.
/// </summary>
[TestFixture]
[Category("Small")]
internal sealed class WholeVggSpecs
{
    private MadeVgg _made = null!;

    [OneTimeSetUp]
    public void Make()
    {
        ImageFixtures.RequireDecoder();
        NeedsHdf5.OrIgnore();
        _made = new MadeVgg();
    }

    [OneTimeTearDown]
    public void Remove() => _made?.Dispose();

    [Test]
    public void The_file_is_Keras_size_and_says_that_it_was_made()
    {
        PretrainedWeights
            .Load(SpecData.Weights("vgg16-base-150"), _made.Root, SpecModels.Catalog)
            .Origin.Should()
            .Match<PretrainedOrigin>(origin => origin.Synthetic && origin.File == SpecData.Weights("vgg16-base-150").File.Path);
        new FileInfo(_made.WeightsPath)
            .Length.Should()
            .BeInRange(
                SpecData.Weights("vgg16-base-150").File.Bytes!.Value - 100_000,
                SpecData.Weights("vgg16-base-150").File.Bytes!.Value + 100_000
            );
        KerasFile.Read(_made.WeightsPath).StoredWeights.Should().HaveCount(26);
    }

    [Test]
    public void Another_file_that_does_not_say_so_is_refused()
    {
        using TemporaryFolder root = new();
        Directory.CreateDirectory(root.File("vgg16"));
        using (INetwork network = _made.Backend.Build(SpecModels.Get("vgg16-base-150"), new CompileOptions(Loss.BinaryCrossentropy, null)))
        {
            KerasFileWriter.SaveWeights(root.File([.. SpecData.Weights("vgg16-base-150").File.Path.Split('/')]), network);
        }

        FluentActions
            .Invoking(() => PretrainedWeights.Load(SpecData.Weights("vgg16-base-150"), root.Path, SpecModels.Catalog))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                "*not the published weights*expected 6d6bbae143d832006294945121d1f1fc and SHA-256 of the values*expected d9a27cc1fc7f975ef8cff49180e794ccd7c4bc868ebb49740803b3bbaa8dbefd*"
            );
    }

    [Test]
    public void Features_are_computed_once_for_all_seeds_and_get_their_verdicts()
    {
        Dictionary<int, IReadOnlyList<EpochMetrics>> seeds = [];
        Dictionary<int, RunRecord> records = [];
        foreach (int seed in Enumerable.Range(1, 5))
        {
            TrainingOutcome outcome = _made.Train(MadeVgg.Features, seed);
            string history = RunFolder.HistoryOf(outcome.Folder);
            seeds[seed] = MetricTable.Parse(File.ReadAllText(history), history, withSeed: false).Rows[0];
            records[seed] = outcome.Record;
        }

        _made
            .Said.Where(line => line.Contains("vgg16-base-150", StringComparison.Ordinal))
            .Should()
            .HaveCount(3, "each part goes through the base once");
        new RunData(_made.Backend, _made.Root, Path.Combine(_made.Root, "cache"), line => throw new InvalidOperationException(line)).Of(
            _made.Catalog.Load(MadeVgg.Features)
        );
        records[1].Base!.Synthetic.Should().BeTrue();
        records[1].Operations.Keys.Should().Contain(["conv", "dense", "maxpool"]);

        RunProbe probe = new(
            _made.Catalog,
            run => run.Name == MadeVgg.Features ? [new RunHistories("Cpu", seeds, null, "trained now") { Records = records }] : []
        );
        Claim[] claims =
        [
            .. Own.Claims.Executable.Where(claim =>
                claim.Check is { Address: { Probe: "run", Subject: MadeVgg.Features }, Expected: Expectation.Constant }
            ),
        ];
        IReadOnlyList<ClaimResult> results = new Verifier(Own.Host.Probes(instead: probe)).Verify(claims);
        results.Should().HaveCountGreaterThan(8);
        results.Select(result => result.Finding.Verdict).Should().NotContain([Verdict.NotRun, Verdict.NotExecutable]);
    }

    [Test]
    public void The_computation_of_features_stops_between_two_batches_and_stores_nothing()
    {
        using CancellationTokenSource stop = new();
        string cache = Path.Combine(_made.Root, "cache-stopped");
        RunData data = new(_made.Backend, _made.Root, cache, line => stop.Cancel()) { Cancellation = stop.Token };

        data.Invoking(stopped => stopped.Of(_made.Catalog.Load(MadeVgg.Features))).Should().Throw<OperationCanceledException>();

        Directory.Exists(cache).Should().BeFalse();
    }

    [Test]
    public void Fine_tuning_goes_on_from_the_frozen_runs_weights_and_moves_the_open_ones_alone()
    {
        RunRecord record = _made.Train(MadeVgg.FineTuned).Record;
        RunRecord before = RunRecord.Read(RunFolder.RecordOf(RunFolder.PathOf(_made.Output, MadeVgg.Frozen, "Cpu", 1)));

        record
            .ContinuesFrom.Should()
            .Be(
                new Predecessor(
                    MadeVgg.Frozen,
                    RunConfigurationJson.Digest(_made.Catalog.Load(MadeVgg.Frozen)),
                    before.WeightsSha256,
                    Shortened: false
                )
            );
        (record.Base!.Synthetic, record.Shortened).Should().Be((true, false));
        Dictionary<string, float[]> frozen = Weights(MadeVgg.Frozen);
        Dictionary<string, float[]> tuned = Weights(MadeVgg.FineTuned);
        IReadOnlyDictionary<string, float[]> file = KerasFile.Read(_made.WeightsPath).Weights(SpecModels.Get("vgg16-base-150"));
        foreach ((string path, float[] values) in file)
        {
            frozen["vgg16/" + path].AsSpan().SequenceEqual(values).Should().BeTrue("the frozen base keeps {0}", path);
            tuned["vgg16/" + path]
                .AsSpan()
                .SequenceEqual(values)
                .Should()
                .Be(!path.StartsWith("block5", StringComparison.Ordinal), "only block 5 moves, asked of {0}", path);
        }

        tuned["dense_2/kernel"].Should().NotEqual(frozen["dense_2/kernel"]);
        File.ReadLines(RunFolder.HistoryOf(RunFolder.PathOf(_made.Output, MadeVgg.FineTuned, "Cpu", 1)))
            .First()
            .Should()
            .Contain("test_acc");
    }

    [Test]
    public void The_nested_model_that_is_saved_reads_back_with_its_weights()
    {
        string folder = _made.Train(MadeVgg.Frozen).Folder;
        KerasFile saved = KerasFile.Read(Path.Combine(folder, "cats_and_dogs_1.h5"));
        Dictionary<string, float[]> trained = Weights(MadeVgg.Frozen);

        saved.Model!.Layers.Select(node => node.Layer.TypeName).Should().Equal("Functional", "Flatten", "Dense", "Dense");
        FlattenedModel.Of(saved.Model).Weights.Count(weight => weight.Trainable).Should().Be(4);
        foreach ((string path, float[] values) in saved.Weights(saved.Model))
        {
            values.AsSpan().SequenceEqual(trained[path]).Should().BeTrue(path);
        }
    }

    [TestCase(MadeVgg.Features)]
    [TestCase(MadeVgg.FineTuned)]
    public void Its_records_are_refused_as_evidence(string run)
    {
        _made.Train(run);

        FluentActions
            .Invoking(() =>
                BaselineAcceptance.Accept(_made.Baselines, _made.Output, _made.Catalog.Load(run), "Cpu", [1], continuousIntegration: false)
            )
            .Should()
            .Throw<InputException>()
            .WithMessage("*generated for a trial and are not pretrained*not evidence*");
        Directory.Exists(_made.Baselines).Should().BeFalse();
    }

    private Dictionary<string, float[]> Weights(string run) =>
        StateFile
            .Read(RunFolder.WeightsOf(RunFolder.PathOf(_made.Output, run, "Cpu", 1)))
            .Arrays.ToDictionary(array => array.Name, array => array.Values);
}
