using Repro.Models.Summaries.Rows;

namespace Repro.Models.Summaries.Layouts;

/// <summary>Keras 1.0 to 2.6: a cell that is too long loses its end.</summary>
/// <param name="separates">Whether one blank always separates two cells.</param>
internal sealed class CutTable(SummaryColumns columns, bool separates) : LineTable(columns)
{
    public override bool CutsParameters(SummaryRow row)
    {
        const int column = SummaryColumns.Parameters;
        bool isLast = column == Columns.Ends.Count - 1;
        return row.Parameters.Length > Columns.Ends[column] - Columns.Start(column) - (separates && !isLast ? 1 : 0);
    }

    protected override string Line(IReadOnlyList<string> cells)
    {
        string line = "";
        for (int column = 0; column < cells.Count; column++)
        {
            string before = separates && column > 0 ? line[..^1] + " " : line;
            string text = before + cells[column];
            line = text.Length > Columns.Ends[column] ? text[..Columns.Ends[column]] : text.PadRight(Columns.Ends[column]);
        }

        return line;
    }
}
