namespace Repro.Cli.Output;

/// <summary>Rows of cells in aligned columns, two spaces apart.</summary>
internal static class PlainTable
{
    /// <param name="rows">The first row has the headings; all have as many cells.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
