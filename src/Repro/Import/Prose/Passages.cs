using System.Globalization;
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
    private const int FewestItems = 3;

    public static IEnumerable<Passage> Of(TextBlock block)
    {
        int first = 0;
        int length = 0;
        bool[] numbered = Numbered(block.Lines);
        List<string> lines = [];
        for (int index = 0; index <= block.Lines.Count; index++)
        {
            string? line = index < block.Lines.Count ? block.Lines[index] : null;
            bool readable = line is not null && line.Length <= LongestLine && !Rule().IsMatch(line) && !string.IsNullOrWhiteSpace(line);
            bool begins = line is not null && (numbered[index] || Begin().IsMatch(line));
            if (lines.Count > 0 && (!readable || begins || length > LongestPassage || Headings.IsMarked(lines[^1])))
            {
                yield return Joined(block, first, lines, numbered[first]);
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
            .Select(line => Joined(block, line.Index, [line.Item], isNumbered: false));

    // "1 Convolution", "2 Pooling", "3 Dropout" in lines below each other: the numbers count nothing.
    private static bool[] Numbered(IReadOnlyList<string> lines)
    {
        int?[] numbers =
        [
            .. lines.Select(line =>
                ItemNumber().Match(line) is { Success: true } item
                    ? int.Parse(item.Groups["number"].Value, CultureInfo.InvariantCulture)
                    : (int?)null
            ),
        ];
        bool[] numbered = new bool[lines.Count];
        for (int index = 0; index < lines.Count; )
        {
            int end = index + 1;
            while (end < lines.Count && numbers[index] is 0 or 1 && numbers[end] == numbers[end - 1] + 1)
            {
                end++;
            }

            if (end - index >= FewestItems)
            {
                Array.Fill(numbered, true, index, end - index);
            }

            index = end;
        }

        return numbered;
    }

    private static Passage Joined(TextBlock block, int first, List<string> lines, bool isNumbered)
    {
        StringBuilder text = new();
        List<int> starts = [];
        foreach ((int index, string line) in lines.Index())
        {
            starts.Add(text.Length);
            string words = Spaces().Replace(Markup().Replace(line, ""), " ").Trim();
            words =
                index > 0 ? words
                : isNumbered ? ItemNumber().Replace(words, "")
                : Headings.Has(block, first) ? SectionNumber().Replace(words, "")
                : words;
            text.Append(words).Append(' ');
        }

        return new Passage(block, first, text.ToString(), starts) { IsItem = isNumbered || Begin().IsMatch(lines[0]) };
    }

    [GeneratedRegex(@"^\s*(?<number>[0-9]{1,2}) (?=\p{L})", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ItemNumber();

    // "5.4 Comparison of parameters", "7/ Results"; not "98.2 % test accuracy".
    [GeneratedRegex(
        @"^\s*(?:\d{1,2}(?:\.\d{1,3})+[.):]?|\d{1,2} ?[/):-])\s+(?=[^\s%％])(?!percent|per cent|million|thousand)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SectionNumber();

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
        @"`+|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|(?<!\w)\*+(?=\S)|(?<=\S)\*+(?!\w)|(?<![\w`])_(?=[^\W_][^_`]*_(?!\w))|(?<=[^\W_])_(?![\w`])|^\s*\d{1,3}[.)]\s|^\s*#{1,6}\s|^\s*[-*+•]\s|\\(?=[\[\](){}_*%])|&nbsp;|\[ (?=\S)|(?<=\]) ?\(\s*\)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Markup();
}
