using System.Text.RegularExpressions;
using Repro.Import.Texts;

namespace Repro.Import.Reading;

/// <summary>
/// Finds snippets that add layers and that a text without cells gives as alternatives: nothing but "or", or a sentence that calls them
/// equivalent, is between them.
/// </summary>
internal sealed partial class AlternativeCode
{
    private readonly HashSet<TextBlock> _alternatives = new(ReferenceEqualityComparer.Instance);

    public AlternativeCode(SourceText text)
    {
        TextBlock? before = null;
        List<string> prose = [];
        foreach (TextBlock block in text.Blocks)
        {
            if (block.Kind == BlockKind.Prose)
            {
                prose.Add(block.Text.Trim());
            }
            else if (block.Kind == BlockKind.Code)
            {
                if (
                    before is not null
                    && block.Cell is null
                    && OnlyAdds(before)
                    && OnlyAdds(block)
                    && Alternative().IsMatch(string.Join('\n', prose))
                )
                {
                    _alternatives.Add(before);
                    _alternatives.Add(block);
                }

                before = block;
                prose.Clear();
            }
        }
    }

    public bool Has(TextBlock block) => _alternatives.Contains(block);

    // Layers, and the imports that they need.
    private static bool OnlyAdds(TextBlock block) => Add().IsMatch(block.Text) && !Other().IsMatch(block.Text);

    [GeneratedRegex(@"^\w+\.add\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Add();

    [GeneratedRegex(
        @"^(?:\w+(?:, ?\w+)* *=|(?:def|class|for|if|while|with|try|print)\b|\w+\.(?:compile|fit|fit_generator|evaluate|summary)\()",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Other();

    [GeneratedRegex(
        @"^(?:or|oder|ou|o|或|または|또는)\b[\s:,.]*$|^or\b[^.]{0,60}:?$|^[^.!?]{0,80}\b(?:(?:is|are) (?:\w+ )?equivalent to\b|equivalently\b|(?:is|does) (?:exactly )?the same as\b|alternatively\b)[^.!?]{0,80}[.!:]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Alternative();
}
