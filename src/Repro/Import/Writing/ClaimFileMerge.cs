using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Repro.Import.Drafting;

namespace Repro.Import.Writing;

/// <summary>
/// Joins drafted rows with a claim file that exists. A row keeps every column that it has but its line, which is that of the new text; rows
/// that the text no
/// longer states are marked; new ones are added at the end.
/// </summary>
internal static class ClaimFileMerge
{
    private const string Header = "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason";
    private const string Gone = "not in the text any more";

    /// <summary>The claim file of rows.</summary>
    public static string New(IReadOnlyList<DraftRow> rows) => Header + "\n" + string.Concat(rows.Select(row => row.Line + "\n"));

    /// <param name="existing">The text of the claim file.</param>
    /// <exception cref="InputException">The file has rows that cannot be read.</exception>
    public static MergedClaims Merge(string file, string existing, string document, IReadOnlyList<DraftRow> rows)
    {
        Dictionary<string, DraftRow> drafted = rows.ToDictionary(row => row.Id, StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        StringBuilder text = new();
        (int moved, int gone) = (0, 0);
        try
        {
            using CsvReader csv = new(
                new StringReader(existing),
                new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null }
            );
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header || Header.Split(',').Except(header).Any())
            {
                throw new InputException(
                    $"{file}: the first line must name the columns {Header.Replace(",", ", ", StringComparison.Ordinal)}."
                );
            }

            text.Append(csv.Parser.RawRecord.TrimEnd('\r', '\n')).Append('\n');
            while (csv.Read())
            {
                string id = csv.GetField("id") ?? "";
                string raw = csv.Parser.RawRecord.TrimEnd('\r', '\n') + "\n";
                seen.Add(id);
                if (drafted.TryGetValue(id, out DraftRow? row))
                {
                    string reason = (csv.GetField("reason") ?? "")
                        .Replace(Gone + "; ", "", StringComparison.Ordinal)
                        .Replace(Gone, "", StringComparison.Ordinal);
                    bool changed = csv.GetField("line") != row.Place.ToString() || reason != (csv.GetField("reason") ?? "");
                    moved += changed ? 1 : 0;
                    text.Append(changed ? Changed(csv, header, ("line", row.Place.ToString()), ("reason", reason)) : raw);
                }
                else if (
                    id.StartsWith($"{document}.", StringComparison.OrdinalIgnoreCase)
                    && csv.GetField("reason")?.Contains(Gone, StringComparison.Ordinal) == false
                )
                {
                    gone++;
                    string reason = csv.GetField("reason") is { Length: > 0 } said ? $"{Gone}; {said}" : Gone;
                    text.Append(Changed(csv, header, ("reason", reason)));
                }
                else
                {
                    text.Append(raw);
                }
            }

            DraftRow[] added = [.. rows.Where(row => !seen.Contains(row.Id))];
            foreach (DraftRow row in added)
            {
                text.Append(
                        string.Join(
                            ',',
                            header.Select(column =>
                                ClaimCell.Of(column, row.Columns.FirstOrDefault(cell => cell.Name == column).Value ?? "")
                            )
                        )
                    )
                    .Append('\n');
            }

            return new MergedClaims(text.ToString(), added.Length, moved, gone);
        }
        catch (CsvHelperException exception)
        {
            throw new InputException(
                $"{file}: the file cannot be read as a claim file: {exception.Message.Split('\n')[0].Trim()}",
                exception
            );
        }
    }

    private static string Changed(CsvReader csv, string[] header, params (string Name, string Value)[] changes) =>
        string.Join(
            ',',
            header.Select(column =>
                ClaimCell.Quoted(
                    changes.FirstOrDefault(change => change.Name == column) is { Name: not null } change
                        ? change.Value
                        : csv.GetField(column) ?? ""
                )
            )
        ) + "\n";
}

/// <summary>A claim file after an import.</summary>
/// <param name="Added">New rows.</param>
/// <param name="Moved">Rows whose line changed.</param>
/// <param name="Gone">Rows that are now marked.</param>
internal sealed record MergedClaims(string Text, int Added, int Moved, int Gone);
