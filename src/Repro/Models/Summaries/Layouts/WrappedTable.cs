using System.Text;
using Repro.Models.Summaries.Rows;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Layouts;

/// <summary>Keras 2.7 to 2.15: cells that are too long continue on the next line, and nested layers are printed between bars.</summary>
/// <param name="aligns">Whether all columns but the last keep one blank more free, so that they never move (from 2.13 on).</param>
internal sealed class WrappedTable(SummaryColumns columns, bool aligns) : SummaryTable(columns)
{
    private const string Gap = "  ";
    private const char Macron = '\u00AF';

    // A cell breaks behind the first of these, where one fits: the ends of a tuple, a dictionary, a list and a text in a list.
    private static readonly string[] Breaks = ["),", "},", "],", "',"];

    public override IEnumerable<string> Lines(IReadOnlyList<SummaryRow> rows) =>
        [Rule('_'), .. Wrap(Columns.Headings, 0), Rule('='), .. rows.SelectMany(row => Lines(row, 0, isLastInside: false)), Rule('=')];

    public override IEnumerable<string> Lines(SummaryRow row) => Wrap(Cells(row), 0);

    // The lines of a nested model's last layer end without a blank line, and so do those of the model.
    private IEnumerable<string> Lines(SummaryRow row, int level, bool isLastInside)
    {
        List<string> lines = [.. Wrap(Cells(row), level)];
        if (row.Inner.Count > 0)
        {
            lines.Add(Bars(level + 1, Macron));
            lines.AddRange(row.Inner.SelectMany((inner, index) => Lines(inner, level + 1, index == row.Inner.Count - 1)));
            lines.Add(Bars(level, Macron));
        }
        else if (!isLastInside)
        {
            lines.Add(Bars(level, ' '));
        }

        return lines;
    }

    private IReadOnlyList<string> Cells(SummaryRow row) =>
        Columns.Cells(row, KerasNotation.List(row.Connections.Select(tensor => $"'{tensor}'")));

    private string Bars(int level, char filling)
    {
        string bars = new('|', level);
        return $"{bars}{new string(filling, Math.Max(0, Columns.Width - (2 * level)))}{bars}";
    }

    private IEnumerable<string> Wrap(IReadOnlyList<string> cells, int level)
    {
        string[] rest = [.. cells];
        while (rest.Any(text => text.Length > 0))
        {
            StringBuilder line = new StringBuilder().Append('|', level).Append(' ');
            for (int column = 0; column < rest.Length; column++)
            {
                bool isLast = column == rest.Length - 1;
                string piece = Piece(rest[column], Room(column, level, isLast));
                rest[column] = rest[column][piece.Length..];
                line.Append(piece).Append(isLast ? "" : Gap);

                // Up to 2.12 the bar moves all columns of a nested row to the left.
                int end = Columns.Ends[column] - (isLast || !aligns ? level : 0);
                line.Append(' ', Math.Max(0, end - line.Length));
            }

            yield return line.Append('|', level).ToString();
        }
    }

    private int Room(int column, int level, bool isLast)
    {
        int room = Columns.Ends[column] - Columns.Start(column);
        if (!isLast)
        {
            room -= Gap.Length + (aligns ? 1 : 0);
        }

        // Deep in nested models no room is left; one character per line still ends.
        return Math.Max(1, column == 0 && aligns ? room - level : room);
    }

    private static string Piece(string text, int room)
    {
        string piece = text.Length > room ? text[..room] : text;
        int end = Breaks
            .Select(sign => (At: piece.IndexOf(sign, StringComparison.Ordinal), sign.Length))
            .Where(found => found.At >= 0)
            .Select(found => found.At + found.Length)
            .DefaultIfEmpty(piece.Length)
            .Min();
        return piece[..end];
    }
}
