using System.Text;
using System.Text.RegularExpressions;
using Repro.Import.Texts;

namespace Repro.Import.Prose;

/// <summary>Splits a block of prose into passages.</summary>
internal static partial class Passages
{
    /// <summary>Longer lines are data rather than text.</summary>
    private const int LongestLine = 8000;

    private const int LongestPassage = 6_000;

    public static IEnumerable<Passage> Of(TextBlock block)
    {
        int first = 0;
        int length = 0;
        List<string> lines = [];
        for (int index = 0; index <= block.Lines.Count; index++)
        {
            string? line = index < block.Lines.Count ? block.Lines[index] : null;
            bool readable = line is not null && line.Length <= LongestLine && !Rule().IsMatch(line) && !string.IsNullOrWhiteSpace(line);
            bool begins = line is not null && Begin().IsMatch(line);
            if (lines.Count > 0 && (!readable || begins || length > LongestPassage || Headings.IsMarked(lines[^1])))
            {
                yield return Joined(block, first, lines);
                lines = [];
                length = 0;
            }

            if (readable)
            {
                first = lines.Count == 0 ? index : first;
                lines.Add(line!);
                length += line!.Length;
            }
        }
    }

    /// <summary>Every line for itself: what a program printed has no paragraphs.</summary>
    public static IEnumerable<Passage> LinesOf(TextBlock block) =>
        block
            .Lines.Index()
            .Where(line => line.Item.Length <= LongestLine && !string.IsNullOrWhiteSpace(line.Item))
            .Select(line => Joined(block, line.Index, [line.Item]));

    private static Passage Joined(TextBlock block, int first, List<string> lines)
    {
        StringBuilder text = new();
        List<int> starts = [];
        foreach (string line in lines)
        {
            starts.Add(text.Length);
            text.Append(Spaces().Replace(Markup().Replace(line, ""), " ").Trim()).Append(' ');
        }

        return new Passage(block, first, text.ToString(), starts);
    }

    // Headings, list items, rows of tables, quotations.
    [GeneratedRegex(@"^\s*(?:#{1,6}\s|[-*+•]\s|\d{1,3}[.)]\s|\||>)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Begin();

    // Underlines and rules of tables.
    [GeneratedRegex(@"^[\s|:=_*+-]*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Spaces();

    // Emphasis, code marks, and the number of a list item, which counts nothing.
    [GeneratedRegex(
        @"`+|(?<!\w)\*+(?=\S)|(?<=\S)\*+(?!\w)|(?<![\w`])_(?=[^\W_][^_`]*_(?!\w))|(?<=[^\W_])_(?![\w`])|^\s*\d{1,3}[.)]\s|^\s*#{1,6}\s|^\s*[-*+•]\s|\\(?=[\[\](){}_*%])|&nbsp;|\[ (?=\S)|(?<=\]) ?\(\s*\)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Markup();
}
