using Repro.Claims;

namespace Repro.Import.Printed;

/// <summary>What a training printed, epoch by epoch.</summary>
/// <param name="Number">Of the log in the text, from 0.</param>
/// <param name="Announced">Epochs that the log says it has.</param>
/// <param name="AnnouncedAt">The line that says so.</param>
/// <param name="Total">The number behind the bar's stroke: steps of an epoch, or samples; 0 where there is none.</param>
/// <param name="TotalIsSamples">Whether Keras counted samples there, as it did before 2.4.</param>
/// <param name="TotalAt">The line of the first bar.</param>
/// <param name="Epochs">The finished epochs.</param>
/// <param name="IsCutOff">Whether an unfinished epoch follows them, or fewer than announced are there.</param>
internal sealed record EpochLog(
    int Number,
    Place Place,
    int Announced,
    Place AnnouncedAt,
    int Total,
    bool TotalIsSamples,
    Place TotalAt,
    IReadOnlyList<PrintedEpoch> Epochs,
    bool IsCutOff
)
{
    /// <summary>The words that announce the epochs: <c>Epoch 1/10</c>; those of the first epoch that the text shows.</summary>
    public required string Announcement { get; init; }

    /// <summary>The counts of the first bar: <c>1875/1875</c>; empty where there is none.</summary>
    public string Counts { get; init; } = "";

    /// <summary>The values of a metric by epoch, for the epochs that have one.</summary>
    public IReadOnlyList<(int Epoch, double Value)> Series(string metric) =>
        [.. Epochs.Where(epoch => epoch.Metrics.ContainsKey(metric)).Select(epoch => (epoch.Epoch, epoch.Metrics[metric]))];

    /// <summary>The name that the log gives to a quantity of runs: <c>val_acc</c> is <c>val_accuracy</c> in newer logs.</summary>
    public string? MetricOf(string quantity) =>
        Epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct().FirstOrDefault(name => LogMetrics.QuantityOf(name) == quantity);
}

/// <summary>A finished epoch of a log.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Metrics">By the names that the log has.</param>
internal sealed record PrintedEpoch(int Epoch, Place Place, IReadOnlyDictionary<string, double> Metrics);
