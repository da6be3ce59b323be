using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>
/// A statement's line, or the head of a compound statement: brackets, triple quotes and backslashes may continue it over several lines of
/// the text.
/// </summary>
/// <param name="Indent">The width of its indentation; a tab goes on to the next multiple of 8.</param>
/// <param name="First">Its first line in the text, counted from the text's own first line.</param>
/// <param name="Last">Its last line.</param>
/// <param name="Problem">Why its tokens cannot be used; null where they can.</param>
internal sealed record LogicalLine(int Indent, int First, int Last, Token<TokenKind>[] Tokens, string? Problem)
{
    /// <summary>A command of a notebook, <c>!pip install ...</c> or <c>%matplotlib inline</c>; null for Python.</summary>
    public string? Magic { get; init; }
}
