using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Naming;
using Repro.Models.Summaries;
using Repro.Specs.Keras.Files;
using Repro.Training.Evaluation;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

[TestFixture]
[Category("Fast")]
internal sealed class TrainingServiceSpecs
{
    private TinyRun _tiny = null!;

    [SetUp]
    public void SetUp() => _tiny = new TinyRun();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void A_finished_training_leaves_history_weights_and_record_and_no_checkpoint()
    {
        TrainingOutcome outcome = _tiny.Service().Train(_tiny.Request());

        outcome.Folder.Should().Be(Path.Combine(_tiny.Output, "tiny", "Cpu", "seed-1"));
        Directory
            .EnumerateFiles(outcome.Folder)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("history.csv", "weights.bin", "record.json", "lock");
        string[] lines = File.ReadAllLines(RunFolder.HistoryOf(outcome.Folder));
        lines.Should().HaveCount(4);
        lines[0].Should().Be("epoch,train_loss,train_acc,test_loss,test_acc");
        lines[1].Should().MatchRegex(@"^1,[0-9.]+,[0-9.]+,,$", "the test set is looked at once, at the end");
        lines[3].Should().MatchRegex(@"^3,[0-9.]+,[0-9.]+,[0-9.]+,[0-9.]+$");
    }

    [Test]
    public void A_run_that_names_a_file_saves_its_model_there()
    {
        NeedsHdf5.OrIgnore();
        TrainingRequest request = _tiny.Request();
        TrainingOutcome outcome = _tiny.Service().Train(request with { Run = request.Run with { SaveAs = "tiny_1.h5" } });
        KerasFile saved = KerasFile.Read(Path.Combine(outcome.Folder, "tiny_1.h5"));
        StateFile weights = StateFile.Read(RunFolder.WeightsOf(outcome.Folder));

        outcome
            .Record.WeightsSha256.Should()
            .Be(_tiny.Service().Train(_tiny.Request(output: _tiny.Folder.File("unsaved"))).Record.WeightsSha256);
        foreach ((string path, float[] values) in saved.Weights(TinyRun.Model))
        {
            values.Should().Equal(weights.Arrays.Single(array => array.Name == path).Values);
        }

        saved.OptimizerState()!.Slots.Should().HaveCount(4);
        KerasSummary.Print(saved.Model!, KerasGeneration.Keras20).Should().Be(KerasSummary.Print(TinyRun.Model, KerasGeneration.Keras20));
        (saved.Training!.Loss!.Name, ((RmsProp)saved.Training.Optimizer!).LearningRate).Should().Be(("categorical_crossentropy", 0.001f));
    }

    [Test]
    public void The_record_names_what_a_repetition_needs_and_no_machine()
    {
        TrainingOutcome outcome = _tiny.Service().Train(_tiny.Request(seed: 2));
        string text = File.ReadAllText(RunFolder.RecordOf(outcome.Folder));
        RunRecord record = RunRecord.Read(RunFolder.RecordOf(outcome.Folder));

        record.Should().BeEquivalentTo(outcome.Record, options => options.Excluding(r => r.Configuration));
        (record.Seed, record.Epochs, record.Shortened, record.Resumed).Should().Be((2, 3, false, 0));
        record.Operations.Should().ContainKey("dense");
        record.Configuration["optimizer"]!["learning_rate"]!.GetValue<double>().Should().Be(0.001);
        record.Data.Should().HaveCount(4);
        text.Should().NotContain(_tiny.Folder.Path).And.NotContain(Environment.MachineName);
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        string first = Sha(1, "a");

        Sha(1, "b").Should().Be(first);
        Sha(2, "c").Should().NotBe(first);
        string Sha(int seed, string output) => _tiny.Service().Train(_tiny.Request(seed, _tiny.Folder.File(output))).Record.WeightsSha256;
    }

    [Test]
    public void A_record_is_repeated_with_the_versions_that_it_names()
    {
        Model model = ModelBuilder
            .Sequential("wide", TinyRun.Model.InputShape)
            .Add(new ZeroPadding2D(5, 5, 5, 5) { Name = "padding" })
            .Add(new Conv2D(64, 1) { Name = "conv2d", Activation = Activation.Relu })
            .Add(
                new Conv2D(64, 3)
                {
                    Name = "conv2d_1",
                    Padding = Padding.Same,
                    Activation = Activation.Relu,
                }
            )
            .Add(new GlobalAveragePooling2D { Name = "pooling" })
            .Add(new Dense(10) { Name = "dense", Activation = Activation.Softmax })
            .Build();
        TrainingRequest request = _tiny.Request() with { Epochs = 1 };
        TrainingService now = new(_tiny.Backend, _ => model, _ => _tiny.Data);
        TrainingService then = new(
            _tiny.Backend.WithArithmetic(new Dictionary<string, string> { ["winograd"] = "1" }),
            _ => model,
            _ => _tiny.Data
        );

        RunRecord newer = now.Train(request).Record;
        RunRecord older = then.Train(request with { OutputRoot = _tiny.Folder.File("then") }).Record;
        RunRecord repeated = now.Train(request with { OutputRoot = _tiny.Folder.File("again"), Expected = older }).Record;

        (newer.Operations["winograd"], older.Operations["winograd"], repeated.Operations["winograd"]).Should().Be(("2", "1", "1"));
        repeated.WeightsSha256.Should().Be(older.WeightsSha256).And.NotBe(newer.WeightsSha256);
    }

