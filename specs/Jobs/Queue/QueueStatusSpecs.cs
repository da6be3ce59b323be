using Repro.Evidence;
using Repro.Jobs;
using Repro.Jobs.Queue;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Specs.Jobs.Queue;

/// <summary>Where a queue is, and how long it will take, is found out from its folder alone, also where nothing works on it.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class QueueStatusSpecs : IDisposable
{
    private readonly TinyQueue _queue = new();

    private QueueStatus Status => _queue.Status;

    public void Dispose() => _queue.Dispose();

    [Test]
    public void It_tells_finished_from_failed_and_left_and_where_the_training_is()
    {
        JobPlan plan = _queue.Plan(("other", 1), ("tiny", 1), ("tiny", 2), ("second", 2));
        QueueStatus? within = null;
        int steps = 0;
        Action stopped = () =>
            _queue.Work(
                plan,
                point =>
                {
                    // In the second epoch of the second seed; the clock stands still, so the state is of the first one's end.
                    if (point != "step" || ++steps != 21 + 9)
                    {
                        return;
                    }

                    within = Status;
                    throw new TimeoutException();
                },
                time: new MadeTime(),
                data: run => run.Name == "other" ? throw new InputException("There are no data.") : _queue.Data
            );
        stopped.Should().Throw<TimeoutException>();

        within!.State.Should().Be("running");
        (within.Done, within.Left, within.Failed.Single().Run).Should().Be((1, 2, "other"));
        (within.Training!.Run, within.Training.Seed, within.Training.Steps!.Epoch, within.Training.Steps.Step)
            .Should()
            .Be(("tiny", 2, 1, 0));
        within.Runs.Select(run => run.Run).Should().Equal("other", "tiny", "second");
        Status.State.Should().Be("stopped");
        Status.Training.Should().Be(within.Training, "the checkpoint is there");

        _queue.Work(plan);
        (Status.State, Status.Done, Status.Left, Status.SecondsLeft).Should().Be(("finished", 4, 0, 0.0));
        Status.Training.Should().BeNull();
    }

    [Test]
    public void A_seed_takes_as_long_as_finished_ones_did()
    {
        Finished(_queue.Plan(("tiny", 1), ("tiny", 2), ("tiny", 3)), 2, ("tiny", 1, 100, 1), ("tiny", 2, 300, 2));

        // 100 seconds on one thread are 50 on two.
        Status.Runs.Single().Estimate.Should().Be(new QueueEstimate((50 + 300) / 2.0, "finished seeds"));
        Status.SecondsLeft.Should().Be(175);
    }

    [Test]
    public void Finished_seeds_that_the_plan_does_not_have_show_how_long_one_takes()
    {
        Finished(_queue.Plan(("tiny", 2)), 1, ("tiny", 1, 40, 1));

        Status.Runs.Single().Done.Should().BeEmpty();
        Status.Runs.Single().Estimate.Should().Be(new QueueEstimate(40, "finished seeds"));
    }

    [Test]
    public void Of_the_one_in_training_only_the_rest_is_left()
    {
        JobPlan plan = _queue.Plan(("tiny", 1), ("tiny", 2));
        Finished(plan, 1);
        QueueJournal journal = new(_queue.Folder, 1);
        journal.Change(state =>
            state with
            {
                Position = new QueuePosition("tiny", 1, DateTimeOffset.UnixEpoch, new QueueSteps(1, 4, 50, 100, 30)),
            }
        );

        // 150 of 400 steps took 30 seconds, a seed takes 80.
        Status.Runs.Single().Estimate.Should().Be(new QueueEstimate(80, "the training in progress"));
        Status.TrainingSecondsLeft.Should().Be(50);
        Status.SecondsLeft.Should().Be(130);
    }

    [Test]
    public void A_training_that_was_stopped_gives_the_estimate_after_the_queue_was_started_again()
    {
        JobPlan plan = _queue.Plan(("tiny", 1));
        int steps = 0;
        FluentActions
            .Invoking(() => _queue.Work(plan, point => _ = point == "step" && ++steps == 21 ? throw new TimeoutException() : 0))
            .Should()
            .Throw<TimeoutException>();
        new QueueJournal(_queue.Folder, 1).Change(state => state with { SeedCosts = new Dictionary<string, double> { ["tiny"] = 80 } });

        // The state that the next process writes first: it has no position yet.
        QueueJournal journal = new(_queue.Folder, 2);

        journal.State.Position.Should().BeNull();
        Status.Runs.Single().Estimate.Should().Be(new QueueEstimate(40, "a training that was stopped"));
    }

    [Test]
    public void The_cost_of_a_seed_is_written_while_it_is_trained()
    {
        _queue.Work(_queue.Plan(("tiny", 1)));

        QueueState.Read(_queue.Folder.State)!.SeedCosts!.Keys.Should().Equal("tiny");
    }

    [Test]
    public void A_queue_in_which_every_job_failed_is_not_called_finished()
    {
        _queue.Work(_queue.Plan(("other", 1)), data: _ => throw new InputException("There are no data."));
        (Status.State, Status.Left).Should().Be(("failed", 0));

        _queue.Work(
            _queue.Plan(("other", 1), ("tiny", 1)),
            data: run => run.Name == "other" ? throw new InputException("There are no data.") : _queue.Data
        );
        Status.State.Should().Be("finished", "one is finished, and nothing is left but what failed");
    }

    [Test]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        string file = _queue.Tiny.Folder.File("file");
        File.WriteAllText(file, "");

        FluentActions
            .Invoking(() => new QueueFolder(file).Lock())
            .Should()
            .Throw<InputException>()
            .WithMessage($"'{file}' is a file and not a folder. Choose another folder with --runs.");
    }

    [Test]
    public void Else_the_baselines_say_it_and_else_nothing_does()
    {
        RunCatalog catalog = Own.Runs;
        new JobPlanner(catalog).Append(null, [("mnist-dense", [1, 2]), ("catsdogs-l2", [1])], "Cpu").Replace(_queue.Folder.Plan);
        _ = new QueueJournal(_queue.Folder, 4);

        QueueStatus status = QueueStatus.Of(_queue.Folder, catalog, Repository.PathOf("baselines"));

        double recorded = RecordedCost.Find(Repository.PathOf("baselines"), catalog.Load("mnist-dense"), "Cpu")!.Mean / 4;
        status.Runs.Single(run => run.Run == "mnist-dense").Estimate.Should().Be(new QueueEstimate(recorded, "the baselines' records"));
        (status.SecondsLeft, status.WithoutEstimate).Should().Be((2 * recorded, 1));
    }

    [Test]
    public void The_first_steps_say_nothing_about_the_speed()
    {
        Finished(_queue.Plan(("tiny", 1)), 1);
        new QueueJournal(_queue.Folder, 1).Change(state =>
            state with
            {
                Position = new QueuePosition("tiny", 1, DateTimeOffset.UnixEpoch, new QueueSteps(0, 4, 19, 100, 30)),
            }
        );

        Status.Runs.Single().Estimate.Should().BeNull();
        Status.TrainingSecondsLeft.Should().BeNull();
        Status.WithoutEstimate.Should().Be(1);
    }

    [Test]
    public void A_folder_without_a_queue_and_a_damaged_state_are_refused()
    {
        FluentActions.Invoking(() => Status).Should().Throw<InputException>().WithMessage("*has no queue. Start one: repro queue run*");
        Finished(_queue.Plan(("tiny", 1)), 1);
        File.WriteAllText(_queue.Folder.State, "{");
        FluentActions
            .Invoking(() => Status)
            .Should()
            .Throw<InputException>()
            .WithMessage("*state.json: cannot be read as the state of a queue*");
    }

    [TestCase("\"threads\": 1", "\"threads\": 0")]
    [TestCase("\"epochs\": 4", "\"epochs\": 0")]
    [TestCase("\"step\": 50", "\"step\": -1")]
    [TestCase("\"seconds\": 30", "\"seconds\": 1e300")]
    [TestCase("\"tiny\": 80", "\"tiny\": 1e300")]
    [TestCase("\"tiny\": 80", "\"tiny\": -1")]
    public void Impossible_numbers_in_a_state_are_refused(string text, string instead)
    {
        Finished(_queue.Plan(("tiny", 1)), 1);
        new QueueJournal(_queue.Folder, 1).Change(state =>
            state with
            {
                Position = new QueuePosition("tiny", 1, DateTimeOffset.UnixEpoch, new QueueSteps(1, 4, 50, 100, 30)),
                SeedCosts = new Dictionary<string, double> { ["tiny"] = 80 },
            }
        );
        File.WriteAllText(_queue.Folder.State, File.ReadAllText(_queue.Folder.State).Replace(text, instead, StringComparison.Ordinal));

        FluentActions
            .Invoking(() => Status)
            .Should()
            .Throw<InputException>()
            .WithMessage("*state.json: the state of the queue is damaged*");
    }

    // A queue of which seeds were trained in so many seconds on so many threads.
    private void Finished(JobPlan plan, int threads, params (string Run, int Seed, double Seconds, int Threads)[] seeds)
    {
        plan.Replace(_queue.Folder.Plan);
        _ = new QueueJournal(_queue.Folder, threads);
        foreach ((string run, int seed, double seconds, int with) in seeds)
        {
            _queue.Work(plan with { Jobs = [new Job(seed, [run])] });
            RunRecord record = _queue.Record(run, seed) with { Seconds = seconds, Threads = with };
            File.WriteAllText(RunFolder.RecordOf(_queue.FolderOf(run, seed)), record.ToJson());
        }

        plan.Replace(_queue.Folder.Plan);
        _ = new QueueJournal(_queue.Folder, threads);
    }
}
