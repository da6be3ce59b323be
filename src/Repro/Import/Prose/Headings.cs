using System.Text.RegularExpressions;
using Repro.Import.Texts;

namespace Repro.Import.Prose;

/// <summary>Which lines of a text are headings: of Markdown with <c>#</c> or an underline, or a line that is bold as a whole.</summary>
internal static partial class Headings
{
    private const int DeepestMarked = 6;

    /// <summary>Whether a line of a block is a heading.</summary>
    public static bool Has(TextBlock block, int line) =>
        IsMarked(block.Lines[line])
        || (
            line + 1 < block.Lines.Count
            && !string.IsNullOrWhiteSpace(block.Lines[line])
            && (line == 0 || string.IsNullOrWhiteSpace(block.Lines[line - 1]))
            && Underline().IsMatch(block.Lines[line + 1])
        );

    /// <summary>How deep a heading is: 1 for a title, 7 for a line that is bold as a whole.</summary>
    public static int LevelOf(TextBlock block, int line)
    {
        string text = block.Lines[line].TrimStart();
        int marks = text.TakeWhile(letter => letter == '#').Count();
        return marks > 0 ? Math.Min(marks, DeepestMarked)
            : IsMarked(text) ? DeepestMarked + 1
            : block.Lines[line + 1].TrimStart().StartsWith('=') ? 1
            : 2;
    }

    /// <summary>Whether the line alone shows that it is a heading.</summary>
    public static bool IsMarked(string line) => line.TrimStart().StartsWith('#') || Bold().IsMatch(line);

    [GeneratedRegex(@"^\s*(?:={3,}|-{3,})\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Underline();

    // A title, not a sentence: it does not end with a full stop.
    [GeneratedRegex(
        @"^\s*(?<mark>\*\*|__)(?!\s)(?:(?!\k<mark>).){1,200}(?<![\s.!?:])\k<mark>\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Bold();
}
