using System.Globalization;
using Repro.Claims;
using Spectre.Console;

namespace Repro.Reports;

/// <summary>The verification for a reader at a terminal; the same lines without colours where the output is no terminal.</summary>
internal sealed class ConsoleReport(IAnsiConsole console, VerificationReport report)
{
    /// <summary>Columns that a table with the whole names takes beside the ids of documents.</summary>
    private const int WideTable = 84;

    private static readonly Verdict[] Verdicts = Enum.GetValues<Verdict>();
    private static readonly string[] ShortNames = ["Repr.", "Refuted", "Inconcl.", "NotRun", "NotExec."];

    /// <summary>Columns that a table with the short names takes beside the ids of documents.</summary>
    private const int NarrowTable = 70;

    private const string DocumentHeader = "document";

    private static readonly string[] ShortestNames = ["Rep.", "Ref.", "Inc.", "N.run", "N.ex."];

    /// <param name="groups">Whether groups of statements are written.</param>
    /// <param name="all">Whether each claim is written with its verdict.</param>
    public void Write(bool groups, bool all = false)
    {
        WriteTable();
        if (all)
        {
            WriteAll();
        }

        WriteRecorded();
        WriteList("Refuted, as expected", [.. report.RefutedAsHeld.Where(result => result.Claim.Check?.Standing != ExpectedVerdict.Open)]);
        WriteList(
            "Refuted; the expected verdict is open",
            [.. report.RefutedAsHeld.Where(result => result.Claim.Check?.Standing == ExpectedVerdict.Open)]
        );
        WriteInconclusive();
        WriteLacks();
        if (groups)
        {
            WriteGroups();
        }

        // Last, where a terminal shows them without scrolling.
        WriteDisagreements();
    }

    private void WriteTable()
    {
        Table table = new() { Border = console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii };
        int documents = report.Rows.Select(row => PrintedText.Of(row.Document).Length).Append(DocumentHeader.Length).Max();
        // Where even the shortest names leave no room for an id, it continues on the next line.
        bool narrow = console.Profile.Width < NarrowTable + documents;
        TableColumn document = new(narrow ? "doc" : DocumentHeader);
        table.AddColumn(narrow ? document : document.NoWrap()).AddColumn(new TableColumn("tier").NoWrap());
        IEnumerable<string> names =
            narrow ? ShortestNames
            : console.Profile.Width < WideTable + documents ? ShortNames
            : Verdicts.Select(verdict => verdict.ToString());
        foreach (string header in (string[])[narrow ? "all" : "claims", .. names])
        {
            table.AddColumn(new TableColumn(header).RightAligned().NoWrap());
        }

        foreach (ReportRow row in report.Rows)
        {
            AddRow(table, PrintedText.Of(row.Document), row.Tier?.ToString().ToLowerInvariant() ?? "prose", row.Results);
        }

        table.AddEmptyRow();
        AddRow(table, "all", "", report.Results);
        console.Write(table);
        if (narrow)
        {
            Line(string.Join(", ", ShortestNames.Zip(Verdicts, (name, verdict) => $"{name} {verdict}")));
        }
    }

    private static void AddRow(Table table, string document, string tier, IReadOnlyList<ClaimResult> results)
    {
        IEnumerable<string> counts = Verdicts
            .Select(verdict => results.Count(result => result.Verdict == verdict))
            .Select(count => count == 0 ? "." : Text(count));
        table.AddRow([document, tier, Text(results.Count), .. counts]);
    }

    private void WriteAll()
    {
        foreach (Verdict verdict in Verdicts.Where(verdict => report.Results.Any(result => result.Verdict == verdict)))
        {
            ClaimResult[] results = [.. report.Results.Where(result => result.Verdict == verdict)];
            Heading($"{verdict}: {Claims(results.Length)}");
            foreach (ClaimResult result in results)
            {
                string claim = result.Claim.Check?.ToString() ?? result.Claim.Statement;
                string measured = result.Finding.Measured.Length > 0 ? $"; measured {result.Finding.Measured}" : "";
                Line($"  {result.Claim.Place} {result.Claim.Id}: {claim}{measured}");
            }
        }
    }

