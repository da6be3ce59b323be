using System.Globalization;
using Repro.Claims;
using Repro.Evidence.Comparison;
using Repro.Training.Metrics;

namespace Repro.Reports.Comparisons;

/// <summary>A comparison of backends as lines for a reader.</summary>
internal static class ComparisonText
{
    private const int Gap = 2;

    public static IEnumerable<string> Of(BackendComparison comparison)
    {
        ComparedRun compared = comparison.Compared;
        foreach (ComparedSeed seed in compared.Seeds)
        {
            yield return Text(
                $"{compared.Run.Name} seed {seed.Seed}: {compared.First} and {compared.Second} from the same weights, batches and masks"
            );
            yield return "  " + Steps(seed.Steps);
            yield return "  " + Epochs(comparison, seed);
            foreach (string line in Histories(comparison, seed))
            {
                yield return "  " + line;
            }

            yield return "";
        }

        foreach (string line in Final(comparison).Concat(Verdicts(comparison)))
        {
            yield return line;
        }
    }

    private static string Steps(LockstepLosses steps)
    {
        if (steps.FirstBeyondRounding is { } beyond)
        {
            int at = beyond - 1;
            return Text(
                $"steps: {beyond} of {steps.First.Count} is the first that differs by more than rounding explains: losses {steps.First[at]:G9} and {steps.Second[at]:G9}, difference {Math.Abs(steps.First[at] - steps.Second[at]):G2}, bound {steps.Bounds[at]:G2}"
            );
        }

        // Where the bound is wide, a large difference says nothing.
        int sharp = Math.Max(steps.SharpUntil, 1);
        double[] differences = [.. steps.First.Zip(steps.Second, (first, second) => Math.Abs(first - second)).Take(sharp)];
        int largest = Array.IndexOf(differences, differences.Max());
        return Text(
            $"steps: the first {steps.First.Count} agree as far as rounding explains. Up to step {steps.SharpUntil} more than 1 % of the loss would stand out; the largest difference until there is {differences[largest]:G2} at step {largest + 1} (bound {steps.Bounds[largest]:G2})"
        );
    }

    private static string Epochs(BackendComparison comparison, ComparedSeed seed) =>
        comparison.FirstEpochBeyondRounding(seed) is { } epoch
            ? Text($"epochs: {epoch} of {seed.First.Count} is the first in which a loss differs by more than rounding explains")
            : Text(
                $"epochs: all {seed.First.Count} agree as far as rounding explains, which leaves room for {comparison.WidestBound:P0} of a loss"
            );

    private static IEnumerable<string> Histories(BackendComparison comparison, ComparedSeed seed)
    {
        ComparedRun compared = comparison.Compared;
        string[] metrics = [.. comparison.Metrics];
        List<string[]> rows =
        [
            ["", .. metrics.SelectMany(metric => (string[])[metric, ""])],
            ["epoch", .. metrics.SelectMany(_ => (string[])[compared.First, compared.Second])],
            .. seed.First.Zip(
                seed.Second,
                (first, second) =>
                    (string[])
                        [Text($"{first.Epoch}"), .. metrics.SelectMany(metric => (string[])[Cell(first, metric), Cell(second, metric)])]
            ),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length) + Gap)];
        return rows.Select(row => string.Concat(row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static IEnumerable<string> Final(BackendComparison comparison)
    {
        ComparedRun compared = comparison.Compared;
        int seeds = compared.Seeds.Count;
        yield return Text($"After epoch {compared.Seeds[0].First.Count}, {(seeds == 1 ? "1 seed" : $"means of {seeds} seeds")}:");
        foreach (FinalMetric metric in comparison.Final)
        {
            string verdict = metric switch
            {
                { FirstSpread: { } one, SecondSpread: { } two } => Text(
                    $"; {(metric.Agrees == true ? "each mean lies within" : "NOT each mean lies within")} the other's seed-to-seed spread ({one.Low:G6}..{one.High:G6} and {two.Low:G6}..{two.High:G6})"
                ),
                _ => "",
            };
            yield return Text(
                $"  {metric.Metric, -10}  {compared.First} {metric.FirstMean:G6}, {compared.Second} {metric.SecondMean:G6}, difference {metric.SecondMean - metric.FirstMean:G2}{verdict}"
            );
        }

        if (seeds < BackendComparison.FewestSeeds)
        {
            yield return Text($"  A comparison of the means requires {BackendComparison.FewestSeeds} seeds.");
        }
    }

    private static IEnumerable<string> Verdicts(BackendComparison comparison)
    {
        ComparedRun compared = comparison.Compared;
        if (comparison.Verdicts.Count == 0)
        {
            yield break;
        }

        string claims = comparison.Verdicts.Count == 1 ? "the claim" : Text($"the {comparison.Verdicts.Count} claims");
        if (compared.Run.Seeds.Except(compared.Seeds.Select(seed => seed.Seed)).Any())
        {
            yield return $"Verdicts on {claims} about {compared.Run.Name} take all declared seeds ({SeedText.Of(compared.Run.Seeds)}); compared were {SeedText.Of(compared.Seeds.Select(seed => seed.Seed))}.";
            yield break;
        }

        yield return $"Verdicts on {claims} about {compared.Run.Name}, by {compared.First} and by {compared.Second}:";
        foreach (ClaimResult result in comparison.Verdicts)
        {
            Verdict[] both =
            [
                .. ((string[])[compared.First, compared.Second]).Select(backend =>
                    result.Finding.Backends.Single(finding => finding.Backend == backend).Verdict
                ),
            ];
            yield return $"  {result.Claim.Id}: {both[0]}{(both[0] == both[1] ? " by both" : $" and {both[1]}")} ({result.Claim.Check})";
        }
    }

    private static string Cell(EpochMetrics epoch, string metric) =>
        epoch.Values.TryGetValue(metric, out double value) ? Text($"{value:G6}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
