using System.Text.Json.Nodes;
using Repro.Evidence;
using Repro.Runs;
using Repro.Specs.Training;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Specs.Evidence;

[TestFixture]
[Category("Fast")]
internal sealed class BaselineSpecs
{
    private TinyRun _tiny = null!;

    private string Root => _tiny.Folder.File("baselines");

    private string Table => _tiny.Folder.File("baselines", "tiny", "Cpu.csv");

    private string Records => _tiny.Folder.File("baselines", "tiny", "Cpu.record.json");

    [SetUp]
    public void SetUp() => _tiny = new TinyRun();

    [TearDown]
    public void TearDown() => _tiny.Dispose();

    [Test]
    public void Accepted_seeds_read_back_as_they_were_trained()
    {
        Train(2, 1);
        Accept(2, 1);

        Baseline baseline = Find()!;
        baseline.Seeds.Should().Equal(1, 2);
        baseline.Metrics.Should().Equal("train_loss", "train_acc", "test_loss", "test_acc");
        foreach (int seed in baseline.Seeds)
        {
            string folder = RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", seed);
            baseline.HistoryText(seed).Should().Be(File.ReadAllText(RunFolder.HistoryOf(folder)));
            baseline.Records[seed].WeightsSha256.Should().Be(RunRecord.Read(RunFolder.RecordOf(folder)).WeightsSha256);
        }

        File.ReadLines(Table).First().Should().Be("seed,epoch,train_loss,train_acc,test_loss,test_acc");
        baseline.Rows[1][^1].Values.Should().ContainKey("test_acc");
        baseline.Rows[1][0].Values.Should().NotContainKey("test_acc");
        Baseline.Backends(Root, "tiny").Should().Equal("Cpu");
    }

    [Test]
    public void What_a_run_costs_is_its_records_seconds_times_threads_and_all_declared_seeds_at_their_mean()
    {
        RecordedCost.Find(Root, _tiny.Configuration, "Cpu").Should().BeNull("nothing is recorded");
        Train(1, 2);
        Accept(1, 2);
        // Seed 1 as a record with a clock has it, on two threads; seed 2 as an older one, resumed: nobody knows what it took.
        JsonObject records = JsonNode.Parse(File.ReadAllText(Records))!.AsObject();
        JsonObject first = records["seeds"]![0]!.AsObject(),
            second = records["seeds"]![1]!.AsObject();
        (first["seconds"], first["threads"]) = (30.0, 2);
        second.Remove("seconds");
        second["resumed"] = 1;
        File.WriteAllText(Records, records.ToJsonString());

        RecordedCost cost = RecordedCost.Find(Root, _tiny.Configuration, "Cpu")!;
        cost.CoreSeconds.Should().Equal(new Dictionary<int, double> { [1] = 60 });
        (cost.Least, cost.Mean, cost.Declared, cost.Whole)
            .Should()
            .Be((60, 60, _tiny.Configuration.Seeds.Count, 60 * _tiny.Configuration.Seeds.Count));

        second["resumed"] = 0;
        (second["started"], second["ended"], second["threads"]) = ("2026-01-01T00:00:00+00:00", "2026-01-01T00:01:40+00:00", 1);
        File.WriteAllText(Records, records.ToJsonString());
        RecordedCost
            .Find(Root, _tiny.Configuration, "Cpu")!
            .CoreSeconds.Should()
            .Equal(new Dictionary<int, double> { [1] = 60, [2] = 100 });
    }

    [Test]
    public void A_whole_training_of_a_seed_that_is_not_declared_is_named_and_is_no_evidence()
    {
        _tiny.Service().Train(_tiny.Request(9));

        FluentActions.Invoking(() => Accept(1)).Should().Throw<InputException>();
        BaselineAcceptance
            .NoEvidenceBeside(_tiny.Output, _tiny.Configuration, "Cpu")
            .Should()
            .Be(" Seeds of 'tiny' that it does not declare, 9, are not evidence.");
        BaselineAcceptance.NothingFinished(_tiny.Output, _tiny.Configuration, "Cpu").Message.Should().Contain("does not declare, 9,");
        BaselineAcceptance.NoEvidenceBeside(_tiny.Output, _tiny.Configuration, "TensorFlow").Should().BeEmpty();
    }

