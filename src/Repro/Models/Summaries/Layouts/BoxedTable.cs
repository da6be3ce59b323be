using Repro.Models.Summaries.Rows;

namespace Repro.Models.Summaries.Layouts;

/// <summary>Keras 3: boxes around all cells. Each cell has a blank on both sides.</summary>
/// <param name="terminal">The terminal's width, at which a long model name is wrapped.</param>
internal sealed class BoxedTable(SummaryColumns columns, int terminal) : SummaryTable(columns)
{
    private const int Padding = 2;

    private readonly int[] _widths = Widths(columns);

    public override IEnumerable<string> Title(string name) => RichText.WrapLine($"Model: \"{name}\"", terminal);

    public override IEnumerable<string> Lines(IReadOnlyList<SummaryRow> rows)
    {
        List<string> lines =
        [
            Border("\u250F\u2501\u2533\u2513"),
            .. Row(Columns.Headings, '\u2503', fromBottom: true),
            Border("\u2521\u2501\u2547\u2529"),
        ];
        foreach (SummaryRow row in rows.SelectMany(row => Unfold(row, 0)))
        {
            if (lines[^1][0] == '\u2502')
            {
                lines.Add(Border("\u251C\u2500\u253C\u2524"));
            }

            lines.AddRange(Lines(row));
        }

        lines.Add(Border("\u2514\u2500\u2534\u2518"));
        return lines;
    }

    public override IEnumerable<string> Lines(SummaryRow row) =>
        Row(Columns.Cells(row, row.Connections.Count == 0 ? "-" : string.Join(", ", row.Connections)), '\u2502', fromBottom: false);

    private static IEnumerable<SummaryRow> Unfold(SummaryRow row, int level)
    {
        string prefix = level == 0 ? "" : new string(' ', 3 * level) + "\u2514 ";
        return [row with { Name = prefix + row.Name }, .. row.Inner.SelectMany(inner => Unfold(inner, level + 1))];
    }

    // Keras asks for columns that leave no room for padding and borders; rich takes the excess from all columns evenly,
    // rounding halves to even.
    private static int[] Widths(SummaryColumns columns)
    {
        int count = columns.Ends.Count;
        int[] asked = [.. Enumerable.Range(0, count).Select(column => columns.Ends[column] - columns.Start(column) + Padding)];
        int excess = asked.Sum() - (columns.Width - (count + 1));
        for (int column = 0; column < count; column++)
        {
            int share = Math.Min(asked[column], (int)Math.Round((double)excess / (count - column), MidpointRounding.ToEven));
            asked[column] -= share + Padding;
            excess -= share;
        }

        return asked;
    }

    // The characters of a border: left end, line, crossing, right end.
    private string Border(string characters) =>
        characters[0] + string.Join(characters[2], _widths.Select(width => new string(characters[1], width + Padding))) + characters[3];

    private IEnumerable<string> Row(IReadOnlyList<string> cells, char bar, bool fromBottom)
    {
        string[][] texts =
        [
            .. cells.Select((cell, column) => RichText.WrapCell(cell, _widths[column]).Select(line => Aligned(line, column)).ToArray()),
        ];
        int height = texts.Max(lines => lines.Length);
        for (int index = 0; index < height; index++)
        {
            IEnumerable<string> line = texts.Select(
                (lines, column) =>
                    lines.ElementAtOrDefault(fromBottom ? index - (height - lines.Length) : index) ?? new string(' ', _widths[column])
            );
            yield return $"{bar} {string.Join($" {bar} ", line)} {bar}";
        }
    }

    // Numbers are right-aligned, and the flag in the column "Trainable" is centered.
    private string Aligned(string text, int column)
    {
        int width = _widths[column];
        if (column == SummaryColumns.Parameters)
        {
            return text.TrimEnd().PadLeft(width);
        }

        if (Columns.ListsTrainable && column == _widths.Length - 1)
        {
            string word = text.TrimEnd();
            return word.PadLeft(word.Length + ((width - word.Length) / 2)).PadRight(width);
        }

        return text.PadRight(width);
    }
}
