using System.Text.RegularExpressions;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Contradictions;

/// <summary>Finds comments that name another part of the data than the assignment below them.</summary>
internal static partial class CommentCheck
{
    public static IEnumerable<Contradiction> All(SourceText text)
    {
        foreach (TextBlock code in text.Blocks.Where(block => block.Kind == BlockKind.Code))
        {
            for (int line = 0; line + 1 < code.Lines.Count; line++)
            {
                if (
                    !code.Lines[line].TrimStart().StartsWith('#')
                    || Named(code.Lines[line]) is not { } said
                    || Assignment().Match(code.Lines[line + 1]) is not { Success: true } assignment
                )
                {
                    continue;
                }

                // The name and what it is made of must agree with each other.
                if (Only(assignment.Groups["name"].Value) is { } named && Only(assignment.Groups["value"].Value) == named && named != said)
                {
                    yield return new Contradiction(
                        $"The comment at {code.At(line).InWords} names the {Word(said)} data, but the line below it sets '{assignment.Groups["name"].Value}', which names the {Word(named)} data.",
                        [code.At(line), code.At(line + 1)],
                        []
                    );
                }
            }
        }
    }

    // "our validation images", "for testing"; "Test with a small number" names no data.
    private static DataPart? Named(string comment) => DataNouns().IsMatch(comment) ? Only(comment) : null;

    private static DataPart? Only(string words) => DataParts.In(words) is [var only] ? only : null;

    private static string Word(DataPart part) =>
        part switch
        {
            DataPart.Train => "training",
            DataPart.Validation => "validation",
            _ => "test",
        };

    [GeneratedRegex(
        @"(?<![A-Za-z])(?:train(?:ing)?|valid(?:ation)?|val|test(?:ing)?)[ _-](?:(?!(?:the|a|an|with|on|our|all|this|that|for|and|or|of|in)\b)\w+ ){0,2}?(?:sets?|data|datasets?|images?|pictures?|samples?|examples?|folders?|director(?:y|ies)|dir|files?|generators?|labels?|splits?|batch(?:es)?|reviews|sequences)\b|\bfor (?:the )?(?:training|validation|testing)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DataNouns();

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z_]\w*)\s*=\s*(?<value>[^=].*)$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Assignment();
}