    [Test]
    public void A_finished_seed_is_not_trained_again()
    {
        _tiny.Service().Train(_tiny.Request());
        int moments = 0;

        TrainingOutcome again = _tiny.Service(_ => moments++).Train(_tiny.Request());

        again.AlreadyFinished.Should().BeTrue();
        moments.Should().Be(0);
    }

    [Test]
    public void A_finished_seed_of_another_configuration_is_refused()
    {
        _tiny.Service().Train(_tiny.Request());
        TrainingRequest other = _tiny.Request() with { Run = _tiny.Configuration with { Epochs = 4 } };

        FluentActions
            .Invoking(() => _tiny.Service().Train(other))
            .Should()
            .Throw<InputException>()
            .WithMessage("*another configuration of 'tiny'*");
    }

    [Test]
    public void A_finished_seed_of_another_arithmetic_is_refused()
    {
        string file = RunFolder.RecordOf(_tiny.Service().Train(_tiny.Request()).Folder);
        File.WriteAllText(file, (RunRecord.Read(file) with { Operations = new Dictionary<string, string> { ["dense"] = "0" } }).ToJson());

        FluentActions
            .Invoking(() => _tiny.Service().Train(_tiny.Request()))
            .Should()
            .Throw<InputException>()
            .WithMessage("*the arithmetic dense=0; now it is *dense=1*");
    }

