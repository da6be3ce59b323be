using Repro.Training.Runs;

namespace Repro.Training.Jobs.Queue;

/// <summary>Works through a plan's jobs in their order, one training at a time. What is finished already is only looked through.</summary>
/// <param name="jobs">Its service trains on a <see cref="GatedBackend"/> and has the gate for its clock.</param>
public sealed class QueueRunner(JobRunner jobs, RunCatalog catalog, QueueFolder folder, QueueJournal journal, QueueGate gate)
{
    private readonly List<Job> _failed = [];

    /// <summary>Why a job failed, in one line; null for an exception that ends the queue.</summary>
    public Func<Exception, string?> Reason { get; init; } = exception => (exception as InputException)?.Message;

    /// <summary>Told each finished training and each failed job.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Shows the training of a seed.</summary>
    public Func<int, ITrainingProgress>? Shown { get; init; }

    /// <summary>Runs all jobs.</summary>
    /// <returns>The jobs that failed.</returns>
    /// <exception cref="InputException">The state cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request, after a checkpoint.</exception>
    public IReadOnlyList<QueueFailure> Run(JobPlan plan)
    {
        foreach ((int index, Job job) in plan.Jobs.Index())
        {
            gate.Pass();
            gate.Token.ThrowIfCancellationRequested();
            if (catalog.Load(job.Runs[0]).ContinuesFrom is { } before && _failed.Any(failed => failed.Seed == job.Seed && failed.Runs.Contains(before)))
            {
                Note(job, FormattableString.Invariant($"Not started: it continues '{before}' seed {job.Seed}, which failed."));
                continue;
            }

            journal.Change(state => state with { Position = new QueuePosition(job.Runs[0], job.Seed, gate.GetUtcNow(), null) });
            try
            {
                foreach (TrainingOutcome outcome in jobs.Run(plan, index, folder.Output, seed => new QueueProgress(journal, gate, Shown?.Invoke(seed)), gate.Token))
                {
                    Say?.Invoke(FormattableString.Invariant(
                        $"job {index} of 0-{plan.Jobs.Count - 1}, {outcome.Record.Run} seed {outcome.Record.Seed}: {(outcome.AlreadyFinished ? "already finished" : "finished")} in {outcome.Folder}"));
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Reason(exception) is { } reason)
            {
                Note(job, reason.ReplaceLineEndings(" "));
            }
        }

        journal.Change(state => state with { Position = null });
        return journal.State.Failed;
    }

    private void Note(Job job, string reason)
    {
        _failed.Add(job);
        journal.Change(state => state with { Failed = [.. state.Failed, new QueueFailure(job.Runs[^1], job.Seed, reason)] });
        Say?.Invoke($"{job}: failed. {reason}");
    }
}
