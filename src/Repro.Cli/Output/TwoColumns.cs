namespace Repro.Cli.Output;

/// <summary>Names with their explanations in two columns, for lines of 80 characters.</summary>
internal static class TwoColumns
{
    private const int Width = 80;
    private const int WidestName = 34;
    private const int Indent = 2;
    private const int IndentBelow = 6;

    /// <summary>The lines. A name that does not fit into its column has a line of its own, with its explanation below.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<(string Name, string Text)> rows)
    {
        int fitting = rows.Where(row => row.Name.Length <= WidestName).Select(row => row.Name.Length).DefaultIfEmpty(WidestName).Max();
        int left = Indent + fitting + 2;
        foreach ((string name, string text) in rows)
        {
            string start = new string(' ', Indent) + name;
            bool fits = name.Length <= fitting;
            if (!fits)
            {
                yield return start;
            }

            int column = fits ? left : IndentBelow;
            foreach ((int number, string line) in Wrap(text, Width - column).Index())
            {
                yield return (fits && number == 0 ? start : "").PadRight(column) + line;
            }
        }
    }

    /// <summary>The words in lines of at most <paramref name="width"/> characters, except where a single word is longer.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? $" {word}" : word;
        }

        yield return line;
    }
}