    [Test]
    public void What_a_killed_process_left_half_written_goes_when_the_folder_is_opened()
    {
        string folder = _tiny.Service().FolderOf(_tiny.Request());
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "checkpoint.bin.123.tmp"), "half");

        _tiny.Service().Train(_tiny.Request());
        File.WriteAllText(Path.Combine(folder, "checkpoint.bin"), "killed after the record was written");
        _tiny.Service().Train(_tiny.Request()).AlreadyFinished.Should().BeTrue();

        Directory
            .EnumerateFiles(folder)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("history.csv", "weights.bin", "record.json", "lock");
    }

    [TestCase("step")]
    [TestCase("history appended")]
    [TestCase("checkpoint written")]
    [TestCase("weights written")]
    [TestCase("record written")]
    public void A_folder_that_is_removed_while_training_is_no_crash(string when)
    {
        string folder = _tiny.Service().FolderOf(_tiny.Request());
        int times = 0;
        TrainingService service = _tiny.Service(point =>
        {
            if (point == when && times++ == 0)
            {
                Directory.Delete(folder, recursive: true);
            }
        });

        try
        {
            service.Train(_tiny.Request()).Record.Seed.Should().Be(1);
        }
        catch (InputException exception)
        {
            exception.Message.Should().Contain(folder);
        }
    }

    [TestCase("step")]
    [TestCase("record written")]
    public void A_folder_that_is_replaced_by_a_file_while_training_is_named(string when)
    {
        string folder = _tiny.Service().FolderOf(_tiny.Request());
        int times = 0;
        TrainingService service = _tiny.Service(point =>
        {
            if (point != when || times++ > 0)
            {
                return;
            }

            Directory.Delete(folder, recursive: true);
            File.WriteAllText(folder, "");
        });
        Action training = () => service.Train(_tiny.Request());

        if (when == "record written")
        {
            training.Should().NotThrow();
        }
        else
        {
            training.Should().Throw<InputException>().WithMessage($"Cannot write '{folder}*");
        }
    }

    [Test]
    public void A_checkpoint_that_cannot_be_deleted_does_not_undo_a_finished_training()
    {
        // A folder takes its place: no system deletes that as a file.
        string checkpoint = Path.Combine(_tiny.Service().FolderOf(_tiny.Request()), "checkpoint.bin");
        TrainingService service = _tiny.Service(point =>
        {
            if (point != "record written")
            {
                return;
            }

            File.Delete(checkpoint);
            Directory.CreateDirectory(checkpoint);
        });

        service.Train(_tiny.Request()).AlreadyFinished.Should().BeFalse();

        Directory.CreateDirectory(checkpoint);
        _tiny.Service().Train(_tiny.Request()).AlreadyFinished.Should().BeTrue();
    }

    [Test]
    public void A_trial_of_fewer_epochs_has_its_own_folder_and_is_marked()
    {
        TrainingOutcome trial = _tiny.Service().Train(_tiny.Request() with { Epochs = 1 });

        trial.Folder.Should().EndWith("seed-1-epochs-1");
        trial.Record.Shortened.Should().BeTrue();
        File.ReadAllLines(RunFolder.HistoryOf(trial.Folder)).Should().HaveCount(2);
        _tiny.Service().Train(_tiny.Request() with { Epochs = 3 }).Record.Shortened.Should().BeFalse();
    }

    [Test]
    public void A_folder_in_use_is_refused()
    {
        using RunFolder used = RunFolder.Open(_tiny.Service().FolderOf(_tiny.Request()));

        FluentActions
            .Invoking(() => _tiny.Service().Train(_tiny.Request()))
            .Should()
            .Throw<InputException>()
            .WithMessage("*in use by another training*");
    }

    [Test]
    public void An_output_that_cannot_be_written_to_is_refused_before_data_is_read()
    {
        string file = _tiny.Folder.File("not-a-folder");
        File.WriteAllText(file, "");
        TrainingService service = new(_tiny.Backend, _ => TinyRun.Model, _ => throw new InvalidOperationException("data was asked for"));

        service.Invoking(s => s.Train(_tiny.Request(output: file))).Should().Throw<InputException>().WithMessage("Cannot write to*--runs*");
    }

    [Test]
    public void Missing_data_leaves_no_trace_in_the_output()
    {
        TrainingService service = new(_tiny.Backend, _ => TinyRun.Model, _ => throw new InputException("no data"));
        Directory.CreateDirectory(_tiny.Output);

        service.Invoking(s => s.Train(_tiny.Request())).Should().Throw<InputException>().WithMessage("no data");
        service
            .Invoking(s => s.Train(_tiny.Request(output: _tiny.Folder.File("new", "runs"))))
            .Should()
            .Throw<InputException>()
            .WithMessage("no data");

        Directory.EnumerateFileSystemEntries(_tiny.Output).Should().BeEmpty("it was there before");
        Directory.Exists(_tiny.Folder.File("new")).Should().BeFalse("it was made for this training");
    }

    [Test]
    public void A_loss_that_is_no_longer_finite_stops_the_training_and_says_where()
    {
        TrainingRequest diverging = _tiny.Request() with
        {
            Run = _tiny.Configuration with { Optimizer = _tiny.Configuration.Optimizer with { LearningRate = 1e38 } },
        };

        FluentActions
            .Invoking(() => _tiny.Service().Train(diverging))
            .Should()
            .Throw<InputException>()
            .WithMessage("Run 'tiny', seed 1: the * loss is not finite in epoch 1, step * of 7*learning rate*");
        File.Exists(RunFolder.RecordOf(_tiny.Service().FolderOf(diverging))).Should().BeFalse();
    }

    [Test]
    public void A_weight_broken_by_the_last_update_leaves_no_record()
    {
        CapturingBackend backend = new(_tiny.Backend);
        TrainingService service = new(backend, _ => TinyRun.Model, _ => _tiny.Data)
        {
            KillPoint = point =>
            {
                if (point == "history appended")
                {
                    backend.Built!.WriteWeight("dense/bias", Enumerable.Repeat(float.NaN, 8).ToArray());
                }
            },
        };

        service
            .Invoking(s => s.Train(_tiny.Request() with { Epochs = 1 }))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                $"*'dense/bias' is not finite after the last update*delete '{service.FolderOf(_tiny.Request() with { Epochs = 1 })}'*"
            );

        File.Exists(RunFolder.RecordOf(service.FolderOf(_tiny.Request() with { Epochs = 1 }))).Should().BeFalse();
    }

    [Test]
    public void Evaluating_the_saved_weights_gives_the_recorded_test_metrics()
    {
        TrainingOutcome outcome = _tiny.Service().Train(_tiny.Request());
        string last = File.ReadAllLines(RunFolder.HistoryOf(outcome.Folder))[^1];

        Repro.Training.Metrics.RunningMetrics metrics = TrainedRun.EvaluateTest(
            outcome.Folder,
            _tiny.Configuration,
            TinyRun.Model,
            _tiny.Backend,
            _tiny.Data
        );

        last.Should().EndWith(FormattableString.Invariant($"{metrics.Loss:R},{metrics.Accuracy:R}"));
    }

    [Test]
    public void A_run_without_a_test_set_says_what_to_evaluate_instead()
    {
        TrainingOutcome outcome = _tiny.Service().Train(_tiny.Request());

        FluentActions
            .Invoking(() =>
                TrainedRun.EvaluateTest(outcome.Folder, _tiny.Configuration, TinyRun.Model, _tiny.Backend, _tiny.Data with { Test = null })
            )
            .Should()
            .Throw<InputException>()
            .WithMessage(
                "Run 'tiny' has no test set. Evaluate it on other data with --data, for example --data SET/SPLIT, or declare a 'test' in its run file and train it again."
            );
    }

    /// <summary>Keeps the network that it built, so that a spec can reach into it.</summary>
    private sealed class CapturingBackend(IBackend inner) : IBackend
    {
        public INetwork? Built { get; private set; }

        public string Name => inner.Name;

        public BackendDescription Describe(Model model, CompileOptions? options = null) => inner.Describe(model, options);

        public INetwork Build(Model model, CompileOptions options) => Built = inner.Build(model, options);
    }
}
