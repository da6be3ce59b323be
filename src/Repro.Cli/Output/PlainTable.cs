namespace Repro.Cli.Output;

/// <summary>Rows of cells in aligned columns, two spaces apart; one block of lines per row where the screen is narrower.</summary>
internal static class PlainTable
{
    private const string Gap = "  ";

    /// <param name="rows">The first row has the headings; all have as many cells.</param>
    /// <param name="width">The columns of the screen; null without a screen, where each row is one line, for programs that search in
    /// it.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows, int? width)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length))];
        return width is { } columns && widths.Sum() + Gap.Length * (widths.Length - 1) > columns
            ? rows.Skip(1).SelectMany(row => Block(rows[0], row, columns))
            : rows.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    // The first cell names the row; the others follow with their headings. A cell is never broken, so that it can be copied.
    private static IEnumerable<string> Block(IReadOnlyList<string> headings, IReadOnlyList<string> row, int width)
    {
        yield return row[0];
        string line = "";
        foreach (
            string part in headings
                .Zip(row, (heading, cell) => $"{heading} {cell}")
                .Skip(1)
                .Select((part, place) => place + 2 < row.Count ? part + "," : part)
        )
        {
            if (line.Length > 0 && Gap.Length + line.Length + 1 + part.Length > width)
            {
                yield return Gap + line;
                line = "";
            }

            line += line.Length > 0 ? $" {part}" : part;
        }

        yield return Gap + line;
    }
}
