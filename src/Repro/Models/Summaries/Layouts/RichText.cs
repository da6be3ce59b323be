using System.Text.RegularExpressions;

namespace Repro.Models.Summaries.Layouts;

/// <summary>How the Python package rich fits text into a cell.</summary>
internal static partial class RichText
{
    private const string Ellipsis = "\u2026";

    /// <summary>Breaks a text before words that do not fit. A word wider than the cell begins a line and is cut with an ellipsis.</summary>
    public static IReadOnlyList<string> WrapCell(string text, int width) =>
        [.. Wrap(text, width, folds: false).Select(line => Cut(line, width))];

    /// <summary>Breaks a text before words that do not fit; a word wider than the line is continued on the next ones.</summary>
    public static IReadOnlyList<string> WrapLine(string text, int width) => Wrap(text, width, folds: true);

    private static List<string> Wrap(string text, int width, bool folds)
    {
        List<int> starts = [0];
        int used = 0;
        foreach (Match match in Words().Matches(text))
        {
            int start = match.Index;
            int length = match.Value.TrimEnd().Length;
            if (length <= width - used)
            {
                used += match.Length;
            }
            else if (length > width && folds)
            {
                for (int from = 0; from < match.Length; from += width)
                {
                    Break(start + from);
                    used = Math.Min(width, match.Length - from);
                }
            }
            else if (length > width || used > 0)
            {
                Break(start);
                used = match.Length;
            }
        }

        return [.. starts.Select((start, index) => Trim(text[start..(index < starts.Count - 1 ? starts[index + 1] : text.Length)], width))];

        void Break(int at)
        {
            if (at > 0)
            {
                starts.Add(at);
            }
        }
    }

    // Blanks at a line's end go as far as they exceed the width.
    private static string Trim(string line, int width) => line.Length > width ? line[..Math.Max(width, line.TrimEnd().Length)] : line;

    private static string Cut(string line, int width) => line.Length > width ? line[..(width - 1)] + Ellipsis : line;

    [GeneratedRegex(@"\s*\S+\s*")]
    private static partial Regex Words();
}
