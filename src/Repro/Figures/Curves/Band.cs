using Repro.Training.Metrics;

namespace Repro.Figures.Curves;

/// <summary>What some seeds say of a metric after an epoch.</summary>
internal sealed record Band(int Epoch, double Low, double Mean, double High, int Seeds)
{
    /// <summary>Epoch by epoch, where the metric was measured.</summary>
    public static IReadOnlyList<Band> Of(IEnumerable<IReadOnlyList<EpochMetrics>> seeds, string metric) =>
        [
            .. seeds
                .SelectMany(rows => rows)
                .Where(row => row.Values.ContainsKey(metric))
                .GroupBy(row => row.Epoch, row => row.Values[metric])
                .OrderBy(group => group.Key)
                .Select(group => new Band(group.Key, group.Min(), group.Average(), group.Max(), group.Count())),
        ];
}
