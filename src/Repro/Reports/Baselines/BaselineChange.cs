using Repro.Claims;
using Repro.Figures.Curves;
using Repro.Training.Metrics;

namespace Repro.Reports.Baselines;

/// <summary>A baseline and what accepting finished trainings would make of it.</summary>
/// <param name="Differences">In words, seed by seed.</param>
internal sealed record BaselineChange(
    string Run,
    string Backend,
    IReadOnlyList<string> Differences,
    IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> Old,
    IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> New,
    IReadOnlyList<StatedPoint> Stated
)
{
    /// <param name="recorded">Null where nothing is recorded yet.</param>
    /// <param name="finished">Seeds that would be added or replaced.</param>
    public static BaselineChange Of(
        string run,
        string backend,
        IReadOnlyList<string> differences,
        IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>>? recorded,
        IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> finished,
        IEnumerable<Claim> claims
    )
    {
        Dictionary<int, IReadOnlyList<EpochMetrics>> after = recorded?.ToDictionary() ?? [];
        foreach ((int seed, IReadOnlyList<EpochMetrics> rows) in finished)
        {
            after[seed] = rows;
        }

        return new BaselineChange(
            run,
            backend,
            differences,
            recorded ?? new Dictionary<int, IReadOnlyList<EpochMetrics>>(),
            after,
            StatedPoints.Of(claims, run, Longest(after))
        );
    }

    /// <summary>The metrics that either side has, in the order of columns.</summary>
    public IReadOnlyList<string> Metrics =>
        MetricTable.InOrder(Old.Values.Concat(New.Values).SelectMany(rows => rows).SelectMany(row => row.Values.Keys));

    /// <summary>How many epochs the trainings have.</summary>
    public int Epochs => Longest(New);

    private static int Longest(IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> seeds) =>
        seeds.Values.Select(rows => rows.Count).DefaultIfEmpty(1).Max();
}
