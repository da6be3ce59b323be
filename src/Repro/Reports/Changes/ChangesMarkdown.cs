using System.Globalization;
using System.Text;
using Repro.Claims;

namespace Repro.Reports.Changes;

/// <summary>Changed claims as a pull request's comment shows them: a headline, what changed, and the counts of verdicts.</summary>
internal static class ChangesMarkdown
{
    /// <summary>Longer comments are refused by GitHub, and read by nobody.</summary>
    private const int MostRows = 60;

    public static string Of(ClaimChanges changes)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"**{changes.Headline}**\n\n");
        if (changes.Changes.Count > 0)
        {
            text.Append("| claim | statement | old | new | seeds and interval |\n|---|---|---|---|---|\n");
            foreach (ClaimChange change in changes.Changes.Take(MostRows))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Place(change)} | {Says(change)} | {Old(change.Old)} | {New(change.New)} | {Interval(change)} |\n"
                );
            }

            if (changes.Changes.Count > MostRows)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\nand {changes.Changes.Count - MostRows} more: `repro verify --compare-to OLD.json`\n"
                );
            }

            if (changes.Baselines.Count > 0)
            {
                text.Append("\nRecorded trainings of the changed claims:\n\n");
            }

            foreach (ChangedBaseline baseline in changes.Baselines)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"- {Cell(baseline.Run)}: {Cell(baseline.New)} (was: {Cell(baseline.Old)}; {Counted.Of(baseline.Claims, "changed claim")})\n"
                );
            }

            text.Append(CultureInfo.InvariantCulture, $"\n{Acceptance(changes)}\n");
        }

        return text.Append(Totals(changes.Results)).ToString();
    }

    /// <summary>All claims by document and verdict, and those whose verdict contradicts the expected one.</summary>
    public static string Table(IReadOnlyList<ClaimResult> results)
    {
        Verdict[] verdicts = Enum.GetValues<Verdict>();
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"| document | claims | {string.Join(" | ", verdicts)} | unexpected |\n|---|---|{string.Concat(verdicts.Select(_ => "---|"))}---|\n"
        );
        foreach (
            IGrouping<string, ClaimResult> document in results
                .GroupBy(result => result.Claim.Document)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            IEnumerable<int> counts = verdicts.Select(verdict => document.Count(result => result.Verdict == verdict));
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {document.Key} | {document.Count()} | {string.Join(" | ", counts)} | {document.Count(result => result.IsDisagreement)} |\n"
            );
        }

        ClaimResult[] unexpected = [.. results.Where(result => result.IsDisagreement)];
        if (unexpected.Length > 0)
        {
            text.Append("\n| unexpected | statement | verdict |\n|---|---|---|\n");
        }

        foreach (ClaimResult result in unexpected.Take(MostRows))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Cell(result.Claim.Id)} ({Cell(result.Claim.Place)}) | {Cell(result.Claim.Check!.ToString())} | {New(result)} |\n"
            );
        }

        if (unexpected.Length > MostRows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nand {unexpected.Length - MostRows} more: `repro verify`\n");
        }

        return text.ToString();
    }

    private static string Totals(IReadOnlyList<ClaimResult> results)
    {
        IEnumerable<string> counts = Enum.GetValues<Verdict>()
            .Select(verdict => (verdict, count: results.Count(result => result.Verdict == verdict)))
            .Where(pair => pair.count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.count} {pair.verdict}"));
        return $"Of {Counted.Of(results.Count, "claim")}: {string.Join(", ", counts)}.\n";
    }

    /// <summary>Text that a table's cell shows as it is: no markup, no mention, no row of its own.</summary>
    internal static string Cell(string text)
    {
        StringBuilder cell = new();
        foreach (char character in text.ReplaceLineEndings(" "))
        {
            if (character is '|' or '`' or '*' or '_' or '<' or '>' or '[' or ']' or '\\' or '#' or '~')
            {
                cell.Append('\\');
            }

            cell.Append(character);
            if (character == '@')
            {
                // A mention would call somebody.
                cell.Append('\u200b');
            }
        }

        return cell.ToString();
    }

    // A verdict can only contradict its claim file, which is edited manually.
    private static string Acceptance(ClaimChanges changes)
    {
        string[] against =
        [
            .. changes
                .Results.Where(result => result.IsDisagreement)
                .Take(MostRows)
                .Select(result => $"{Cell(result.Claim.Id)} at {Cell(result.Claim.Source.ToString())}"),
        ];
        return against.Length == 0
            ? "To accept: merge. No verdict contradicts its expected verdict. New trainings were recorded with `repro baseline accept RUN`.\n"
            : $"To accept: if these verdicts are right, change the expected verdict (`standing`) and the `reason` of their rows in the claim files: {string.Join(", ", against)}. If they are not, correct the code or the baselines.\n";
    }

    private static string Place(ClaimChange change) =>
        change.New is { } result ? $"{Cell(change.Id)} ({Cell(result.Claim.Place)})" : Cell(change.Id);

    private static string Says(ClaimChange change) => Cell(change.New?.Claim.Check?.ToString() ?? "");

    private static string Old(EarlierResult? old) =>
        old is null ? "not in the claim files" : $"{old.Verdict}{(old.Measured.Length > 0 ? ": " + Cell(old.Measured) : "")}";

    private static string New(ClaimResult? result) =>
        result is null
            ? "not in the claim files"
            : $"{(result.IsDisagreement ? $"**{result.Verdict}** (expected: {result.Claim.Check!.Standing.ToString().ToLowerInvariant()})" : result.Verdict)}{(result.Finding.Measured.Length > 0 ? ": " + Cell(result.Finding.Measured) : "")}";

    private static string Interval(ClaimChange change)
    {
        string old = change.Old?.Evidence is { } before ? ClaimText.Evidence(before) : "";
        string now = change.New switch
        {
            { Finding.Backends: [var first, ..] } => ClaimText.Evidence(first),
            { Verdict: Verdict.NotRun } result => result.Finding.Why,
            _ => "",
        };
        if (old.Length == 0 || old == now)
        {
            return Cell(now);
        }

        return $"old: {Cell(old)}" + (now.Length == 0 ? "" : $"<br>new: {Cell(now)}");
    }
}
