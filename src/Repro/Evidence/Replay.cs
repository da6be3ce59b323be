using Repro.Inputs;
using Repro.Outputs;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Evidence;

/// <summary>What training a recorded seed again gave.</summary>
/// <param name="Differences">In words; none where history and weights are the recorded ones to the bit.</param>
internal sealed record ReplayResult(IReadOnlyList<string> Differences)
{
    public bool Same => Differences.Count == 0;
}

/// <summary>
/// Trains a recorded seed again, from nothing, and compares every byte of its history and its final weights with the baseline.
/// </summary>
internal static class Replay
{
    /// <exception cref="InputException">The seed is not recorded, was recorded with another configuration, or backend, arithmetic or data
    /// are not the record's (said before the first step).</exception>
    public static ReplayResult Run(
        TrainingService service,
        RunConfiguration run,
        Baseline baseline,
        int seed,
        ITrainingProgress? progress = null,
        CancellationToken cancellation = default
    ) =>
        Train(
            service,
            run,
            baseline,
            seed,
            progress,
            cancellation,
            outcome => new ReplayResult(Compare(baseline.Records[seed], baseline.HistoryText(seed), outcome))
        );

    /// <summary>Trains the seed in a folder that is gone afterwards.</summary>
    /// <param name="read">Takes what is wanted from the finished training.</param>
    internal static T Train<T>(
        TrainingService service,
        RunConfiguration run,
        Baseline baseline,
        int seed,
        ITrainingProgress? progress,
        CancellationToken cancellation,
        Func<TrainingOutcome, T> read
    )
    {
        if (!baseline.Records.TryGetValue(seed, out RunRecord? recorded))
        {
            throw new InputException(
                $"Run '{run.Name}' has no recorded seed {seed} on {baseline.Backend}. Recorded: {string.Join(", ", baseline.Seeds)}."
            );
        }

        if (Currency.Obstacle(run, recorded) is { } other)
        {
            throw new InputException(
                $"Run '{run.Name}', seed {seed}: it was recorded with {other} than {(other == Currency.OtherNetwork ? $"the model '{run.Model}'" : "its run file")} has now. Train it again and accept it."
            );
        }

        using WorkFolder work = WorkFolder.Temporary();
        return read(service.Train(new TrainingRequest(run, seed, work.Path) { Expected = recorded }, progress, cancellation));
    }

    private static List<string> Compare(RunRecord recorded, string history, TrainingOutcome outcome)
    {
        List<string> differences = [];
        string[] now = InputFile.ReadText(RunFolder.HistoryOf(outcome.Folder), MetricTable.MostBytes, "a table of metrics").Split('\n');
        string[] then = history.Split('\n');
        if (!now.SequenceEqual(then))
        {
            int line = Enumerable.Range(0, Math.Min(then.Length, now.Length)).First(index => then[index] != now[index]);
            differences.Add($"the history differs, first in '{now[line]}', recorded '{then[line]}'");
        }

        if (outcome.Record.WeightsSha256 != recorded.WeightsSha256)
        {
            differences.Add($"the final weights differ: SHA-256 {outcome.Record.WeightsSha256}, recorded {recorded.WeightsSha256}");
        }

        return differences;
    }
}
