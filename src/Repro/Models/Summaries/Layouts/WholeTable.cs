using System.Text;

namespace Repro.Models.Summaries.Layouts;

/// <summary>The book's pages: long cells are printed whole and the next cell begins later.</summary>
internal sealed class WholeTable(SummaryColumns columns) : LineTable(columns)
{
    protected override string Line(IReadOnlyList<string> cells)
    {
        StringBuilder line = new();
        for (int column = 0; column < cells.Count; column++)
        {
            line.Append(cells[column]);
            line.Append(' ', Math.Max(1, Columns.Ends[column] - line.Length));
        }

        return line.ToString().TrimEnd();
    }
}