    private void WriteRecorded()
    {
        if (report.Recorded.Count == 0)
        {
            return;
        }

        Heading("Judged on recorded evidence, not trained now (train again: repro verify --rerun RUN:SEEDS)");
        foreach (RecordedEvidence record in report.Recorded)
        {
            Line(
                $"  {record.Runs}: {record.Backend}, recorded {record.Date}, {SeedText.OfDeclared(record.Seeds, record.Declared)}, {Claims(record.Claims)}"
            );
        }
    }

    private void WriteInconclusive()
    {
        if (report.Inconclusive.Count == 0)
        {
            return;
        }

        Heading("Inconclusive");
        foreach (IGrouping<string, ClaimResult> group in report.Inconclusive.GroupBy(result => result.Finding.Why))
        {
            ILookup<bool, ClaimResult> hasNumbers = group.ToLookup(result => result.Finding.Backends is [{ Mean: not null }, ..]);
            Line($"  {group.Key}: {string.Join(", ", hasNumbers[false].Select(result => result.Claim.Id))}".TrimEnd());
            foreach (ClaimResult result in hasNumbers[true])
            {
                Line($"    {result.Claim.Id}: {result.Claim.Check}; measured {result.Finding.Measured}");
            }

            if (ClaimText.Remedy(group.First()) is { } remedy)
            {
                Line($"    remedy: {remedy}");
            }
        }
    }

    private void WriteLacks()
    {
        if (report.Lacks.Count == 0)
        {
            return;
        }

        Heading("Not run");
        foreach (
            IGrouping<string, (MissingPrerequisite Lack, IReadOnlyList<ClaimResult> Claims)> remedy in report.Lacks.GroupBy(lack =>
                lack.Lack.Remedy
            )
        )
        {
            Line($"  {Claims(remedy.Sum(lack => lack.Claims.Count))}; remedy: {remedy.Key}");
            foreach ((MissingPrerequisite lack, IReadOnlyList<ClaimResult> claims) in remedy)
            {
                Line($"    {lack.What} ({Text(claims.Count)})");
            }
        }
    }

    private void WriteList(string heading, IReadOnlyList<ClaimResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        Heading(heading);
        foreach (ClaimResult result in results)
        {
            Line($"  {result.Claim.Place} {result.Claim.Id}: {result.Claim.Check}; measured {result.Finding.Measured}");
        }
    }

    private void WriteGroups()
    {
        Heading("Related statements, side by side");
        if (report.Groups.Count == 0)
        {
            Line("  None of these claims belongs to a group.");
        }

        foreach (ReportGroup group in report.Groups)
        {
            Line($"  {group.Name}{group.Shown}");
            foreach (ClaimResult result in group.Claims)
            {
                Line($"    {result.Verdict, -13} {result.Claim.Place} {result.Claim.Id}: {result.Claim.Statement}");
            }
        }

        if (report.Groups.Any(group => group.Shown.Length > 0))
        {
            Line("  `repro claims --group NAME` lists all claims of a group.");
        }
    }

    private void WriteDisagreements()
    {
        console.WriteLine();
        if (report.Disagreements.Count == 0)
        {
            console.MarkupLine("[green]No verdict contradicts its expected verdict.[/]");
            return;
        }

        console.MarkupLine(CultureInfo.InvariantCulture, "[red]{0} the expected verdict:[/]", Contradictions(report.Disagreements.Count));
        foreach (ClaimResult result in report.Disagreements)
        {
            foreach (string line in ClaimText.Full(result))
            {
                Line("  " + line);
            }

            console.WriteLine();
        }
    }

    private void Heading(string text)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{text}[/]");
    }

    // Long lines stay whole, so that they can be searched for; the terminal folds them.
    private void Line(string text) => console.Profile.Out.Writer.WriteLine(PrintedText.Of(text));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Claims(int count) => count == 1 ? "1 claim" : $"{Text(count)} claims";

    private static string Contradictions(int count) => count == 1 ? "1 verdict contradicts" : $"{Text(count)} verdicts contradict";
}
