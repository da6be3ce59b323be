using Repro.Evidence;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Jobs.Queue;

/// <summary>Where a queue is, and how long it will take.</summary>
/// <param name="State">running, paused, pausing, stopping, stopped, finished (nothing is left but what failed), or failed (nothing is left,
/// and nothing is finished).</param>
/// <param name="PauseRequested">Also of a queue that no process works on: the next one waits.</param>
/// <param name="Training">The training in progress, or where it was stopped.</param>
/// <param name="Left">Trainings that are neither finished nor failed, the one in progress included.</param>
/// <param name="SecondsLeft">Of those for which there is an estimate.</param>
/// <param name="WithoutEstimate">How many of those left have none.</param>
/// <param name="Runs">In the plan's order.</param>
internal sealed record QueueStatus(
    string State,
    bool PauseRequested,
    string Backend,
    int Threads,
    QueuePosition? Training,
    double? TrainingSecondsLeft,
    int Done,
    int Left,
    double SecondsLeft,
    int WithoutEstimate,
    IReadOnlyList<QueueRunStatus> Runs,
    IReadOnlyList<QueueFailure> Failed
)
{
    /// <summary>Looks at a queue's folder.</summary>
    /// <param name="baselines">The folder <c>baselines</c>.</param>
    /// <exception cref="InputException">The folder holds no queue, or a file in it is damaged.</exception>
    public static QueueStatus Of(QueueFolder folder, RunCatalog catalog, string baselines)
    {
        folder.RequirePresent();
        JobPlan plan = JobPlan.Read(folder.Plan);
        QueueState? state = QueueState.Read(folder.State);
        int threads = state?.Threads ?? Environment.ProcessorCount;
        RunConfiguration? Known(string run) => catalog.Names.Contains(run, StringComparer.Ordinal) ? catalog.Load(run) : null;

        double? Recorded(string run)
        {
            RunConfiguration? known = Known(run);
            double share = known is not null && plan.Epochs < known.Epochs ? (double)plan.Epochs.Value / known.Epochs : 1;
            return known is null ? null : RecordedCost.Find(baselines, known, plan.Backend)?.Mean * share;
        }

        QueueEstimates estimates = new(threads, state?.Position, state?.SeedCosts, Recorded);
        IReadOnlyList<QueueFailure> failed = state?.Failed ?? [];
        List<QueueRunStatus> runs = [];
        foreach (
            IGrouping<string, int> seeds in plan
                .Jobs.SelectMany(job => job.Runs.Select(run => (run, job.Seed)))
                .GroupBy(pair => pair.run, pair => pair.Seed)
        )
        {
            int? shortenedTo = plan.Epochs < (Known(seeds.Key)?.Epochs ?? int.MaxValue) ? plan.Epochs : null;
            string RecordOf(int seed) => RunFolder.RecordOf(RunFolder.PathOf(folder.Output, seeds.Key, plan.Backend, seed, shortenedTo));
            int[] done = [.. seeds.Where(seed => File.Exists(RecordOf(seed)))];

            // Seeds that are not in the plan show how long one takes as well.
            IEnumerable<int> finished = (Known(seeds.Key)?.Seeds ?? []).Union(seeds).Where(seed => File.Exists(RecordOf(seed)));
            int[] wrong = [.. failed.Where(failure => failure.Run == seeds.Key).Select(failure => failure.Seed).Intersect(seeds)];
            runs.Add(
                new QueueRunStatus(
                    seeds.Key,
                    done,
                    wrong,
                    [.. seeds.Except(done).Except(wrong)],
                    estimates.Of(seeds.Key, finished.Select(seed => RunRecord.Read(RecordOf(seed))))
                )
            );
        }

        QueuePosition? position =
            state?.Position is { } at && (folder.IsRunning || runs.Any(run => run.Run == at.Run && run.Left.Contains(at.Seed))) ? at : null;
        double? trainingLeft =
            runs.FirstOrDefault(run => run.Run == position?.Run)?.Estimate?.Seconds * (1 - (position?.Steps?.Share ?? 0));
        double others = runs.Sum(run =>
            (run.Estimate?.Seconds ?? 0) * run.Left.Count(seed => run.Run != position?.Run || seed != position.Seed)
        );
        int left = runs.Sum(run => run.Left.Count);
        return new QueueStatus(
            Word(folder, state, left, runs.Sum(run => run.Done.Count)),
            folder.PauseRequested,
            plan.Backend,
            threads,
            position,
            trainingLeft,
            runs.Sum(run => run.Done.Count),
            left,
            others + (trainingLeft ?? 0),
            runs.Where(run => run.Estimate is null).Sum(run => run.Left.Count),
            runs,
            failed
        );
    }

    private static string Word(QueueFolder folder, QueueState? state, int left, int done) =>
        folder.IsRunning
            ? folder.StopRequested
                ? "stopping"
                : !folder.PauseRequested
                    ? "running"
                    : state?.Waits == true
                        ? "paused"
                        : "pausing"
            : left > 0
                ? "stopped"
                : done == 0 && state?.Failed.Count > 0
                    ? "failed"
                    : "finished";
}

/// <summary>The seeds of one run of a queue.</summary>
/// <param name="Estimate">How long a seed takes; null where nothing says so.</param>
internal sealed record QueueRunStatus(
    string Run,
    IReadOnlyList<int> Done,
    IReadOnlyList<int> Failed,
    IReadOnlyList<int> Left,
    QueueEstimate? Estimate
);
