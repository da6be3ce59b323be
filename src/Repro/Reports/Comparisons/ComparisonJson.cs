using System.Text.Json;
using Repro.Evidence.Comparison;
using Repro.Training.Metrics;

namespace Repro.Reports.Comparisons;

/// <summary>A comparison of backends for other programs: every loss of the first steps and every metric of every epoch.</summary>
internal static class ComparisonJson
{
    public const int SchemaVersion = 1;

    public static string Of(BackendComparison comparison)
    {
        ComparedRun compared = comparison.Compared;
        return JsonSerializer.Serialize(
            new
            {
                SchemaVersion,
                Run = compared.Run.Name,
                Backends = new[] { compared.First, compared.Second },
                compared.Factor,
                comparison.Agrees,
                Seeds = compared.Seeds.Select(seed => new
                {
                    seed.Seed,
                    FirstStepBeyondRounding = seed.Steps.FirstBeyondRounding,
                    StepsSharpUntil = seed.Steps.SharpUntil,
                    FirstEpochBeyondRounding = comparison.FirstEpochBeyondRounding(seed),
                    StepLosses = new
                    {
                        seed.Steps.First,
                        seed.Steps.Second,
                        seed.Steps.Bounds,
                    },
                    Epochs = new { First = Rows(seed.First), Second = Rows(seed.Second) },
                }),
                Final = comparison.Final.Select(metric => new
                {
                    metric.Metric,
                    metric.FirstMean,
                    metric.SecondMean,
                    metric.FirstSpread,
                    metric.SecondSpread,
                    EachWithinTheOthersSpread = metric.Agrees,
                }),
                Verdicts = comparison.Verdicts.Select(result => new
                {
                    Claim = result.Claim.Id,
                    Backends = result.Finding.Backends.Select(finding => new
                    {
                        finding.Backend,
                        finding.Verdict,
                        finding.Why,
                    }),
                }),
            },
            JsonReport.Options
        );
    }

    private static IEnumerable<IReadOnlyDictionary<string, double>> Rows(IReadOnlyList<EpochMetrics> epochs) =>
        epochs.Select(epoch => epoch.Values);
}
