namespace Repro.Specs.Project;

/// <summary>Trainings of a run whose file was changed afterwards.</summary>
[Category("Fast")]
internal sealed class ReplacedTrainingSpecs
{
    private TableProject _project = null!;

    [SetUp]
    public void MakeProject()
    {
        _project = new TableProject();
        _project.WriteClaims(("acc", "one", "run:small/test_acc@last", ">=", "0", ""));
        Succeeds(Train("--seeds", "1-5"));
        Succeeds(_project.Run("baseline", "accept", "small", "--runs", _project.File("runs")));
        _project.WriteRun(epochs: 2);
    }

    [TearDown]
    public void Remove() => _project.Dispose();

    [Test]
    public void The_seeds_in_the_way_are_named_in_one_message()
    {
        (int code, _, string error) = Train("--seeds", "1-5");

        code.Should().Be(2);
        error
            .Trim()
            .Should()
            .Be(
                $"repro: '{_project.Trained}' has finished trainings with another configuration (seeds 1-5) of 'small'. Add --replace to replace them, or choose another folder with --runs."
            );
    }

    [Test]
    public void A_training_of_another_configuration_is_not_accepted_and_the_message_has_the_command()
    {
        (int code, _, string error) = _project.Run("baseline", "accept", "small", "--runs", _project.File("runs"));

        code.Should().Be(2);
        error
            .Should()
            .Contain(
                "another configuration than the run's file has now. Train it again: repro train small --seeds 1,2,3,4,5 --backend cpu --replace"
            );
    }

    [Test]
    public void The_remedy_of_NotRun_works_as_printed()
    {
        string recorded = File.ReadAllText(_project.File("baselines", "small", "Cpu.csv"));
        string notRun = string.Join(
            ' ',
            _project.Run("verify", "--claim", "acc").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        notRun.Should().Contain("NotRun").And.Contain("repro train small --seeds 1-5 --replace, then repro baseline accept small");

        Succeeds(Train("--seeds", "1-5", "--replace"));
        File.ReadAllText(_project.File("baselines", "small", "Cpu.csv")).Should().Be(recorded);
        Succeeds(_project.Run("baseline", "accept", "small", "--runs", _project.File("runs")));

        Succeeds(_project.Run("verify", "--claim", "acc")).Should().Contain("Reproduced");
    }

    [Test]
    public void A_training_of_the_present_configuration_is_not_replaced()
    {
        Succeeds(Train("--seeds", "1", "--replace"));
        string record = Path.Combine(_project.Trained, "seed-1", "record.json");
        string before = File.ReadAllText(record);

        Succeeds(Train("--seeds", "1", "--replace")).Should().Contain("already finished").And.NotContain("is not read again");
        Succeeds(Train("--seeds", "1"))
            .Should()
            .Contain("already finished in")
            .And.Contain(". Its data is not read again; --replace trains again if the data has changed.");

        File.ReadAllText(record).Should().Be(before);
    }

    [Test]
    public void A_training_on_other_data_is_replaced_and_never_recorded_beside_the_others()
    {
        Directory.Delete(_project.Trained, recursive: true);
        Succeeds(Train("--seeds", "1-2"));
        _project.ChangeData();

        (int code, _, string error) = Train("--seeds", "1-3");
        code.Should().Be(2);
        error.Trim().Should().Contain("has finished trainings with other data (seeds 1,2)").And.Contain("--replace");

        // Each seed alone, so that no training is in the way of another.
        Directory.Move(Path.Combine(_project.Trained, "seed-1"), _project.File("aside"));
        Directory.Delete(Path.Combine(_project.Trained, "seed-2"), recursive: true);
        Succeeds(Train("--seeds", "2-5"));
        Directory.Move(_project.File("aside"), Path.Combine(_project.Trained, "seed-1"));
        (code, _, error) = _project.Run("baseline", "accept", "small", "--runs", _project.File("runs"));
        code.Should().Be(2);
        error.Trim().Should().MatchRegex("would mix seeds that were trained on different data: SHA-256 .*\\(seeds 1\\).*--replace");
        _project
            .Run("evaluate", "small", "--seed", "1", "--runs", _project.File("runs"))
            .Error.Should()
            .Contain("was trained on other data than the data set");

        Succeeds(Train("--seeds", "1-5", "--replace")).Should().Contain("seed 1: finished in").And.Contain("seed 2: already finished");
        Succeeds(_project.Run("baseline", "accept", "small", "--runs", _project.File("runs")));
    }

    [Test]
    public void A_seed_is_not_trained_beside_seeds_and_predecessors_of_other_data()
    {
        Directory.Delete(_project.Trained, recursive: true);
        Succeeds(Train("--seeds", "1"));
        _project.ChangeData();

        (int code, _, string error) = Train("--seeds", "2");
        code.Should().Be(2);
        error.Trim().Should().Contain("has finished trainings with other data (seeds 1) of 'small'. Replace them: repro train small");

        string run = File.ReadAllText(_project.File("configs", "runs", "small.json"));
        File.WriteAllText(
            _project.File("configs", "runs", "more.json"),
            run.Replace("\"model\"", "\"continues_from\": \"small\", \"model\"", StringComparison.Ordinal)
        );
        (code, _, error) = _project.Run("train", "more", "--seeds", "1", "--runs", _project.File("runs"));
        code.Should().Be(2);
        error.Trim().Should().Contain("was trained on other data than there are now, and 'more' continues from it.");
    }

    [Test]
    public void Nothing_is_removed_where_the_new_training_cannot_begin()
    {
        File.Delete(_project.File("data", "things.csv"));

        Train("--seeds", "1", "--replace").Code.Should().Be(2);

        File.Exists(Path.Combine(_project.Trained, "seed-1", "record.json")).Should().BeTrue();
    }

    private (int Code, string Output, string Error) Train(params string[] arguments) =>
        _project.Run(["train", "small", .. arguments, "--runs", _project.File("runs")]);

    private static string Succeeds((int Code, string Output, string Error) result)
    {
        result.Code.Should().Be(0, result.Error);
        return result.Output;
    }
}
