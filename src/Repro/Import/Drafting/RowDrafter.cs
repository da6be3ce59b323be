using Repro.Claims;
using Repro.Claims.Files;
using Repro.Import.Naming;
using Repro.Import.Reading;
using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>Makes rows of a claim file out of statements.</summary>
/// <param name="probes">The prefixes that addresses may have.</param>
internal sealed class RowDrafter(string document, Cast cast, TextStatements text, IReadOnlyCollection<string> probes)
{
    private const int LongestQuote = 200;

    private readonly NetworkSubjects _networks = new(cast, text);
    private readonly RunSubjects _runs = new(cast);
    private readonly DataSubjects _data = new(cast);
    private readonly FreeIds _ids = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rows of all statements, in the order of the text.</summary>
    public IReadOnlyList<DraftRow> All() => [.. Accepted([.. text.Statements.SelectMany(Rows)])];

    /// <summary>The rows with the groups of contradictions that they belong to.</summary>
    /// <param name="contradictions">The statements that contradict each other; the first one of each group gives the group its name.</param>
    public static IReadOnlyList<DraftRow> Grouped(IReadOnlyList<DraftRow> rows, IEnumerable<IReadOnlyList<Statement>> contradictions)
    {
        Dictionary<Statement, string> ids = new(ReferenceEqualityComparer.Instance);
        foreach (DraftRow row in rows)
        {
            ids.TryAdd(row.Source, row.Id);
        }

        Dictionary<Statement, List<string>> groups = new(ReferenceEqualityComparer.Instance);
        foreach (IReadOnlyList<Statement> group in contradictions)
        {
            foreach (Statement statement in group)
            {
                if (!groups.TryGetValue(statement, out List<string>? names))
                {
                    names = groups[statement] = [];
                }

                names.Add(ids[group[0]]);
            }
        }

        return [.. rows.Select(row => groups.TryGetValue(row.Source, out List<string>? names) ? row with { Contradictions = names } : row)];
    }

    private IEnumerable<(DraftRow Row, DraftRow IfRefused)> Rows(Statement statement)
    {
        IReadOnlyList<Subject> subjects = statement.Topic.IsOfSearch
            ? [Subject.None("a search over settings printed it, of a training that the text does not show")]
            : _networks.Of(statement) ?? [_runs.Of(statement) ?? _data.Of(statement) ?? Subject.None("no quantity measures it")];
        foreach (Subject subject in subjects)
        {
            string stem = Stem(statement);
            DraftRow prose = new(_ids.Take(stem), stem, document, statement.Place, Words(statement))
            {
                Source = statement,
                Reason = Reasoned(subject, statement),
            };
            DraftRow row = subject.Address is null ? prose : Measured(prose, statement, subject);
            yield return (
                row,
                prose with
                {
                    Reason = $"the claim reader refuses it: {subject.Address} {Relations.Sign(statement.Relation)} {statement.Value}",
                }
            );
        }
    }

    private static string Reasoned(Subject subject, Statement statement) =>
        subject.Address is not null ? subject.Reason
        : statement.Value is StatedValue.AxesSpan sizes ? $"{subject.Reason}; the text has from {sizes.First} to {sizes.Last}"
        : $"{subject.Reason}; the text has {Relations.Sign(statement.Relation)} {statement.Value}";

    private static DraftRow Measured(DraftRow row, Statement statement, Subject subject)
    {
        bool isRun = subject.Run is not null;
        Relation relation = statement.Relation == Relation.Equal && (isRun || IsRounded(statement)) ? Relation.Near : statement.Relation;
        string expected = subject.Expected ?? statement.Value.ToString()!;
        if (subject.Expected is not null && statement.Relation == Relation.In)
        {
            relation = Relation.Equal;
        }

        if (statement.Value is StatedValue.Several)
        {
            relation = Relation.Contains;
        }

        double? margin =
            relation != Relation.Near ? null
            : isRun ? Margins.OfRun(statement, subject.Run!.TestSamples)
            : Margins.OfRounded(statement.Value);
        string[] needs = [.. subject.Needs.Distinct()];
        string note = isRun && margin is not null ? "default margin" : "";
        return row with
        {
            Tier = needs.Length == 0 ? "fast" : "small",
            Needs = string.Join(' ', needs),
            Address = subject.Address!,
            Relation = relation.Sign(),
            Expected = expected,
            Margin = margin is { } width ? new Value.Number(width).ToString() : "",
            Standing = "open",
            Reason = string.Join("; ", new[] { row.Reason, note }.Where(part => part.Length > 0)),
        };
    }

    // "2 million parameters" are not exactly so many.
    private static bool IsRounded(Statement statement) =>
        statement
            is { Kind: StatementKind.Parameters or StatementKind.LayerParameters, Value: StatedValue.Number { Digits: < 0, Amount: > 0 } };

    // Only rows that the reader of claim files accepts are written. It reads all rows at once; only where it refuses some, halves of them.
    private IEnumerable<DraftRow> Accepted(IReadOnlyList<(DraftRow Row, DraftRow IfRefused)> rows)
    {
        string lines = string.Concat(rows.Select(row => row.Row.Line));
        if (ClaimSet.Of(probes, ($"{document}.csv", $"{DraftRow.Header}\n{lines}")).Broken.Count == 0)
        {
            return rows.Select(row => row.Row);
        }

        int half = rows.Count / 2;
        return half == 0 ? [rows[0].IfRefused] : Accepted([.. rows.Take(half)]).Concat(Accepted([.. rows.Skip(half)]));
    }

    // The same statement keeps its id when lines are inserted in front of it.
    private string Stem(Statement statement) => $"{document}.{StatementIds.Of(statement)}";

    private static string Words(Statement statement)
    {
        string words = string.Concat(statement.Quote.Where(character => !char.IsControl(character)));
        return words.Length > LongestQuote ? words[..LongestQuote] + "..." : words;
    }
}
