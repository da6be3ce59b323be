using System.Globalization;
using System.Text;
using Repro.Claims;
using Repro.Figures.Curves;
using Repro.Reports.Changes;
using Repro.Training.Metrics;

namespace Repro.Reports.Baselines;

/// <summary>
/// Changed baselines for a comment: the last value of each metric, old and new, what the documents state, and the command.
/// </summary>
internal static class BaselineMarkdown
{
    private const int MostLines = 40;

    public static string Of(IReadOnlyList<BaselineChange> changes)
    {
        StringBuilder text = new();
        string named = string.Join(", ", changes.Select(change => $"{change.Run} on {change.Backend}"));
        text.Append(
            CultureInfo.InvariantCulture,
            $"**{(changes.Count == 0 ? "No baseline changes." : changes.Count == 1 ? $"1 baseline changes: {named}." : $"{changes.Count} baselines change: {named}.")}**\n"
        );
        foreach (BaselineChange change in changes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n### {change.Run} on {change.Backend}\n\n| metric, last epoch | old: mean, lowest..highest, seeds | new | documents |\n|---|---|---|---|\n"
            );
            foreach (string metric in change.Metrics)
            {
                IEnumerable<string> stated = change
                    .Stated.Where(point => point.Metric == metric && point.To == change.Epochs)
                    .Select(point =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{ChangesMarkdown.Cell(point.Place)}: {point.Low}{(point.High > point.Low ? $"..{new Value.Number(point.High)}" : "")}"
                        )
                    );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {metric.Replace("_", "\\_", StringComparison.Ordinal)} | {Last(change.Old.Values, metric)} | {Last(change.New.Values, metric)} | {string.Join("<br>", stated)} |\n"
                );
            }

            text.Append("\n```diff\n")
                .AppendJoin(
                    '\n',
                    change.Differences.Take(MostLines).Select(line => line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line)
                );
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n```\n{(change.Differences.Count > MostLines ? $"and {change.Differences.Count - MostLines} more lines\n" : "")}accept: `repro baseline accept {change.Run} --backend {change.Backend.ToLowerInvariant()}`\n"
            );
        }

        return text.ToString();
    }

    private static string Last(IEnumerable<IReadOnlyList<EpochMetrics>> seeds, string metric) =>
        Band.Of(seeds, metric) is [.., var last]
            ? string.Create(CultureInfo.InvariantCulture, $"{last.Mean:G6}, {last.Low:G6}..{last.High:G6}, {last.Seeds}")
            : "none";
}
