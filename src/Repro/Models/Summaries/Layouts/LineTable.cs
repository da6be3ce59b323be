using Repro.Models.Summaries.Rows;

namespace Repro.Models.Summaries.Layouts;

/// <summary>A table with a rule between two rows, and one line for each layer that a layer reads.</summary>
internal abstract class LineTable(SummaryColumns columns) : SummaryTable(columns)
{
    public override IEnumerable<string> Lines(IReadOnlyList<SummaryRow> rows)
    {
        yield return Rule('_');
        yield return Line(Columns.Headings);
        yield return Rule('=');
        for (int index = 0; index < rows.Count; index++)
        {
            foreach (string line in Lines(rows[index]))
            {
                yield return line;
            }

            yield return Rule(index < rows.Count - 1 ? '_' : '=');
        }
    }

    public override IEnumerable<string> Lines(SummaryRow row)
    {
        yield return Line(Columns.Cells(row, row.Connections.Count == 0 ? "" : row.Connections[0]));
        foreach (string connection in Columns.ListsConnections ? row.Connections.Skip(1) : [])
        {
            yield return Line(["", "", "", connection]);
        }
    }

    protected abstract string Line(IReadOnlyList<string> cells);
}
