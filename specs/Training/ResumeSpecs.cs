using Repro.Backends;
using Repro.Inputs;
using Repro.Keras.Files;
using Repro.Keras.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Keras.Files;
using Repro.Specs.Oracles;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Specs.Training;

[TestFixture]
[Category("Fast")]
internal sealed class ResumeSpecs
{
    private TinyRun _tiny = null!;

    [SetUp]
    public void SetUp() => _tiny = new TinyRun();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void Killed_at_any_moment_and_resumed_a_training_ends_with_the_same_bytes()
    {
        int points = 0;
        TrainingOutcome whole = _tiny.Service(_ => points++).Train(_tiny.Request(output: _tiny.Folder.File("whole")));

        // 21 steps, a checkpoint after each third and at each epoch's end, three history lines, and the final files.
        points.Should().Be(21 + 9 + 3 + 2);
        for (int moment = 1; moment <= points; moment++)
        {
            string output = _tiny.Folder.File($"killed-{moment}");
            Kill(output, moment);
            TrainingOutcome resumed = _tiny.Service().Train(_tiny.Request(output: output));

            RequireSameFiles(resumed.Folder, whole.Folder, $"killed at moment {moment}");
        }
    }

    [TestCase("adam", "\"amsgrad\": true")]
    [TestCase("nadam", "\"clipnorm\": 0.5")]
    [TestCase("sgd", "\"momentum\": 0.9, \"decay\": 0.1")]
    [TestCase(
        "rmsprop",
        "\"momentum\": 0.9, \"centered\": true, \"learning_rate\": { \"name\": \"CosineDecay\", \"initial_learning_rate\": 0.001, \"decay_steps\": 20 }"
    )]
    [TestCase("adagrad", "\"weight_decay\": 0.01")]
    public void So_does_one_with_another_optimizer(string name, string more)
    {
        using System.Text.Json.JsonDocument optimizer = System.Text.Json.JsonDocument.Parse($"{{ \"name\": \"{name}\", {more} }}");
        using TinyRun plain = new();
        using TinyRun tiny = new()
        {
            Configuration = plain.Configuration with { Optimizer = OptimizerReader.Read(new JsonFields("here", optimizer.RootElement)) },
        };
        TrainingOutcome whole = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("whole")));

        whole.Record.Operations.Should().ContainKey(name);
        whole.Record.Configuration["optimizer"]!["name"]!.ToString().Should().Be(name);
        foreach (int moment in new[] { 5, 12, 20 })
        {
            string output = tiny.Folder.File($"killed-{moment}");
            int left = moment;
            Action killed = () =>
                tiny.Service(_ =>
                    {
                        if (--left == 0)
                        {
                            throw new KilledException();
                        }
                    })
                    .Train(tiny.Request(output: output));
            killed.Should().Throw<KilledException>();
            RequireSameFiles(tiny.Service().Train(tiny.Request(output: output)).Folder, whole.Folder, $"killed at moment {moment}");
        }
    }

    [Test]
    public void So_does_one_with_another_loss_weights_of_classes_and_further_metrics()
    {
        using TinyRun plain = new();
        using TinyRun tiny = new()
        {
            Configuration = plain.Configuration with
            {
                Loss = Loss.SparseCategoricalCrossentropy,
                Metrics = [new Metric(Metric.AbsoluteError), new Metric(Metric.TopK) { K = 3 }],
                ClassWeights = [1, 2, 1, 1, 1, 1, 1, 1, 1, 0.5],
                Train = plain.Configuration.Train with { ClassMode = "sparse" },
                Test = plain.Configuration.Test! with { ClassMode = "sparse" },
            },
        };
        TrainingOutcome whole = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("whole")));

        string[] lines = File.ReadAllLines(RunFolder.HistoryOf(whole.Folder));
        lines[0].Should().Be("epoch,train_loss,train_acc,train_mae,train_top_k_acc,test_loss,test_acc,test_mae,test_top_k_acc");
        double[] last = [.. lines[^1].Split(',').Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))];
        last[4].Should().BeGreaterThan(last[2], "the right class is among the first three more often than it is the first");
        whole.Record.Configuration["loss"]!.ToString().Should().Be("sparse_categorical_crossentropy");
        foreach (int moment in new[] { 5, 12, 20 })
        {
            string output = tiny.Folder.File($"killed-{moment}");
            int left = moment;
            Action killed = () =>
                tiny.Service(_ =>
                    {
                        if (--left == 0)
                        {
                            throw new KilledException();
                        }
                    })
                    .Train(tiny.Request(output: output));
            killed.Should().Throw<KilledException>();
            RequireSameFiles(tiny.Service().Train(tiny.Request(output: output)).Folder, whole.Folder, $"killed at moment {moment}");
        }
    }

    [Test]
    public void So_does_one_with_several_losses_and_weights_of_samples()
    {
        ModelBuilder builder = ModelBuilder.Functional("two", new InputLayer(new Shape(4)) { Name = "input" });
        int yes = builder.Connect(new Dense(1) { Name = "yes", Activation = Activation.Sigmoid }, 0);
        Model model = builder.Build([yes, builder.Connect(new Dense(2) { Name = "size" }, 0)]);
        using TinyRun plain = new();
        RunConfiguration run = plain.Configuration with
        {
            Model = "two",
            Outputs =
            [
                new OutputLoss("size", new Loss("mean_squared_error"))
                {
                    Weight = 0.5,
                    Metrics = [new Metric(Metric.AbsoluteError) { IsWeighted = true }],
                },
                new OutputLoss("yes", Loss.BinaryCrossentropy) { HasAccuracy = true },
            ],
            HasAccuracy = false,
            Test = null,
            Train = plain.Configuration.Train with { ClassMode = null, HasSampleWeights = true },
        };
        TrainingData data = new(
            new ArraySamples(SeededInputs.Tensor(1000, -1, 1, 50, 4), SeededInputs.Tensor(2000, 0, 1, 50, 4)),
            null,
            null,
            new Dictionary<string, string>(),
            new string('a', 64)
        );
        TrainingService Service(Action<string>? killPoint = null) => new(plain.Backend, _ => model, _ => data) { KillPoint = killPoint };
        TrainingRequest Request(string output) => new(run, 1, plain.Folder.File(output)) { CheckpointSteps = 3 };
        TrainingOutcome whole = Service().Train(Request("whole"));

        File.ReadAllLines(RunFolder.HistoryOf(whole.Folder))[0]
            .Should()
            .Be("epoch,train_loss,train_yes_loss,train_yes_acc,train_size_loss,train_size_weighted_mae");
        foreach (int moment in new[] { 5, 12, 20 })
        {
            int left = moment;
            Action killed = () =>
                Service(_ =>
                    {
                        if (--left == 0)
                        {
                            throw new KilledException();
                        }
                    })
                    .Train(Request($"killed-{moment}"));
            killed.Should().Throw<KilledException>();
            RequireSameFiles(Service().Train(Request($"killed-{moment}")).Folder, whole.Folder, $"killed at moment {moment}");
        }
    }

    [Test]
    public void So_does_one_that_callbacks_stop_and_whose_best_weights_are_restored()
    {
        using TinyRun plain = new();
        using TinyRun tiny = new()
        {
            Configuration = plain.Configuration with
            {
                Epochs = 6,
                Keras = "2.15",
                Callbacks =
                [
                    new CallbackConfiguration.LearningRateScheduler(null, 0.5, 1),
                    new CallbackConfiguration.ReduceLROnPlateau(0.5, 1, 0, 0, 0) { Monitor = "loss", IsMaximum = true },
                    new CallbackConfiguration.EarlyStopping(3, 0, null, RestoreBestWeights: true, 1) { Monitor = "loss", IsMaximum = true },
                ],
            },
        };
        TrainingOutcome whole = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("whole")));

        // The loss falls, so the first epoch that is looked at, the second, stays the best.
        (whole.Record.Epochs, whole.Record.StoppedEpoch, whole.Record.BestEpoch, whole.Record.Shortened)
            .Should()
            .Be((6, 5, 2, false));
        File.ReadAllLines(RunFolder.HistoryOf(whole.Folder)).Should().HaveCount(1 + 5);
        foreach (int moment in new[] { 5, 12, 20, 26, 33, 40, 51 })
        {
            string output = tiny.Folder.File($"killed-{moment}");
            int left = moment;
            Action killed = () =>
                tiny.Service(_ =>
                    {
                        if (--left == 0)
                        {
                            throw new KilledException();
                        }
                    })
                    .Train(tiny.Request(output: output));
            killed.Should().Throw<KilledException>();
            TrainingOutcome resumed = tiny.Service().Train(tiny.Request(output: output));
            RequireSameFiles(resumed.Folder, whole.Folder, $"killed at moment {moment}");
            resumed.Record.StoppedEpoch.Should().Be(5);
        }

        RunConfiguration two = tiny.Configuration with { Epochs = 2, Callbacks = [.. tiny.Configuration.Callbacks.Take(2)] };
        TrainingOutcome second = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("two")) with { Run = two });
        whole.Record.WeightsSha256.Should().Be(second.Record.WeightsSha256, "the weights of the second epoch are restored");
    }

    [Test]
    public void The_best_weights_are_saved_and_loaded_before_the_test()
    {
        NeedsHdf5.OrIgnore();
        using TinyRun plain = new();
        using TinyRun tiny = new()
        {
            Configuration = plain.Configuration with
            {
                Callbacks =
                [
                    new CallbackConfiguration.ModelCheckpoint("best.h5", SaveBestOnly: true, null, LoadSaved: true)
                    {
                        Monitor = "loss",
                        IsMaximum = true,
                    },
                ],
            },
        };
        TrainingOutcome outcome = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("saved")));
        double[] losses =
        [
            .. File.ReadAllLines(RunFolder.HistoryOf(outcome.Folder))
                .Skip(1)
                .Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)),
        ];
        int best = 1 + Array.IndexOf(losses, losses.Max());
        best.Should().BeLessThan(losses.Length);
        RunConfiguration shorter = tiny.Configuration with { Epochs = best, Callbacks = [], SaveAs = "whole.h5" };
        TrainingOutcome first = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("shorter")) with { Run = shorter });

        outcome.Record.StoppedEpoch.Should().BeNull();
        outcome.Record.WeightsSha256.Should().Be(first.Record.WeightsSha256);
        string[] TestOf(TrainingOutcome training) => [.. File.ReadAllLines(RunFolder.HistoryOf(training.Folder))[^1].Split(',').Skip(3)];
        TestOf(outcome).Should().Equal(TestOf(first));
        KerasFile saved = KerasFile.Read(Path.Combine(outcome.Folder, "best.h5"));
        KerasFile then = KerasFile.Read(Path.Combine(first.Folder, "whole.h5"));
        saved.Training!.Loss!.Name.Should().Be(then.Training!.Loss!.Name);
        saved.Training.Optimizer.Should().Be(then.Training.Optimizer);
        RequireSameState(saved.OptimizerState()!, then.OptimizerState()!);
        StateFile weights = StateFile.Read(RunFolder.WeightsOf(outcome.Folder));
        foreach ((string path, float[] values) in saved.Weights(TinyRun.Model))
        {
            values.Should().Equal(weights.Arrays.Single(array => array.Name == path).Values);
        }
    }

    [TestCase("best.h5")]
    [TestCase("best.keras")]
    public void What_ModelCheckpoint_saves_is_the_same_after_a_kill(string file)
    {
        NeedsHdf5.OrIgnore();
        using TinyRun plain = new();
        using TinyRun tiny = new()
        {
            Configuration = plain.Configuration with
            {
                Optimizer = new OptimizerConfiguration(
                    "adam",
                    0.001,
                    new Dictionary<string, object>
                    {
                        ["beta_1"] = 0.9,
                        ["beta_2"] = 0.999,
                        ["epsilon"] = 1e-7,
                        ["amsgrad"] = false,
                    }
                ),
                Callbacks =
                [
                    new CallbackConfiguration.LearningRateScheduler(null, 0.5, 1),
                    new CallbackConfiguration.ModelCheckpoint(file, SaveBestOnly: true, null, LoadSaved: false)
                    {
                        Monitor = "loss",
                        IsMaximum = true,
                    },
                ],
            },
        };
        TrainingOutcome whole = tiny.Service().Train(tiny.Request(output: tiny.Folder.File("whole")));
        string output = tiny.Folder.File("killed");
        int left = 1 + File.ReadAllLines(RunFolder.HistoryOf(whole.Folder)).Length;
        Action killed = () =>
            tiny.Service(what =>
                {
                    if (what == "checkpoint written" && --left == 0)
                    {
                        throw new KilledException();
                    }
                })
                .Train(tiny.Request(output: output));
        killed.Should().Throw<KilledException>();
        TrainingOutcome resumed = tiny.Service().Train(tiny.Request(output: output));

        KerasFile one = KerasFile.Read(Path.Combine(whole.Folder, file));
        KerasFile two = KerasFile.Read(Path.Combine(resumed.Folder, file));
        resumed.Record.WeightsSha256.Should().Be(whole.Record.WeightsSha256, "the last weights are those of the training");
        one.OptimizerState()!
            .Steps.Should()
            .BePositive()
            .And.BeLessThan(plain.Configuration.Epochs * (long)plain.Configuration.Train.Steps);
        RequireSameState(two.OptimizerState()!, one.OptimizerState()!);
    }

    [TestCase("saved.h5")]
    [TestCase("saved.keras")]
    public void With_plain_SGD_too_what_ModelCheckpoint_saves_is_the_same_after_a_kill(string file)
    {
        NeedsHdf5.OrIgnore();
        (string whole, string resumed) = Saved("sgd", [Checkpoint(file, isBest: true)], saveAs: null);

        KerasFile.Read(Path.Combine(whole, file)).Training!.OptimizerName.Should().EndWith("SGD");
        File.ReadAllBytes(Path.Combine(resumed, file)).Should().Equal(File.ReadAllBytes(Path.Combine(whole, file)));
    }

    [TestCase(".h5")]
    [TestCase(".keras")]
    public void A_saved_model_has_the_learning_rate_of_its_time(string ending)
    {
        NeedsHdf5.OrIgnore();
        string[] files = [$"best{ending}", $"each{ending}", $"last{ending}"];

        // No epoch improves that much, so each one after the first halves the rate.
        CallbackConfiguration plateau = new CallbackConfiguration.ReduceLROnPlateau(0.5, 1, 1000, 0, 0)
        {
            Monitor = "loss",
            IsMaximum = true,
        };
        (string whole, string resumed) = Saved(
            "adam",
            [plateau, Checkpoint(files[0], isBest: true), Checkpoint(files[1], isBest: false)],
            saveAs: files[2]
        );

        double[] losses =
        [
            .. File.ReadAllLines(RunFolder.HistoryOf(whole))
                .Skip(1)
                .Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)),
        ];
        float[] rates = [0.01f, 0.005f, 0.0025f];
        int best = Array.IndexOf(losses, losses.Max());
        best.Should().BeLessThan(2);
        foreach (string folder in new[] { whole, resumed })
        {
            files
                .Select(file => (float)KerasFile.Read(Path.Combine(folder, file)).Training!.Optimizer!.ConstantRate)
                .Should()
                .Equal(rates[best], rates[2], rates[2]);
        }

        foreach (string file in files)
        {
            File.ReadAllBytes(Path.Combine(resumed, file)).Should().Equal(File.ReadAllBytes(Path.Combine(whole, file)), file);
        }
    }

    private static CallbackConfiguration Checkpoint(string file, bool isBest) =>
        new CallbackConfiguration.ModelCheckpoint(file, isBest, null, LoadSaved: false) { Monitor = "loss", IsMaximum = true };

    // The folders of a training in one go and of one that is killed after its last checkpoint, before anything is saved.
    private (string Whole, string Resumed) Saved(string optimizer, IReadOnlyList<CallbackConfiguration> callbacks, string? saveAs)
    {
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(
            $"{{ \"name\": \"{optimizer}\", \"learning_rate\": 0.01 }}"
        );
        RunConfiguration run = _tiny.Configuration with
        {
            Optimizer = OptimizerReader.Read(new JsonFields("here", json.RootElement)),
            Callbacks = callbacks,
            SaveAs = saveAs,
        };
        TrainingRequest Request(string name) => _tiny.Request(output: _tiny.Folder.File(name)) with { Run = run };
        TrainingOutcome whole = _tiny.Service().Train(Request("whole"));
        FluentActions
            .Invoking(() =>
                _tiny.Service(what => _ = what == "weights written" ? throw new KilledException() : what).Train(Request("killed"))
            )
            .Should()
            .Throw<KilledException>();
        return (whole.Folder, _tiny.Service().Train(Request("killed")).Folder);
    }

    private static void RequireSameState(KerasOptimizerState state, KerasOptimizerState expected)
    {
        state.Steps.Should().Be(expected.Steps);
        state.Slots.Keys.Should().BeEquivalentTo(expected.Slots.Keys);
        foreach ((string path, float[][] slots) in expected.Slots)
        {
            slots.Should().NotBeEmpty();
            for (int slot = 0; slot < slots.Length; slot++)
            {
                state.Slots[path][slot].Should().Equal(slots[slot]);
            }
        }
    }

    [Test]
    public void So_does_one_that_is_killed_again_and_again()
    {
        TrainingOutcome whole = _tiny.Service().Train(_tiny.Request(output: _tiny.Folder.File("whole")));
        string output = _tiny.Folder.File("killed");
        int kills = 0;
        while (!File.Exists(RunFolder.RecordOf(RunFolder.PathOf(output, "tiny", "Cpu", 1))))
        {
            // Each life is just long enough for one checkpoint and two moments more.
            kills++.Should().BeLessThan(50);
            try
            {
                int left = -1;
                _tiny
                    .Service(what =>
                        left = left switch
                        {
                            > 0 => left - 1,
                            0 => throw new KilledException(),
                            _ => what == "checkpoint written" ? 1 : -1,
                        }
                    )
                    .Train(_tiny.Request(output: output));
            }
            catch (KilledException)
            {
                // Started again by the loop.
            }
        }

        kills.Should().BeGreaterThan(3);
        RequireSameFiles(RunFolder.PathOf(output, "tiny", "Cpu", 1), whole.Folder, "killed often");
    }

    [Test]
    public void A_kill_leaves_a_history_that_is_cut_back_to_the_checkpoint()
    {
        string output = _tiny.Folder.File("killed");
        Kill(output, what => what == "history appended", times: 2);
        string history = RunFolder.HistoryOf(RunFolder.PathOf(output, "tiny", "Cpu", 1));
        File.ReadLines(history)
            .Should()
            .HaveCount(3, "the header and both epochs are there, while the checkpoint still lies within the second");

        List<int> lines = [];
        _tiny
            .Service(what =>
            {
                if (what == "step")
                {
                    lines.Add(File.ReadLines(history).Count());
                }
            })
            .Train(_tiny.Request(output: output));

        lines[0].Should().Be(2);
    }

    [Test]
    public void Ctrl_C_leaves_a_checkpoint_of_the_last_step()
    {
        TrainingOutcome whole = _tiny.Service().Train(_tiny.Request(output: _tiny.Folder.File("whole")));
        using CancellationTokenSource stop = new();
        int steps = 0;
        TrainingService stopped = _tiny.Service(what =>
        {
            if (what == "step" && ++steps == 5)
            {
                stop.Cancel();
            }
        });
        stopped.Invoking(service => service.Train(_tiny.Request(), cancellation: stop.Token)).Should().Throw<OperationCanceledException>();

        int rest = 0;
        TrainingOutcome resumed = _tiny.Service(what => rest += what == "step" ? 1 : 0).Train(_tiny.Request());

        rest.Should().Be(21 - 5);
        resumed.Record.Resumed.Should().Be(1);
        RequireSameFiles(resumed.Folder, whole.Folder, "stopped");
    }

    [Test]
    public void A_damaged_checkpoint_is_refused_wherever_it_was_hit()
    {
        Kill(_tiny.Output, 5);
        string checkpoint = Path.Combine(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1), "checkpoint.bin");
        byte[] content = File.ReadAllBytes(checkpoint);
        for (int at = 0; at < content.Length; at += content.Length / 40)
        {
            byte[] damaged = [.. content];
            damaged[at] ^= 16;
            File.WriteAllBytes(checkpoint, damaged);
            Training().Should().Throw<InputException>().WithMessage("*checkpoint.bin: the file is damaged*");
        }

        File.WriteAllBytes(checkpoint, content[..^1]);
        Training().Should().Throw<InputException>().WithMessage("*checkpoint.bin: the file is damaged*");
    }

    [Test]
    public void A_checkpoint_of_another_configuration_is_refused()
    {
        Kill(_tiny.Output, 5);
        TrainingRequest other = _tiny.Request() with
        {
            Run = _tiny.Configuration with { Optimizer = _tiny.Configuration.Optimizer with { LearningRate = 0.002 } },
        };

        FluentActions
            .Invoking(() => _tiny.Service().Train(other))
            .Should()
            .Throw<InputException>()
            .WithMessage("*the checkpoint is of another training: its configuration differs. Delete '*");
    }

    private static void RequireSameFiles(string folder, string whole, string because)
    {
        foreach (string file in new[] { "weights.bin", "history.csv" })
        {
            File.ReadAllBytes(Path.Combine(folder, file)).Should().Equal(File.ReadAllBytes(Path.Combine(whole, file)), because);
        }

        RunRecord.Read(RunFolder.RecordOf(folder)).WeightsSha256.Should().Be(RunRecord.Read(RunFolder.RecordOf(whole)).WeightsSha256);
    }

    private Action Training() => () => _tiny.Service().Train(_tiny.Request());

    private void Kill(string output, int moment) => Kill(output, _ => true, moment);

    private void Kill(string output, Func<string, bool> at, int times) =>
        FluentActions
            .Invoking(() =>
                _tiny
                    .Service(what =>
                    {
                        if (at(what) && --times == 0)
                        {
                            throw new KilledException();
                        }
                    })
                    .Train(_tiny.Request(output: output))
            )
            .Should()
            .Throw<KilledException>();

    private sealed class KilledException : Exception;
}
