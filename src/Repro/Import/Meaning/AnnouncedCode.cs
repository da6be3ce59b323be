using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Reading;
using Repro.Import.Statements;

namespace Repro.Import.Meaning;

/// <summary>The code that prose or a comment announces.</summary>
internal sealed partial class AnnouncedCode(TextOrder order)
{
    // Between a comment and the layer that it explains.
    private const int MostCommentLines = 3;

    /// <summary>Whether a place is in the code that prose announces, or on the line of a comment or closely below it.</summary>
    public bool Has(Statement statement, Place code) =>
        statement.Origin switch
        {
            Origin.Prose => code > statement.Place
                && order.CodeBetween(statement.Place, code) == 1
                && !order.HasHeadingBetween(statement.Place, code)
                && !LooksBack(statement),
            Origin.Comment => code.Cell == statement.Place.Cell
                && code.Line >= statement.Place.Line
                && code.Line <= statement.Place.LastLine + MostCommentLines,
            _ => false,
        };

    /// <summary>Whether the words of a statement speak of what the text has already done.</summary>
    public static bool LooksBack(Statement statement) => Back().IsMatch(statement.Quote);

    [GeneratedRegex(
        @"\b(?:was|were|had|have been|has been|above|previous(?:ly)?|earlier|so far|before)\b|\bwe (?:trained|used|chose|set)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Back();
}