    [Test]
    public void A_finished_training_whose_history_was_cut_is_no_finished_one_for_anybody()
    {
        Train(1);
        string history = RunFolder.HistoryOf(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1));
        File.WriteAllText(history, File.ReadAllText(history)[..^20]);

        FluentActions
            .Invoking(() => Train(1))
            .Should()
            .Throw<InputException>()
            .WithMessage("*is damaged: its history.csv*Delete the folder and train it again.");
        FluentActions
            .Invoking(() => Accept(1))
            .Should()
            .Throw<InputException>()
            .WithMessage("*changed after the training. Delete '*' and train it again.");
    }

    [Test]
    public void Diff_names_what_accepting_would_change_and_is_empty_afterwards()
    {
        Train(1);
        Diff().Should().Equal("tiny Cpu seed 1: not in the baseline");
        Accept(1);
        Diff().Should().BeEmpty();

        Train(2);
        Diff().Should().Equal("tiny Cpu seed 2: not in the baseline");
        Accept(2);
        Find()!.Seeds.Should().Equal(1, 2);
    }

    [Test]
    public void A_seed_that_was_recorded_with_the_same_bits_keeps_its_provenance()
    {
        Train(1);
        Accept(1).Should().BeEmpty();
        string records = File.ReadAllText(Records);
        string file = RunFolder.RecordOf(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1));
        RunRecord record = RunRecord.Read(file);
        File.WriteAllText(file, (record with { Ended = record.Ended.AddDays(1), Seconds = 7 }).ToJson());

        Accept(1).Should().Equal(1);
        File.ReadAllText(Records).Should().Be(records);

        // Of all declared seeds those that say the same are kept too.
        Train(2, 3);
        Accept(2, 3);
        Accept(1, 2, 3).Should().Equal(1, 2, 3);
        RunConfiguration fewer = _tiny.Configuration with { Seeds = [1, 3] };
        BaselineAcceptance.Accept(Root, _tiny.Output, fewer, "Cpu", fewer.Seeds, continuousIntegration: false).Should().Equal(1, 3);
        Find()!.Seeds.Should().Equal([1, 3], "what the run does not declare any more is dropped with a whole acceptance");
    }

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Change("weights", record => record with { WeightsSha256 = new string('0', 64) });
        yield return Change("data", record => record with { TensorsSha256 = new string('0', 64) });
        yield return Change(
            "arithmetic",
            record => record with { Operations = new Dictionary<string, string>(record.Operations) { ["dense"] = "7" } }
        );
        yield return Change("observations", record => record with { Observed = new Dictionary<string, double> { ["made"] = 0.5 } });

        static TestCaseData Change(string what, Func<RunRecord, RunRecord> change) => new TestCaseData(change).SetArgDisplayNames(what);
    }

    [TestCaseSource(nameof(Changes))]
    public void Whatever_diff_names_accepting_replaces(Func<RunRecord, RunRecord> change)
    {
        Train(1);
        Accept(1);
        string file = RunFolder.RecordOf(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1));
        File.WriteAllText(file, change(RunRecord.Read(file)).ToJson());

        Diff().Should().ContainSingle();
        Accept(1).Should().BeEmpty();
        Diff().Should().BeEmpty();
        Accept(1).Should().Equal(1);
    }

    [Test]
    public void A_repetition_brings_the_times_that_an_older_record_lacks()
    {
        Train(1);
        string file = RunFolder.RecordOf(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1));
        RunRecord record = RunRecord.Read(file);
        File.WriteAllText(file, (record with { Seconds = null }).ToJson());
        Accept(1);
        File.WriteAllText(file, (record with { Seconds = 7 }).ToJson());

        Diff().Should().BeEmpty();
        Accept(1).Should().BeEmpty();

        Find()!.Records[1].Seconds.Should().Be(7);
    }

    [Test]
    public void A_cut_table_is_named_with_what_to_do()
    {
        Train(1);
        Accept(1);
        string table = File.ReadAllText(Table);
        File.WriteAllText(Table, table[..table.LastIndexOf(',')]);

        FluentActions
            .Invoking(Find)
            .Should()
            .Throw<InputException>()
            .WithMessage("*Cpu.csv, line *: * cells where the header has *. Restore both files together: git checkout -- \"*tiny\"; *");
    }

    [Test]
    public void Another_training_of_a_recorded_seed_is_a_difference()
    {
        Train(1);
        Accept(1);
        using TinyRun other = new()
        {
            Configuration = _tiny.Configuration with { Optimizer = _tiny.Configuration.Optimizer with { LearningRate = 0.002 } },
        };
        other.Service().Train(other.Request());

        IReadOnlyList<string> lines = BaselineAcceptance.Diff(Root, other.Output, other.Configuration, "Cpu");

        lines.Should().Contain("tiny Cpu seed 1: the history differs").And.Contain("tiny Cpu seed 1: recorded with another configuration");
        Find()!.StaleSeeds(other.Configuration).Should().Equal(1);
        Find()!.StaleSeeds(_tiny.Configuration).Should().BeEmpty();
        Find()!.StaleSeeds(_tiny.Configuration with { Note = "mended", Seeds = [1, 2, 3, 4] }).Should().BeEmpty();
    }

    [Test]
    public void Only_finished_whole_declared_and_untouched_trainings_are_accepted()
    {
        Accepting(1).Should().Throw<InputException>().WithMessage("*no finished training*");
        Accepting().Should().Throw<InputException>().WithMessage("There is no finished seed*");
        Accepting(9).Should().Throw<InputException>().WithMessage("*declares the seeds 1, 2, 3*");

        _tiny.Service().Train(_tiny.Request() with { Epochs = 1 });
        Accepting(1).Should().Throw<InputException>("a trial lies in a folder of its own").WithMessage("*no finished training*");

        Train(1);
        RunConfiguration other = _tiny.Configuration with { Train = _tiny.Configuration.Train with { BatchSize = 9 } };
        FluentActions
            .Invoking(() => BaselineAcceptance.Accept(Root, _tiny.Output, other, "Cpu", [1], false))
            .Should()
            .Throw<InputException>()
            .WithMessage("*another configuration*");

        string history = RunFolder.HistoryOf(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1));
        File.WriteAllText(history, File.ReadAllText(history).Replace("1,", "1,1", StringComparison.Ordinal));
        Accepting(1).Should().Throw<InputException>().WithMessage("*changed after the training*");
        Directory.Exists(Root).Should().BeFalse("nothing was written");
    }

    [Test]
    public void A_shortened_training_moved_into_the_seeds_folder_is_refused()
    {
        TrainingOutcome trial = _tiny.Service().Train(_tiny.Request() with { Epochs = 1 });
        Directory.Move(trial.Folder, RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 1));

        Accepting(1).Should().Throw<InputException>().WithMessage("*it has 1 of 3 epochs*");
    }

    [Test]
    public void Continuous_integration_accepts_nothing()
    {
        Train(1);

        FluentActions
            .Invoking(() => BaselineAcceptance.Accept(Root, _tiny.Output, _tiny.Configuration, "Cpu", [1], continuousIntegration: true))
            .Should()
            .Throw<InputException>()
            .WithMessage("*continuous integration*");
        Directory.Exists(Root).Should().BeFalse();
    }

    [Test]
    public void Of_several_runs_one_that_is_refused_keeps_all_out()
    {
        Train(1);
        RunConfiguration untrained = _tiny.Configuration with { Name = "other" };
        Action Looking(bool continuousIntegration, params (RunConfiguration, IReadOnlyList<int>)[] chosen) =>
            () => BaselineAcceptance.RequireAcceptable(_tiny.Output, chosen, "Cpu", continuousIntegration);

        Looking(false, (_tiny.Configuration, [1])).Should().NotThrow();
        Looking(false, (_tiny.Configuration, [1]), (untrained, [1]))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'other', seed 1*no finished training*");
        Looking(false, (_tiny.Configuration, [1]), (untrained, []))
            .Should()
            .Throw<InputException>()
            .WithMessage("There is no finished seed of 'other'*");
        Looking(true, (_tiny.Configuration, [1])).Should().Throw<InputException>().WithMessage("*continuous integration*");
        Directory.Exists(Root).Should().BeFalse("looking writes nothing");
    }

    [Test]
    public void One_of_the_two_files_alone_or_changed_is_refused()
    {
        Train(1);
        Accept(1);
        string table = File.ReadAllText(Table);
        string records = File.ReadAllText(Records);

        File.Delete(Records);
        FluentActions.Invoking(Find).Should().Throw<InputException>().WithMessage("*Cpu.record.json*");
        File.WriteAllText(Records, records);
        File.WriteAllText(Table, table.Replace("1,3,", "1,3,1", StringComparison.Ordinal));
        FluentActions
            .Invoking(Find)
            .Should()
            .Throw<InputException>()
            .WithMessage("*Cpu.csv: the rows of seed 1 are not those that were recorded*");
        File.WriteAllText(Table, table);
        Find()!.Seeds.Should().Equal(1);
    }

    [TestCase(
        "\"weights_sha256\": \"",
        "\"weights_sha256\": \"abc",
        "*Cpu.record.json: the record of seed 1 is damaged: 'weights_sha256' is 'abc*' and not a SHA-256*"
    )]
    [TestCase("\"dense\": \"1\"", "\"dense\": null", "*Cpu.record.json: *damaged: 'operations' has null*")]
    [TestCase("\"seeds\": [", "\"seeds\": [ null,", "*Cpu.record.json: the list of seeds has null*")]
    [TestCase("\"seeds\": [", "\"seeds\": null, \"other\": [", "*Cpu.record.json: cannot be read as a record: *")]
    [TestCase("\"run\": \"tiny\"", "\"run\": null", "*Cpu.record.json: cannot be read as a record: *")]
    public void A_damaged_record_is_refused_with_what_is_wrong_in_it(string text, string instead, string message)
    {
        Train(1);
        Accept(1);
        string records = File.ReadAllText(Records);
        int at = records.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(Records, records[..at] + instead + records[(at + text.Length)..]);

        FluentActions.Invoking(Find).Should().Throw<InputException>().WithMessage(message);
    }

    [Test]
    public void Of_two_that_accept_at_once_one_is_refused_and_nothing_is_left_of_the_lock()
    {
        Train(1);
        using (BaselineFiles.Of(Root, "tiny", "Cpu").Lock())
        {
            Accepting(1).Should().Throw<InputException>().WithMessage("*another `repro baseline accept` is at work*");
        }

        Accept(1);
        Directory.GetFiles(Path.GetDirectoryName(Table)!).Should().BeEquivalentTo(Table, Records);
    }

    [Test]
    public void A_reader_that_comes_between_the_two_files_of_an_accept_waits_for_it()
    {
        Train(1, 2);
        Accept(1);
        string before = File.ReadAllText(Records);
        Accept(2);
        string after = File.ReadAllText(Records);
        File.WriteAllText(Records, before);
        IDisposable held = BaselineFiles.Of(Root, "tiny", "Cpu").Lock();
        int waits = 0;

        Baseline
            .Find(
                Root,
                "tiny",
                "Cpu",
                tries: 2,
                () =>
                {
                    waits++;
                    File.WriteAllText(Records, after);
                    held.Dispose();
                }
            )!
            .Seeds.Should()
            .Equal(1, 2);

        waits.Should().Be(1);
    }

    [Test]
    public void An_accept_that_does_not_end_is_named_and_no_advice_would_undo_it()
    {
        Train(1, 2);
        Accept(1);
        string before = File.ReadAllText(Records);
        Accept(2);
        File.WriteAllText(Records, before);

        using (BaselineFiles.Of(Root, "tiny", "Cpu").Lock())
        {
            FluentActions
                .Invoking(() => Baseline.Find(Root, "tiny", "Cpu", tries: 2, () => { }))
                .Should()
                .Throw<InputException>()
                .WithMessage("*`repro baseline accept` is at work*")
                .Which.Message.Should()
                .NotContain("git checkout");
        }

        FluentActions
            .Invoking(Find)
            .Should()
            .Throw<InputException>()
            .WithMessage("*git checkout*", "nobody is at work: the files are damaged");
    }

    [Test]
    public void Where_only_a_trial_is_finished_it_is_named()
    {
        string trial = _tiny.Service().Train(_tiny.Request() with { Epochs = 1 }).Folder;

        Accepting(1).Should().Throw<InputException>().WithMessage($"*no finished training*trials of fewer epochs*{trial}.");
        Accepting().Should().Throw<InputException>().WithMessage($"*no finished seed*trials of fewer epochs*{trial}. Train first*");
    }

    [Test]
    public void If_the_second_file_cannot_be_written_the_first_stays_as_it_was()
    {
        // A folder in the place of the records' file.
        Directory.CreateDirectory(Path.Combine(Records, "x"));
        Train(1);

        FluentActions.Invoking(() => Accept(1)).Should().Throw<InputException>();

        File.Exists(Table).Should().BeFalse();
    }

    [TestCase("", "table is empty")]
    [TestCase("epoch,train_loss\n", "columns must be")]
    [TestCase("seed,epoch,happiness\n", "columns must be")]
    [TestCase("seed,epoch,train_loss\n1,1\n", "2 cells")]
    [TestCase("seed,epoch,train_loss\n1,2,0.5\n", "epoch 2 where 1 was due")]
    [TestCase("seed,epoch,train_loss\n-1,1,0.5\n", "'-1' is not a seed")]
    [TestCase("seed,epoch,train_loss\n1,1,NaN\n", "'NaN' is not a number that")]
    [TestCase("seed,epoch,train_loss\n1,1,\"0,5\"\n", "'0,5' is not a number that")]
    public void A_damaged_table_is_refused_with_its_line(string text, string message) =>
        FluentActions
            .Invoking(() => MetricTable.Parse(text, "table.csv", withSeed: true))
            .Should()
            .Throw<InputException>()
            .WithMessage($"table.csv, line *{message}*");

    [Test]
    public void A_replay_of_a_recorded_seed_finds_the_same_bits_or_says_what_differs()
    {
        Train(1);
        Accept(1);
        Replay.Run(_tiny.Service(), _tiny.Configuration, Find()!, 1).Differences.Should().BeEmpty();

        ReplayResult result = Replay.Run(
            _tiny.Service(),
            _tiny.Configuration,
            Forged(record => record with { WeightsSha256 = new string('0', 64) }),
            1
        );

        result.Differences.Should().ContainSingle().Which.Should().StartWith("the final weights differ");
        Baseline other = Find()!;
        List<EpochMetrics> rows = [.. other.Rows[1]];
        rows[1] = rows[1] with { Values = new Dictionary<string, double>(rows[1].Values) { ["train_loss"] = 0.5 } };
        Replay
            .Run(
                _tiny.Service(),
                _tiny.Configuration,
                other with
                {
                    Rows = new Dictionary<int, IReadOnlyList<EpochMetrics>> { [1] = rows },
                },
                1
            )
            .Differences.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("the history differs, first in '2,")
            .And.Contain("', recorded '2,0.5,");
        FluentActions
            .Invoking(() => Replay.Run(_tiny.Service(), _tiny.Configuration, Find()!, 2))
            .Should()
            .Throw<InputException>()
            .WithMessage("*no recorded seed 2*");
        FluentActions
            .Invoking(() => Replay.Run(_tiny.Service(), _tiny.Configuration with { Epochs = 4 }, Find()!, 1))
            .Should()
            .Throw<InputException>()
            .WithMessage("*another configuration*");
    }

    [Test]
    public void A_replay_with_other_data_arithmetic_or_backend_is_refused_before_the_first_step()
    {
        Train(1);
        Accept(1);
        int steps = 0;
        Action Replaying(Func<RunRecord, RunRecord> change) =>
            () => Replay.Run(_tiny.Service(_ => steps++), _tiny.Configuration, Forged(change), 1);

        Replaying(record => record with { TensorsSha256 = new string('0', 64) })
            .Should()
            .Throw<InputException>()
            .WithMessage("*data is not that of the record*");
        Replaying(record => record with { Operations = new Dictionary<string, string>(record.Operations) { ["dense"] = "7" } })
            .Should()
            .Throw<InputException>()
            .WithMessage("*dense is version 1, recorded was 7*");
        Replaying(record => record with { Backend = "Other" }).Should().Throw<InputException>().WithMessage("*recorded was Other*");
        steps.Should().Be(0);
    }

    [Test]
    public void Seeds_of_different_arithmetic_make_no_baseline()
    {
        Train(1, 2);
        Accept(1);
        string file = RunFolder.RecordOf(RunFolder.PathOf(_tiny.Output, "tiny", "Cpu", 2));
        RunRecord record = RunRecord.Read(file);
        File.WriteAllText(
            file,
            (record with { Operations = new Dictionary<string, string>(record.Operations) { ["dense"] = "2" } }).ToJson()
        );

        Accepting(2).Should().Throw<InputException>().WithMessage("*different arithmetic*dense=1*(seeds 1)*dense=2*(seeds 2)*");
        Find()!.Seeds.Should().Equal(1);

        File.WriteAllText(file, record.ToJson());
        Accept(2);
        string text = File.ReadAllText(Records);
        int last = text.LastIndexOf("\"dense\": \"1\"", StringComparison.Ordinal);
        File.WriteAllText(Records, text[..last] + "\"dense\": \"2\"" + text[(last + "\"dense\": \"1\"".Length)..]);
        FluentActions
            .Invoking(Find)
            .Should()
            .Throw<InputException>()
            .WithMessage("*Cpu.record.json: the file mixes seeds of different arithmetic*git checkout -- \"*tiny\"*");
    }

    [Test]
    public void Files_left_by_a_killed_accept_are_replaced_by_accepting_every_declared_seed()
    {
        Train(1, 2, 3);
        Accept(1);
        string records = File.ReadAllText(Records);
        Accept(1, 2);
        File.WriteAllText(Records, records);

        FluentActions.Invoking(Find).Should().Throw<InputException>().WithMessage("*git checkout -- \"*tiny\"*--seeds*");
        Accepting(2).Should().Throw<InputException>().WithMessage("*git checkout -- \"*tiny\"*");
        Accept(1, 2, 3);
        Find()!.Seeds.Should().Equal(1, 2, 3);
    }

    private Baseline Forged(Func<RunRecord, RunRecord> change) =>
        Find()! with
        {
            Records = new Dictionary<int, RunRecord> { [1] = change(Find()!.Records[1]) },
        };

    private void Train(params int[] seeds)
    {
        foreach (int seed in seeds)
        {
            _tiny.Service().Train(_tiny.Request(seed));
        }
    }

    private IReadOnlyList<int> Accept(params int[] seeds) =>
        BaselineAcceptance.Accept(Root, _tiny.Output, _tiny.Configuration, "Cpu", seeds, continuousIntegration: false);

    private Action Accepting(params int[] seeds) => () => Accept(seeds);

    private IReadOnlyList<string> Diff() => BaselineAcceptance.Diff(Root, _tiny.Output, _tiny.Configuration, "Cpu");

    private Baseline? Find() => Baseline.Find(Root, "tiny", "Cpu");
}
