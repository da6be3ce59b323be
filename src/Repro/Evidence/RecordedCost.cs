using Repro.Runs;
using Repro.Training.State;

namespace Repro.Evidence;

/// <summary>
/// What training a run took, by its records: seconds times threads, so that seeds trained side by side on one thread each and seeds
/// trained one after the other on several can be laid beside each other. A thread that waited counts as one that computed.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Declared">How many seeds the run declares.</param>
/// <param name="CoreSeconds">Seconds times threads of each recorded seed whose time is known, by seed.</param>
internal sealed record RecordedCost(string Run, int Declared, IReadOnlyDictionary<int, double> CoreSeconds)
{
    public double Least => CoreSeconds.Values.Min();

    public double Mean => CoreSeconds.Values.Average();

    /// <summary>All declared seeds at the recorded mean.</summary>
    public double Whole => Mean * Declared;

    /// <summary>The cost of a run on a backend.</summary>
    /// <param name="root">The folder <c>baselines</c>.</param>
    /// <returns>Null where no recorded seed says how long it took.</returns>
    /// <exception cref="InputException">The baseline is damaged.</exception>
    public static RecordedCost? Find(string root, RunConfiguration run, string backend)
    {
        Dictionary<int, double> seconds = (Baseline.Find(root, run.Name, backend)?.Records ?? new Dictionary<int, RunRecord>())
            .Select(pair => (Seed: pair.Key, Seconds: SecondsOf(pair.Value) * pair.Value.Threads))
            .Where(pair => pair.Seconds is not null)
            .ToDictionary(pair => pair.Seed, pair => pair.Seconds!.Value);
        return seconds.Count == 0 ? null : new RecordedCost(run.Name, run.Seeds.Count, seconds);
    }

    // Records from before the clock have two dates alone; between them lies a pause if the training was resumed.
    private static double? SecondsOf(RunRecord record) =>
        record.Seconds ?? (record.Resumed == 0 ? (record.Ended - record.Started).TotalSeconds : null);
}
