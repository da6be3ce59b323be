using Repro.Runs;
using Repro.Training.Loop;

namespace Repro.Jobs;

/// <summary>Runs one job of a plan: begins it, goes on with it, or finds it done.</summary>
internal sealed class JobRunner(TrainingService service, RunCatalog catalog)
{
    /// <returns>
    /// Each run's outcome in the job's order. The runs are trained one by one while the sequence is read, so that a reader knows how many
    /// were finished before an exception.
    /// </returns>
    /// <exception cref="InputException">A configuration is not the plan's any more, or as <see cref="TrainingService.Train"/>.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request, after a checkpoint.</exception>
    public IEnumerable<TrainingOutcome> Run(
        JobPlan plan,
        int index,
        string output,
        Func<int, ITrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Job job = plan.JobAt(index);
        RunConfiguration[] runs = [.. job.Runs.Select(catalog.Load)];
        foreach (RunConfiguration run in runs)
        {
            RequirePlanned(plan, run);
        }

        foreach (RunConfiguration run in runs)
        {
            yield return service.Train(
                new TrainingRequest(run, job.Seed, output) { Epochs = plan.Epochs },
                progress?.Invoke(job.Seed),
                cancellation
            );
        }
    }

    /// <exception cref="InputException">The run's file describes another training than when the plan was written, or does not declare a
    /// seed of the plan.</exception>
    public static void RequirePlanned(JobPlan plan, RunConfiguration run)
    {
        if (plan.Jobs.Where(job => job.Runs.Contains(run.Name)).Select(job => job.Seed).Except(run.Seeds).ToArray() is [int undeclared, ..])
        {
            throw new InputException(
                $"The plan has a job for seed {undeclared} of run '{run.Name}', whose file declares the seeds {string.Join(", ", run.Seeds)}; no others are evidence. Delete the job from the plan."
            );
        }

        string now = RunConfigurationJson.Digest(run);
        if (plan.Configurations.GetValueOrDefault(run.Name) is var planned && planned != now)
        {
            throw new InputException(
                $"Run '{run.Name}' is configured otherwise here ({now[..12]}) than in the plan ({planned?[..Math.Min(12, planned.Length)] ?? "not in it"}). Check out the commit that the plan was written at, or write a new plan."
            );
        }
    }
}
