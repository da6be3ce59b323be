using System.Text.RegularExpressions;
using Repro.Import.Drafting;

namespace Repro.Import.Writing;

/// <summary>Finds the rows of a claim file that are those of drafted rows, although ids may count on and rows may be edited.</summary>
internal sealed partial class RowMatch
{
    private readonly string _document;
    private readonly IReadOnlyList<WrittenRow> _written;
    private readonly DraftRow?[] _found;
    private readonly List<DraftRow> _left;

    private RowMatch(string document, IReadOnlyList<WrittenRow> written, IReadOnlyList<DraftRow> drafted)
    {
        _document = document;
        _written = written;
        _found = new DraftRow?[written.Count];
        _left = [.. drafted];
    }

    /// <returns>For each row of the file the drafted row that it is; null for none. A drafted row is there at most once.</returns>
    public static IReadOnlyList<DraftRow?> Of(string document, IReadOnlyList<WrittenRow> written, IReadOnlyList<DraftRow> drafted)
    {
        RowMatch match = new(document, written, drafted);

        // The same sentence, although another one with the same number was inserted in front of it.
        match.Pair(row => Key(row.Id, row.Cells["statement"]), row => Key(row.Id, row.Statement));
        match.Pair(row => Key(row.Id, row.Cells["statement"]), row => Key(row.Stem, row.Statement));
        match.Pair(row => Key(Counter().Replace(row.Id, ""), row.Cells["statement"]), row => Key(row.Stem, row.Statement));

        // A sentence in other words.
        match.Pair(row => row.Id, row => row.Id);

        // A row with an id of its own.
        match.Pair(
            row => Key(row.Cells["statement"], row.Cells["address"], row.Cells["relation"], row.Cells["expected"]),
            row => Key(row.Statement, row.Address, row.Relation, row.Expected)
        );
        match.PairSingle(row => Key(row.Cells["statement"]), row => Key(row.Statement));
        return match._found;
    }

    private void Pair(Func<WrittenRow, string> keyOfRow, Func<DraftRow, string> keyOfDraft)
    {
        Dictionary<string, Queue<DraftRow>> drafts = _left
            .GroupBy(keyOfDraft, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => new Queue<DraftRow>(group), StringComparer.OrdinalIgnoreCase);
        foreach (int at in Open())
        {
            if (drafts.TryGetValue(keyOfRow(_written[at]), out Queue<DraftRow>? queue) && queue.TryDequeue(out DraftRow? draft))
            {
                _found[at] = draft;
            }
        }

        Close();
    }

    // Only where nothing else comes into question.
    private void PairSingle(Func<WrittenRow, string> keyOfRow, Func<DraftRow, string> keyOfDraft)
    {
        ILookup<string, DraftRow> drafts = _left.ToLookup(keyOfDraft, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, int> rows in Open().GroupBy(at => keyOfRow(_written[at]), StringComparer.OrdinalIgnoreCase).ToArray())
        {
            if (rows.Count() == 1 && drafts[rows.Key].ToArray() is [var only])
            {
                _found[rows.First()] = only;
            }
        }

        Close();
    }

    private IEnumerable<int> Open() =>
        Enumerable
            .Range(0, _written.Count)
            .Where(at => _found[at] is null && _written[at].Cells["document"].Equals(_document, StringComparison.OrdinalIgnoreCase));

    private void Close()
    {
        HashSet<DraftRow> taken = new(_found.OfType<DraftRow>(), ReferenceEqualityComparer.Instance);
        _left.RemoveAll(taken.Contains);
    }

    // An apostrophe keeps spreadsheets from computing a cell.
    private static string Key(params string[] parts) => string.Join('\n', parts.Select(part => part.Trim().TrimStart('\'')));

    // The number of an id that occurs several times.
    [GeneratedRegex("-[0-9]+$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Counter();
}
