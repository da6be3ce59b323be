using Repro.Evidence;
using Repro.Runs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Probes.Runs;

/// <summary>What a backend's seeds of a run gave, epoch by epoch.</summary>
/// <param name="Recorded">When it was recorded (<c>2026-11-23</c>); null for seeds trained just now.</param>
/// <param name="Evidence">The file that holds it.</param>
internal sealed record RunHistories(
    string Backend,
    IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> Seeds,
    string? Recorded,
    string Evidence
)
{
    /// <summary>The seeds' records.</summary>
    public IReadOnlyDictionary<int, RunRecord> Records { get; init; } = new Dictionary<int, RunRecord>();

    /// <summary>The recorded seeds that are left out, each with what it was trained with that the run does not have now.</summary>
    public IReadOnlyDictionary<int, string> Stale { get; init; } = new Dictionary<int, string>();

    /// <summary>
    /// The recorded evidence of all backends. Seeds trained with another configuration or network than the present one are left out.
    /// </summary>
    /// <param name="root">The folder of the baselines.</param>
    /// <param name="only">The backend whose evidence is wanted (<c>TensorFlow</c>); null for all.</param>
    /// <param name="shown">What evidence texts call the folder; null for its path.</param>
    /// <exception cref="InputException">A baseline is damaged.</exception>
    public static IReadOnlyList<RunHistories> FromBaselines(string root, RunConfiguration run, string? only = null, string? shown = null) =>
        [
            .. Baseline
                .Backends(root, run.Name)
                .Where(backend => only is null || backend == only)
                .Select(backend => Baseline.Find(root, run.Name, backend))
                .OfType<Baseline>()
                .Select(baseline => Of(baseline, baseline.Stale(run), shown ?? root)),
        ];

    private static RunHistories Of(Baseline baseline, IReadOnlyDictionary<int, string> stale, string folder) =>
        new(
            baseline.Backend,
            baseline.Rows.Where(row => !stale.ContainsKey(row.Key)).ToDictionary(row => row.Key, row => row.Value),
            baseline.Dates.Last.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            $"{folder}/{baseline.Run}/{baseline.Backend}.csv"
                + string.Concat(
                    stale
                        .GroupBy(seed => seed.Value, seed => seed.Key)
                        .Select(group => $", without seeds {Claims.SeedText.Of([.. group.Order()])} of {group.Key}")
                )
        )
        {
            Stale = stale,
            Records = baseline
                .Records.Where(record => !stale.ContainsKey(record.Key))
                .ToDictionary(record => record.Key, record => record.Value),
        };
}
