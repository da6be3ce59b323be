using Repro.Claims;
using Repro.Evidence.Comparison;
using Repro.Statistics;
using Repro.Training.Metrics;

namespace Repro.Reports.Comparisons;

/// <summary>A metric of the last epoch on both backends.</summary>
/// <param name="First">One value a seed.</param>
/// <param name="FirstSpread">What one new run of the first backend may give (95 %); null for fewer than
/// <see cref="BackendComparison.FewestSeeds"/> seeds.</param>
internal sealed record FinalMetric(
    string Metric,
    IReadOnlyList<double> First,
    IReadOnlyList<double> Second,
    Interval? FirstSpread,
    Interval? SecondSpread
)
{
    public double FirstMean => First.Average();

    public double SecondMean => Second.Average();

    /// <summary>
    /// Whether each backend's mean lies within the other's seed-to-seed spread; null where there are too few seeds to say.
    /// </summary>
    public bool? Agrees => FirstSpread is { } one && SecondSpread is { } two ? one.Holds(SecondMean) && two.Holds(FirstMean) : null;
}

/// <summary>What a run on two backends shows: where they part by more than rounding explains, and how they end.</summary>
internal sealed class BackendComparison
{
    /// <summary>As for verdicts: fewer seeds have no spread to judge by.</summary>
    public const int FewestSeeds = 5;

    private const double SpreadLevel = 0.95;

    /// <param name="verdicts">See <see cref="ComparedVerdicts"/>.</param>
    public BackendComparison(ComparedRun compared, IReadOnlyList<ClaimResult>? verdicts = null)
    {
        Compared = compared;
        Verdicts = verdicts ?? [];
        Metrics = MetricTable.InOrder(compared.Seeds[0].First.SelectMany(epoch => epoch.Values.Keys));
        Final = [.. Metrics.Select(Judge)];
    }

    public ComparedRun Compared { get; }

    /// <summary>
    /// Claims about the run with both backends' verdicts. They answer to the documents, and are no part of <see cref="Agrees"/>.
    /// </summary>
    public IReadOnlyList<ClaimResult> Verdicts { get; }

    /// <summary>The columns of the histories.</summary>
    public IReadOnlyList<string> Metrics { get; }

    public IReadOnlyList<FinalMetric> Final { get; }

    /// <summary>Nothing lies beyond rounding, and no mean outside the other backend's spread.</summary>
    public bool Agrees =>
        Compared.Seeds.All(seed => seed.Steps.FirstBeyondRounding is null && FirstEpochBeyondRounding(seed) is null)
        && Final.All(metric => metric.Agrees is not false);

    /// <summary>The largest share of a loss that rounding explains in some epoch: what is finer cannot be seen there.</summary>
    public double WidestBound =>
        Losses.Max(metric =>
        {
            (IReadOnlyList<double> bounds, double[] own) = Bounds(metric);
            return bounds.Zip(own, (bound, loss) => bound / Math.Abs(loss)).Max();
        });

    private IEnumerable<string> Losses => Metrics.Where(metric => metric.EndsWith("_loss", StringComparison.Ordinal));

    /// <summary>The first epoch, from 1, in which a loss differs by more than rounding explains.</summary>
    public int? FirstEpochBeyondRounding(ComparedSeed seed) => Losses.Min(metric => FirstBeyond(seed, metric));

    private int? FirstBeyond(ComparedSeed seed, string metric)
    {
        (int[] epochs, double[] first) = Column(seed.First, metric);
        return RoundingBound.FirstBeyond(first, Column(seed.Second, metric).Values, Bounds(metric).Bounds) is { } index
            ? epochs[index]
            : null;
    }

    // The rounding's effect is known of the first seed; its losses lie where the other seeds' do.
    private (IReadOnlyList<double> Bounds, double[] Losses) Bounds(string metric)
    {
        double[] own = Column(Compared.Seeds[0].First, metric).Values;
        return (RoundingBound.Of(Compared.Factor, own, Column(Compared.Shadow, metric).Values), own);
    }

    // Metrics that were not measured in an epoch (the test set's, before the end) are left out on both sides.
    private static (int[] Epochs, double[] Values) Column(IReadOnlyList<EpochMetrics> history, string metric)
    {
        EpochMetrics[] measured = [.. history.Where(epoch => epoch.Values.ContainsKey(metric))];
        return ([.. measured.Select(epoch => epoch.Epoch)], [.. measured.Select(epoch => epoch.Values[metric])]);
    }

    private FinalMetric Judge(string metric)
    {
        double[] first = [.. Compared.Seeds.Select(seed => seed.First[^1].Values[metric])];
        double[] second = [.. Compared.Seeds.Select(seed => seed.Second[^1].Values[metric])];
        bool enough = Compared.Seeds.Count >= FewestSeeds;
        return new FinalMetric(
            metric,
            first,
            second,
            enough ? Sample.Of(first).Prediction(SpreadLevel) : null,
            enough ? Sample.Of(second).Prediction(SpreadLevel) : null
        );
    }
}
