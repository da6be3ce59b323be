using Repro.Evidence;
using Repro.Inputs;
using Repro.Runs;
using Repro.Statistics;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Probes.Runs;

/// <summary>A final metric of a repeated training beside what the recorded seeds let one expect of one new run.</summary>
internal sealed record RepeatedMetric(string Metric, double Now, double Recorded, Interval Expected)
{
    public bool Inside => Expected.Holds(Now);
}

/// <summary>What training a recorded seed again gave on a backend that promises statistics and not bits.</summary>
/// <param name="SameBits">History and weights came out as recorded all the same; nothing promises it.</param>
/// <param name="Metrics">Those of the last epoch.</param>
internal sealed record RepetitionResult(bool SameBits, IReadOnlyList<RepeatedMetric> Metrics)
{
    public bool Agrees => SameBits || Metrics.All(metric => metric.Inside);
}

/// <summary>
/// Trains a recorded seed again and asks whether its last epoch is what one new run may give, judging by the spread of all recorded seeds:
/// each metric must lie within their prediction interval. The intervals are so wide that a faithful repetition of all seeds and metrics
/// asked for is called different in at most 1 % of cases (Bonferroni: level 1 - 0.01 / (metrics x seeds)).
/// </summary>
internal static class Repetition
{
    /// <summary>As for verdicts: fewer seeds have no spread to judge by.</summary>
    public const int FewestSeeds = 5;

    private const double FalseAlarms = 0.01;

    /// <summary>Refuses where nothing can be judged, before the first step.</summary>
    /// <exception cref="InputException">Fewer than <see cref="FewestSeeds"/> seeds of the present configuration are recorded.</exception>
    public static void RequireSpread(RunConfiguration run, Baseline baseline)
    {
        int recorded = Valid(run, baseline).Count;
        if (recorded < FewestSeeds)
        {
            throw new InputException(
                FormattableString.Invariant(
                    $"Run '{run.Name}' has {recorded} recorded seeds of its present configuration on {baseline.Backend}; a repetition on this backend requires at least {FewestSeeds}. Record more seeds first, or repeat on cpu, which is bit-identical."
                )
            );
        }
    }

    /// <param name="seeds">How many seeds are asked about in all: the more, the wider the intervals.</param>
    /// <exception cref="InputException">The seed is not recorded or of another configuration, too few are recorded, or the data is not the
    /// record's.</exception>
    public static RepetitionResult Run(
        TrainingService service,
        RunConfiguration run,
        Baseline baseline,
        int seed,
        int seeds = 1,
        ITrainingProgress? progress = null,
        CancellationToken cancellation = default
    )
    {
        RequireSpread(run, baseline);
        return Replay.Train(
            service,
            run,
            baseline,
            seed,
            progress,
            cancellation,
            outcome =>
            {
                string history = InputFile.ReadText(RunFolder.HistoryOf(outcome.Folder), MetricTable.MostBytes, "a table of metrics");
                RunRecord recorded = baseline.Records[seed];
                EpochMetrics now = MetricTable.Parse(history, RunFolder.HistoryOf(outcome.Folder), withSeed: false).Rows[0][^1];
                return new RepetitionResult(
                    outcome.Record.WeightsSha256 == recorded.WeightsSha256 && history == baseline.HistoryText(seed),
                    Compare(Valid(run, baseline), now, baseline.Rows[seed][^1], seeds)
                );
            }
        );
    }

    private static List<RepeatedMetric> Compare(IReadOnlyList<EpochMetrics> valid, EpochMetrics now, EpochMetrics recorded, int seeds)
    {
        string[] metrics = [.. MetricTable.InOrder(now.Values.Keys).Where(metric => valid.All(row => row.Values.ContainsKey(metric)))];
        double level = 1 - FalseAlarms / (metrics.Length * seeds);
        return
        [
            .. metrics.Select(metric => new RepeatedMetric(
                metric,
                now.Values[metric],
                recorded.Values[metric],
                Sample.Of([.. valid.Select(row => row.Values[metric])]).Prediction(level)
            )),
        ];
    }

    private static IReadOnlyList<EpochMetrics> Valid(RunConfiguration run, Baseline baseline)
    {
        IReadOnlyList<int> stale = baseline.StaleSeeds(run);
        return [.. baseline.Seeds.Except(stale).Select(seed => baseline.Rows[seed][^1])];
    }
}
