using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>The names that a line seems to set, where it cannot be read: those before <c>=</c> outside of brackets, of a loop, a function or a class.</summary>
internal static class AssignedNames
{
    private static readonly string[] Definitions = ["def", "class", "for", "as", "import"];

    public static IEnumerable<string> In(IReadOnlyList<Token<TokenKind>> tokens)
    {
        int open = 0;
        for (int at = 0; at < tokens.Count; at++)
        {
            string text = tokens[at].ToStringValue();
            if (tokens[at].Kind == TokenKind.Symbol && text is "(" or "[" or "{") open++;
            else if (tokens[at].Kind == TokenKind.Symbol && text is ")" or "]" or "}") open--;
            else if (tokens[at].Kind == TokenKind.Name && open == 0 && (IsBeforeSign(tokens, at) || IsDefined(tokens, at))) yield return text;
        }
    }

    private static bool IsBeforeSign(IReadOnlyList<Token<TokenKind>> tokens, int at) =>
        at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Symbol && tokens[at + 1].ToStringValue() is "=" or "+=" or "-=" or "*=" or "/=" or ":" or ","
        && !(at > 0 && tokens[at - 1].Kind == TokenKind.Symbol && tokens[at - 1].ToStringValue() == ".");

    private static bool IsDefined(IReadOnlyList<Token<TokenKind>> tokens, int at) =>
        at > 0 && tokens[at - 1].Kind == TokenKind.Keyword && Definitions.Contains(tokens[at - 1].ToStringValue());
}
