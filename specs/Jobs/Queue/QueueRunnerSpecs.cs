using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Jobs;
using Repro.Jobs.Queue;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Outputs;
using Repro.Specs.Training;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Specs.Jobs.Queue;

/// <summary>A queue trains each job once, in the plan's order, whatever happens to the process that works on it.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class QueueRunnerSpecs : IDisposable
{
    private const int StepsOfSeed = 21;
    private readonly TinyQueue _queue = new();

    public void Dispose() => _queue.Dispose();

    [Test]
    public void A_seed_that_the_run_does_not_declare_is_refused()
    {
        JobPlan plan = _queue.Plan(("tiny", 1));

        FluentActions
            .Invoking(() => JobRunner.RequirePlanned(plan with { Jobs = [new Job(99, ["tiny"])] }, _queue.Catalog.Load("tiny")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*seed 99 of run 'tiny'*declares the seeds 1, 2, 3*Delete the job*");
    }

    [Test]
    public void Jobs_are_trained_in_the_plan_s_order_and_only_once()
    {
        JobPlan plan = _queue.Plan(("tiny", 1), ("other", 2), ("second", 1));
        List<string> order = [];
        _queue
            .Work(
                plan,
                point =>
                    order.AddRange(
                        point == "record written" ? [QueueState.Read(_queue.Folder.State)!.Position!.Run] : Array.Empty<string>()
                    )
            )
            .Should()
            .BeEmpty();

        order.Should().Equal("tiny", "other", "second");
        _queue.Record("second", 1).ContinuesFrom!.WeightsSha256.Should().Be(_queue.Record("tiny", 1).WeightsSha256);
        _queue.Work(plan, point => Assert.Fail(point)).Should().BeEmpty("nothing is trained again");
        QueueState.Read(_queue.Folder.State)!.Position.Should().BeNull();
    }

    [Test]
    public void The_cache_is_trimmed_after_each_job_be_it_failed()
    {
        List<int> finished = [];
        _queue.Work(
            _queue.Plan(("tiny", 1), ("other", 1), ("tiny", 2)),
            data: run => run.Name == "other" ? throw new InputException("There are no data.") : _queue.Data,
            afterJob: () => finished.Add(_queue.Status.Done)
        );

        finished.Should().Equal(1, 1, 2);
    }

    [Test]
    public void Killed_at_any_moment_and_started_again_the_queue_ends_with_the_same_bytes()
    {
        JobPlan plan = _queue.Plan(("tiny", 1), ("other", 2));
        using TinyQueue whole = new();
        int points = 0;
        whole.Work(plan, _ => points++);
        points.Should().BeGreaterThan(2 * StepsOfSeed);

        for (int killed = 0, life = 1; !_queue.IsFinished("other", 2); killed++, life += 7)
        {
            killed.Should().BeLessThan(50);
            int left = life;
            try
            {
                _queue.Work(
                    plan,
                    _ =>
                    {
                        if (--left == 0)
                        {
                            throw new KilledException();
                        }
                    }
                );
            }
            catch (KilledException)
            {
                QueueState.Read(_queue.Folder.State)!.Position!.Run.Should().BeOneOf("tiny", "other");
                _queue.Folder.IsRunning.Should().BeFalse();
            }
        }

        _queue.Weights("tiny", 1).Should().Equal(whole.Weights("tiny", 1));
        _queue.Weights("other", 2).Should().Equal(whole.Weights("other", 2));
    }

    [Test]
    public void A_paused_training_computes_nothing_and_ends_with_the_same_bytes_and_times()
    {
        JobPlan plan = _queue.Plan(("tiny", 1));
        using TinyQueue whole = new();
        whole.Work(plan);
        MadeTime time = new();
        (int steps, int looks, int stepsInPause) = (0, 0, 0);
        _queue.Work(
            plan,
            point =>
            {
                if (point == "step" && ++steps is 5 or 14)
                {
                    _queue.Folder.RequestPause();
                }
            },
            () =>
            {
                QueueState.Read(_queue.Folder.State)!.Waits.Should().BeTrue();
                stepsInPause += steps is 5 or 14 ? 0 : 1;
                time.Milliseconds += 60_000;
                if (++looks % 3 == 0)
                {
                    _queue.Folder.Resume().Should().BeTrue();
                }
            },
            time
        );

        (steps, looks, stepsInPause).Should().Be((StepsOfSeed, 6, 0));
        QueueState.Read(_queue.Folder.State)!.Waits.Should().BeFalse();
        _queue.Weights("tiny", 1).Should().Equal(whole.Weights("tiny", 1));
        _queue.Record("tiny", 1).Seconds.Should().Be(0, "the clock moves in the pauses alone");
    }

    [Test]
    public void A_pause_outlives_the_process()
    {
        JobPlan plan = _queue.Plan(("tiny", 1));
        _queue.Folder.RequestPause();
        FluentActions
            .Invoking(() => _queue.Work(plan, point => Assert.Fail(point), () => throw new KilledException()))
            .Should()
            .Throw<KilledException>();
        bool resumed = false;

        _queue.Work(plan, _ => resumed.Should().BeTrue(), () => resumed = _queue.Folder.Resume());

        _queue.IsFinished("tiny", 1).Should().BeTrue();
    }

    [Test]
    public void A_stop_ends_a_pause_and_leaves_a_checkpoint()
    {
        JobPlan plan = _queue.Plan(("tiny", 1));
        int steps = 0;
        Action stopped = () =>
            _queue.Work(
                plan,
                point =>
                {
                    if (point == "step" && ++steps == 10)
                    {
                        _queue.Folder.RequestPause();
                    }
                },
                _queue.Folder.RequestStop
            );
        stopped.Should().Throw<OperationCanceledException>();
        steps.Should().Be(11, "the batch that waited is still computed");
        _queue.Folder.Resume();
        _queue.Folder.ClearStop();

        int rest = 0;
        _queue.Work(plan, point => rest += point == "step" ? 1 : 0);

        rest.Should().Be(StepsOfSeed - 11);
    }

    [Test]
    public void A_job_that_fails_is_noted_and_what_continues_it_is_left_out()
    {
        JobPlan plan = _queue.Plan(("tiny", 1), ("second", 1), ("tiny", 2), ("other", 1));
        int asked = 0;
        IReadOnlyList<QueueFailure> failed = _queue.Work(
            plan,
            data: run => ++asked == 1 ? throw new InputException("The weights\nare damaged.") : _queue.Data
        );

        failed
            .Should()
            .Equal(
                new QueueFailure("tiny", 1, "The weights are damaged."),
                new QueueFailure("second", 1, "Not started: it continues 'tiny' seed 1, which failed.")
            );
        QueueState.Read(_queue.Folder.State)!.Failed.Should().Equal(failed);
        (_queue.IsFinished("tiny", 2), _queue.IsFinished("other", 1)).Should().Be((true, true));

        _queue.Work(plan).Should().BeEmpty("a new start tries failed jobs again");
        _queue.IsFinished("second", 1).Should().BeTrue();
    }

    [Test]
    public void In_a_job_of_several_runs_the_one_that_failed_is_noted_and_the_later_ones_as_not_started()
    {
        JobPlan plan = new JobPlanner(_queue.Catalog).Plan([("second", [1, 2])], "Cpu");
        plan.Jobs[0].Runs.Should().Equal("tiny", "second");

        IReadOnlyList<QueueFailure> failed = _queue.Work(
            plan,
            data: run => run.Name == "tiny" ? throw new InputException("There are no data.") : _queue.Data
        );
        failed
            .Take(2)
            .Should()
            .Equal(
                new QueueFailure("tiny", 1, "There are no data."),
                new QueueFailure("second", 1, "Not started: 'tiny' seed 1, which comes before it in the job, failed.")
            );
        QueueStatus status = _queue.Status;
        (status.State, status.Left, status.Failed.Count).Should().Be(("failed", 0, 4), "nothing is left and nothing is finished");

        failed = _queue.Work(plan, data: run => run.Name == "second" ? throw new InputException("There are no data.") : _queue.Data);
        failed.Should().Equal(new QueueFailure("second", 1, "There are no data."), new QueueFailure("second", 2, "There are no data."));
        (_queue.IsFinished("tiny", 1), _queue.IsFinished("tiny", 2)).Should().Be((true, true));
    }

    [Test]
    public void A_job_whose_run_was_changed_since_the_plan_fails()
    {
        JobPlan plan = _queue.Plan(("tiny", 1), ("other", 1));
        string file = _queue.Tiny.Folder.File("configs", "tiny.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"epochs\": 3", "\"epochs\": 4", StringComparison.Ordinal));

        _queue.Work(plan).Should().ContainSingle().Which.Reason.Should().Contain("configured otherwise here");
        _queue.IsFinished("other", 1).Should().BeTrue();
    }

    [Test]
    public void Every_batch_that_the_backend_computes_waits_for_the_pause_to_end()
    {
        QueueJournal journal = new(_queue.Folder, 1);
        int waited = 0;
        using QueueGate gate = _queue.Gate(
            journal,
            () =>
            {
                waited++;
                _queue.Folder.Resume();
            }
        );
        using INetwork network = new GatedBackend(_queue.Tiny.Backend, gate).Build(
            TinyRun.Model,
            new CompileOptions(Loss.CategoricalCrossentropy, new RmsProp())
        );
        (Tensor x, Tensor y) = ((ISampleSource)_queue.Data.Train).Batch([0, 1, 2]);

        foreach (
            Action compute in (Action[])
                [
                    () => network.TrainOnBatch(x, y, new SeededDropout(1)),
                    () => network.TestOnBatch(x, y),
                    () => network.Predict(x),
                    () => network.Activations(x, ["dense"]),
                    () => network.Gradient(x, new ScalarObjective.ClassScore(0)),
                ]
        )
        {
            int before = waited;
            compute();
            waited.Should().Be(before, "nothing is paused");
            _queue.Folder.RequestPause();
            compute();
            waited.Should().Be(before + 1);
        }

        _queue.Folder.RequestStop();
        network.Predict(x);
        gate.Token.IsCancellationRequested.Should().BeTrue("the computation of features, which has no checkpoint, ends by this token");
    }

    [Test]
    public void The_backend_with_another_arithmetic_waits_too()
    {
        QueueJournal journal = new(_queue.Folder, 1);
        using QueueGate gate = _queue.Gate(journal);
        IBackend repeating = new GatedBackend(_queue.Tiny.Backend, gate).WithArithmetic(
            new Dictionary<string, string> { ["winograd"] = "1" }
        );

        repeating.Should().BeOfType<GatedBackend>();
        Model model = ModelBuilder
            .Sequential("wide", TinyRun.Model.InputShape)
            .Add(new ZeroPadding2D(5, 5, 5, 5) { Name = "padding" })
            .Add(new Conv2D(64, 1) { Name = "conv2d" })
            .Add(new Conv2D(64, 3) { Name = "conv2d_1", Padding = Padding.Same })
            .Build();
        repeating.Describe(model).Operations["winograd"].Should().Be("1");
    }

    [Test]
    public void A_stop_for_an_earlier_process_is_cleared_and_one_that_came_since_the_start_stays()
    {
        _queue.Folder.RequestStop();
        string request = Path.Combine(_queue.Folder.Output, "queue", "stop");
        File.SetLastWriteTimeUtc(request, DateTime.UtcNow.AddDays(-1));
        DateTime? earlier = _queue.Folder.StopRequestedAt;
        _queue.Folder.RequestStop();

        _queue.Folder.ClearStop(earlier);
        _queue.Folder.StopRequested.Should().BeTrue("it came after the start");
        _queue.Folder.ClearStop(at: null);
        _queue.Folder.StopRequested.Should().BeTrue("none was there at the start");
        _queue.Folder.ClearStop(_queue.Folder.StopRequestedAt);
        _queue.Folder.StopRequested.Should().BeFalse();
        _queue.Folder.StopRequestedAt.Should().BeNull();
    }

    [Test]
    public void The_start_removes_what_a_killed_process_left_and_not_what_another_one_writes()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_queue.Folder.Output, "queue")).FullName;
        string written = TemporaryName.Beside(folder);
        string left = Path.Combine(folder, ".repro-999999999-0123456789abcdef.tmp");
        File.WriteAllText(written, "");
        File.WriteAllText(left, "half");

        using IDisposable taken = _queue.Folder.Lock();

        (File.Exists(written), File.Exists(left)).Should().Be((true, false));
    }

    [Test]
    public void Only_one_process_works_on_a_queue()
    {
        using (_queue.Folder.Lock())
        {
            _queue.Folder.IsRunning.Should().BeTrue();
            _queue
                .Folder.Invoking(folder => folder.Lock())
                .Should()
                .Throw<InputException>()
                .WithMessage("Another process works on the queue in *repro queue status*");
        }

        _queue.Folder.IsRunning.Should().BeFalse();
    }

    private sealed class KilledException : Exception;
}
