using Repro.Runs;
using Repro.Training.Loop;

namespace Repro.Jobs.Queue;

/// <summary>Works through a plan's jobs in their order, one training at a time. What is finished already is only looked through.</summary>
/// <param name="jobs">Its service trains on a <see cref="GatedBackend"/> and has the gate for its clock.</param>
internal sealed class QueueRunner(JobRunner jobs, RunCatalog catalog, QueueFolder folder, QueueJournal journal, QueueGate gate)
{
    /// <summary>Why a job failed, in one line; null for an exception that ends the queue.</summary>
    public Func<Exception, string?> Reason { get; init; } = exception => (exception as InputException)?.Message;

    /// <summary>Told each finished training and each failed job.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Shows the training of a seed.</summary>
    public Func<int, ITrainingProgress>? Shown { get; init; }

    /// <summary>Called after each job, finished or failed.</summary>
    public Action? AfterJob { get; init; }

    /// <summary>How many jobs have failed. A job has a failure for each of its runs that failed or was not started.</summary>
    public int FailedJobs { get; private set; }

    /// <summary>Runs all jobs.</summary>
    /// <returns>The runs that failed or were not started.</returns>
    /// <exception cref="InputException">The state cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request, after a checkpoint.</exception>
    public IReadOnlyList<QueueFailure> Run(JobPlan plan)
    {
        foreach ((int index, Job job) in plan.Jobs.Index())
        {
            gate.Pass();
            gate.Token.ThrowIfCancellationRequested();
            if (
                catalog.Load(job.Runs[0]).ContinuesFrom is { } before
                && journal.State.Failed.Any(failed => failed.Seed == job.Seed && failed.Run == before)
            )
            {
                Note(job, 0, FormattableString.Invariant($"Not started: it continues '{before}' seed {job.Seed}, which failed."));
                continue;
            }

            journal.Change(state => state with { Position = new QueuePosition(job.Runs[0], job.Seed, gate.GetUtcNow(), null) });
            int finished = 0;
            try
            {
                foreach (
                    TrainingOutcome outcome in jobs.Run(
                        plan,
                        index,
                        folder.Output,
                        seed => new QueueProgress(journal, gate, Shown?.Invoke(seed)),
                        gate.Token
                    )
                )
                {
                    finished++;
                    Say?.Invoke(
                        FormattableString.Invariant(
                            $"job {index} of 0-{plan.Jobs.Count - 1}, {outcome.Record.Run} seed {outcome.Record.Seed}: {(outcome.AlreadyFinished ? "already finished" : "finished")} in {outcome.Folder}"
                        )
                    );
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Reason(exception) is { } reason)
            {
                Note(job, finished, reason.ReplaceLineEndings(" "));
            }

            AfterJob?.Invoke();
        }

        journal.Change(state => state with { Position = null });
        return journal.State.Failed;
    }

    /// <param name="finished">How many runs of the job were finished before the failure.</param>
    private void Note(Job job, int finished, string reason)
    {
        FailedJobs++;
        IEnumerable<QueueFailure> notStarted = job
            .Runs.Skip(finished + 1)
            .Select(run => new QueueFailure(
                run,
                job.Seed,
                FormattableString.Invariant(
                    $"Not started: '{job.Runs[finished]}' seed {job.Seed}, which comes before it in the job, failed."
                )
            ));
        journal.Change(state =>
            state with
            {
                Failed = [.. state.Failed, new QueueFailure(job.Runs[finished], job.Seed, reason), .. notStarted],
            }
        );
        Say?.Invoke($"{job}: failed. {reason}");
    }
}
