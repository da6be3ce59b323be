using System.Globalization;
using System.Text;
using Repro.Claims;
using Repro.Reports.Changes;

namespace Repro.Reports.Html;

/// <summary>
/// The part of a Markdown file, such as a README, that shows the verdicts of a project: the headline claims and the counts.
/// </summary>
internal static class VerdictBlock
{
    public const string Begin = "<!-- verdicts -->";
    public const string End = "<!-- /verdicts -->";

    /// <summary>The file's text with the block written again.</summary>
    /// <param name="source">How messages call the file.</param>
    /// <exception cref="InputException">The file does not have the two lines once each, in this order.</exception>
    public static string Replace(string text, string source, ReportContents contents)
    {
        string[] lines = text.Split('\n');
        int[] begins = [.. lines.Index().Where(line => line.Item.Trim() == Begin).Select(line => line.Index)];
        int[] ends = [.. lines.Index().Where(line => line.Item.Trim() == End).Select(line => line.Index)];
        if (begins is not [var begin] || ends is not [var end] || end < begin)
        {
            throw new InputException(
                $"{source}: the verdicts go between a line '{Begin}' and a line '{End}', and the file must have each of them once. Add them where the table belongs."
            );
        }

        return string.Join('\n', [.. lines[..(begin + 1)], .. Of(contents).TrimEnd('\n').Split('\n'), .. lines[end..]]);
    }

    /// <summary>The block alone.</summary>
    public static string Of(ReportContents contents)
    {
        StringBuilder text = new();
        if (contents.Headlines.Count > 0)
        {
            text.Append("| claim | document | measured | verdict |\n|---|---|---|---|\n");
            foreach (HeadlineAnswer answer in contents.Headlines)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {ChangesMarkdown.Cell(answer.Network)} | {answer.Show(answer.Stated)} | {Measured(answer)} | {answer.Result.Verdict} |\n"
                );
            }

            text.Append('\n');
        }

        int all = contents.Verification.Results.Count;
        int executable = contents.Verification.Results.Count(result => result.Claim.Check is not null);
        text.Append(CultureInfo.InvariantCulture, $"{all:N0} {(all == 1 ? "claim" : "claims")}, of which {executable:N0} have an address: ")
            .AppendJoin(
                ", ",
                VerdictsOf(contents).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Count:N0} {pair.Verdict}"))
            )
            .Append(".\n");
        return text.ToString();
    }

    private static IEnumerable<(Verdict Verdict, int Count)> VerdictsOf(ReportContents contents) =>
        from verdict in (Verdict[])[Verdict.Reproduced, Verdict.Refuted, Verdict.Inconclusive, Verdict.NotRun]
        select (verdict, contents.Count(verdict));

    private static string Measured(HeadlineAnswer answer) =>
        answer.Result.Finding switch
        {
            { Backends: [{ Low: { } low, High: { } high } seeds, ..] } => string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Show(low)} to {answer.Show(high)} (95 % interval, {seeds.Seeds.Count} seeds)"
            ),
            { Backends: [var seeds, ..] } when answer.Values.Count > 0 => string.Create(
                CultureInfo.InvariantCulture,
                $"mean {answer.Show(answer.Values.Average())} ({seeds.Seeds.Count} seeds recorded, {seeds.Declared} required)"
            ),
            { Lack: not null } => "not measured",
            { Measured: var measured } => ChangesMarkdown.Cell(measured),
        };
}
