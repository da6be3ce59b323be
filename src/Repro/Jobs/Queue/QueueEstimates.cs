using Repro.Training.State;

namespace Repro.Jobs.Queue;

/// <summary>How long a seed of a run takes, and how that is known.</summary>
/// <param name="Seconds">Time in steps and evaluations; preparing data comes on top.</param>
/// <param name="From">In words: "finished seeds".</param>
internal sealed record QueueEstimate(double Seconds, string From);

/// <summary>
/// Estimates how long a seed takes: from finished seeds of the run, else from a training in progress or one that was stopped, else from the
/// baselines.
/// </summary>
/// <param name="threads">Of the backend that works on the queue; times with other numbers of threads are converted.</param>
/// <param name="costs">See <see cref="QueueState.SeedCosts"/>.</param>
/// <param name="baseline">Seconds times threads of a recorded seed of a run, or null.</param>
internal sealed class QueueEstimates(
    int threads,
    QueuePosition? position,
    IReadOnlyDictionary<string, double>? costs,
    Func<string, double?> baseline
)
{
    /// <param name="finished">Records of the run's finished seeds.</param>
    /// <returns>Null where nothing says how long the run takes.</returns>
    public QueueEstimate? Of(string run, IEnumerable<RunRecord> finished)
    {
        double[] seconds =
        [
            .. finished.Where(record => record.Seconds is not null).Select(record => record.Seconds!.Value * record.Threads / threads),
        ];
        if (seconds.Length > 0)
        {
            return new QueueEstimate(seconds.Average(), "finished seeds");
        }

        if (position is { Steps.SecondsOfSeed: { } whole } && position.Run == run)
        {
            return new QueueEstimate(whole, "the training in progress");
        }

        if (costs?.GetValueOrDefault(run) is > 0 and var cost)
        {
            return new QueueEstimate(cost / threads, "a training that was stopped");
        }

        return baseline(run) is { } coreSeconds ? new QueueEstimate(coreSeconds / threads, "the baselines' records") : null;
    }
}
