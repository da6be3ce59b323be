using System.Globalization;
using System.Text.Json;
using Repro.Import.Statements;
using Repro.Import.Texts;
using Repro.Import.Writing;

namespace Repro.Bench.ImportScore;

/// <summary>
/// <c>bench -- import-score FOLDER expected.json [TEXT]</c>: recall and precision of the rows that import drafts from texts, against
/// what a careful
/// reader drew from them. Right is a claim with the same place, kind, value and relation. With the name of a text, its misses are listed.
/// </summary>
internal static class ScoreProgram
{
    public static int Run(string folder, string truth, string? only)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(truth));
        CodeScore.Run(json.RootElement.GetProperty("texts"), folder, only);
        Tally all = new();
        Console.WriteLine($"{"text", -60} {"claims", 6} {"found", 6} {"drafted", 7} {"right", 6} {"recall", 7} {"precision", 9}");
        foreach (JsonElement text in json.RootElement.GetProperty("texts").EnumerateArray())
        {
            string file = text.GetProperty("file").GetString()!;
            if (only is not null && !file.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            ExpectedClaim[] expected = [.. text.GetProperty("claims").EnumerateArray().Select(ExpectedClaim.Read)];
            Statement[] drafted = Drafted(Path.Combine(folder, file));
            Tally tally = Tally.Of(expected, drafted);
            all.Add(tally);
            Console.WriteLine(Row(file, tally.Expected.Count, tally.Found.Count, tally.Drafted.Count));
            if (only is not null)
            {
                List(tally);
            }
        }

        Console.WriteLine(Row("all", all.Expected.Count, all.Found.Count, all.Drafted.Count));
        int numbered = all.Expected.Count(claim => claim.HasNumber);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"recall of the {numbered} claims with a number: {(double)all.Found.Count(pair => pair.Expected.HasNumber) / numbered:P1}"
            )
        );
        Console.WriteLine();
        foreach (
            string kind in all
                .Expected.Select(claim => claim.Kind)
                .Concat(all.Drafted.Select(ClaimMatch.KindOf))
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
        {
            int claims = all.Expected.Count(claim => claim.Kind == kind);
            int found = all.Found.Count(pair => pair.Expected.Kind == kind);
            int drafted = all.Drafted.Count(statement => ClaimMatch.KindOf(statement) == kind);
            int right = all.Found.Count(pair => ClaimMatch.KindOf(pair.Statement) == kind);
            Console.WriteLine(
                $"{kind, -60} {claims, 6} {found, 6} {drafted, 7} {right, 6} {Share(found, claims), 7} {Share(right, drafted), 9}"
            );
        }

        return 0;
    }

    private static string Row(string name, int claims, int found, int drafted) =>
        $"{name, -60} {claims, 6} {found, 6} {drafted, 7} {found, 6} {Share(found, claims), 7} {Share(found, drafted), 9}";

    private static string Share(int part, int whole) =>
        whole == 0 ? "-" : ((double)part / whole).ToString("P1", CultureInfo.InvariantCulture);

    private static void List(Tally tally)
    {
        foreach (ExpectedClaim missed in tally.Expected.Except(tally.Found.Select(pair => pair.Expected)))
        {
            Console.WriteLine(
                $"  missed {missed.Number, 3} {missed.At}: {missed.Kind} {missed.Relation} {missed.Value.GetRawText()}: {missed.Quote}"
            );
        }

        foreach (
            Statement wrong in tally
                .Drafted.Except(tally.Found.Select(pair => pair.Statement), ReferenceEqualityComparer.Instance)
                .Cast<Statement>()
        )
        {
            Console.WriteLine(
                $"  wrong  {wrong.Place}: {ClaimMatch.KindOf(wrong)} {Claims.Relations.Sign(wrong.Relation)} {wrong.Value}: {wrong.Quote}"
            );
        }
    }

    // A statement may have several rows.
    private static Statement[] Drafted(string file) =>
        [
            .. ImportDraft
                .Of("score", SourceText.Read(file), Own.Host.Models, Own.Runs.Data.Sets, Own.Host.Probes().Prefixes)
                .Rows.Select(row => row.Source)
                .Distinct<Statement>(ReferenceEqualityComparer.Instance),
        ];
}
