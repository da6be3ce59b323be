using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Repro.Import.Drafting;
using Repro.Import.Naming;
using Repro.Inputs;

namespace Repro.Import.Writing;

/// <summary>
/// Joins drafted rows with a claim file that exists. A row keeps every column that it has but its line, which is that of the new text; rows
/// that the text no longer states are marked; new ones are added at the end.
/// </summary>
internal static class ClaimFileMerge
{
    private const string Gone = "not in the text any more";

    /// <summary>The claim file of rows.</summary>
    public static string New(IReadOnlyList<DraftRow> rows) => DraftRow.Header + "\n" + string.Concat(rows.Select(row => row.Line));

    /// <param name="existing">The text of the claim file.</param>
    /// <exception cref="InputException">The file has rows that cannot be read.</exception>
    public static MergedClaims Merge(string file, string existing, string document, IReadOnlyList<DraftRow> rows)
    {
        (string first, string[] header, List<WrittenRow> written) = Read(file, existing);
        IReadOnlyList<DraftRow?> found = RowMatch.Of(document, written, rows);
        StringBuilder text = new();
        text.Append(first).Append('\n');
        (int moved, int gone) = (0, 0);
        foreach ((WrittenRow row, DraftRow? draft) in written.Zip(found))
        {
            string line = draft?.Place.ToString() ?? row.Line;
            string reason = draft is null ? row.Reason : Found(row.Reason);
            if (draft is not null && (line != row.Line || reason != row.Reason))
            {
                moved++;
            }
            else if (draft is null && IsOf(document, row) && !row.Reason.Contains(Gone, StringComparison.Ordinal))
            {
                gone++;
                reason = row.Reason.Length > 0 ? $"{Gone}; {row.Reason}" : Gone;
            }

            text.Append(line == row.Line && reason == row.Reason ? row.Raw + "\n" : Changed(row, header, line, reason));
        }

        IReadOnlyList<DraftRow> added = Added(written, found, rows);
        foreach (DraftRow row in added)
        {
            text.Append(
                CsvLine.Of(
                    header.Select(column => ClaimCell.Of(column, row.Columns.FirstOrDefault(cell => cell.Name == column).Value ?? ""))
                )
            );
        }

        return new MergedClaims(text.ToString(), added.Count, moved, gone);
    }

    private static (string First, string[] Header, List<WrittenRow> Rows) Read(string file, string existing)
    {
        try
        {
            using CsvReader csv = new(
                new StringReader(existing),
                new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null }
            );
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header || DraftRow.Header.Split(',').Except(header).Any())
            {
                throw new InputException(
                    $"{file}: the first line must name the columns {DraftRow.Header.Replace(",", ", ", StringComparison.Ordinal)}."
                );
            }

            string first = csv.Parser.RawRecord.TrimEnd('\r', '\n');
            List<WrittenRow> rows = [];
            while (csv.Read())
            {
                rows.Add(WrittenRow.Of(csv, header));
            }

            return (first, header, rows);
        }
        catch (CsvHelperException exception)
        {
            throw new InputException(
                $"{file}: the file cannot be read as a claim file: {exception.Message.Split('\n')[0].Trim()}",
                exception
            );
        }
    }

    // Ids that the file has already count on.
    private static IReadOnlyList<DraftRow> Added(
        IReadOnlyList<WrittenRow> written,
        IReadOnlyList<DraftRow?> found,
        IReadOnlyList<DraftRow> rows
    )
    {
        FreeIds free = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
        foreach ((WrittenRow row, DraftRow? draft) in written.Zip(found))
        {
            free.Take(row.Id);
            if (draft is not null)
            {
                ids[draft.Id] = row.Id;
            }
        }

        DraftRow[] added = [.. rows.Where(row => !ids.ContainsKey(row.Id))];
        foreach (DraftRow row in added)
        {
            ids[row.Id] = free.Take(row.Stem);
        }

        return [.. added.Select(row => row with { Id = ids[row.Id], Contradictions = [.. row.Contradictions.Select(id => ids[id])] })];
    }

    private static bool IsOf(string document, WrittenRow row) => row.Id.StartsWith($"{document}.", StringComparison.OrdinalIgnoreCase);

    private static string Found(string reason) =>
        reason.Replace(Gone + "; ", "", StringComparison.Ordinal).Replace(Gone, "", StringComparison.Ordinal);

    private static string Changed(WrittenRow row, string[] header, string line, string reason) =>
        CsvLine.Of(
            header.Select(column =>
                column switch
                {
                    "line" => line,
                    "reason" => reason,
                    _ => row.Cells[column],
                }
            )
        );
}

/// <summary>A claim file after an import.</summary>
/// <param name="Added">New rows.</param>
/// <param name="Moved">Rows whose line changed.</param>
/// <param name="Gone">Rows that are now marked.</param>
internal sealed record MergedClaims(string Text, int Added, int Moved, int Gone);
