using System.Globalization;
using Repro.Claims;
using Repro.Training.Metrics;

namespace Repro.Reports.Baselines;

/// <summary>What some seeds say of a metric after an epoch.</summary>
public sealed record Band(int Epoch, double Low, double Mean, double High, int Seeds)
{
    /// <summary>Epoch by epoch, where the metric was measured.</summary>
    public static IReadOnlyList<Band> Of(IEnumerable<IReadOnlyList<EpochMetrics>> seeds, string metric) =>
    [
        .. seeds.SelectMany(rows => rows)
            .Where(row => row.Values.ContainsKey(metric))
            .GroupBy(row => row.Epoch, row => row.Values[metric])
            .OrderBy(group => group.Key)
            .Select(group => new Band(group.Key, group.Min(), group.Average(), group.Max(), group.Count())),
    ];
}

/// <summary>A value that a document states of a metric.</summary>
/// <param name="Epoch">Where it stands on the curve; null for the end.</param>
public sealed record StatedPoint(string Claim, string Place, string Metric, int? Epoch, double Value);

/// <summary>A baseline and what accepting finished trainings would make of it.</summary>
/// <param name="Differences">In words, seed by seed.</param>
public sealed record BaselineChange(
    string Run,
    string Engine,
    IReadOnlyList<string> Differences,
    IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> Old,
    IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> New,
    IReadOnlyList<StatedPoint> Stated)
{
    /// <param name="recorded">Null where nothing is recorded yet.</param>
    /// <param name="finished">Seeds that would be added or replaced.</param>
    public static BaselineChange Of(
        string run,
        string engine,
        IReadOnlyList<string> differences,
        IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>>? recorded,
        IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> finished,
        IEnumerable<Claim> claims)
    {
        Dictionary<int, IReadOnlyList<EpochMetrics>> after = recorded?.ToDictionary() ?? [];
        foreach ((int seed, IReadOnlyList<EpochMetrics> rows) in finished)
        {
            after[seed] = rows;
        }

        return new BaselineChange(run, engine, differences, recorded ?? new Dictionary<int, IReadOnlyList<EpochMetrics>>(), after, [.. claims.Select(claim => Point(claim, run)).OfType<StatedPoint>()]);
    }

    /// <summary>The metrics that either side has, in the order of columns.</summary>
    public IReadOnlyList<string> Metrics =>
        [.. MetricTable.Metrics.Where(metric => Old.Values.Concat(New.Values).Any(rows => rows.Any(row => row.Values.ContainsKey(metric))))];

    private static StatedPoint? Point(Claim claim, string run) =>
        claim.Check is { Address: { Probe: "run", Argument: null } address, Expected: Expectation.Constant { Value: Value.Number value }, Relation: Relation.Equal or Relation.Near }
        && address.Subject == run && MetricTable.Metrics.Contains(address.Quantity)
            ? new StatedPoint(claim.Id, claim.Place, address.Quantity, Epoch(address.Selector), value.Amount)
            : null;

    private static int? Epoch(string? selector) =>
        selector?.StartsWith("epoch=", StringComparison.Ordinal) == true && int.TryParse(selector["epoch=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : null;
}
