using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>
/// The names that a line seems to set, where it cannot be read: those before <c>=</c> outside of brackets, of a loop, a function or a
/// class.
/// </summary>
internal static class AssignedNames
{
    private static readonly string[] Definitions = ["def", "class", "as", "import"];

    public static IEnumerable<string> In(IReadOnlyList<Token<TokenKind>> tokens)
    {
        bool[] outside = Outside(tokens);
        int sign = Enumerable
            .Range(0, tokens.Count)
            .LastOrDefault(at => outside[at] && tokens[at].Kind == TokenKind.Symbol && IsAssignment(tokens[at].ToStringValue()), -1);
        int loop =
            tokens.Count > 0 && tokens[0].ToStringValue() == "for"
                ? Enumerable.Range(0, tokens.Count).FirstOrDefault(at => outside[at] && tokens[at].ToStringValue() == "in", -1)
                : -1;
        for (int at = 0; at < tokens.Count; at++)
        {
            if (
                tokens[at].Kind == TokenKind.Name
                && outside[at]
                && (at < sign || at < loop || IsDefined(tokens, at))
                && !IsMember(tokens, at)
            )
            {
                yield return tokens[at].ToStringValue();
            }
        }
    }

    private static bool IsAssignment(string sign) => sign is "=" or "+=" or "-=" or "*=" or "/=";

    private static bool[] Outside(IReadOnlyList<Token<TokenKind>> tokens)
    {
        bool[] outside = new bool[tokens.Count];
        int open = 0;
        for (int at = 0; at < tokens.Count; at++)
        {
            string text = tokens[at].Kind == TokenKind.Symbol ? tokens[at].ToStringValue() : "";
            if (text is ")" or "]" or "}")
            {
                open--;
            }

            outside[at] = open == 0;
            if (text is "(" or "[" or "{")
            {
                open++;
            }
        }

        return outside;
    }

    private static bool IsMember(IReadOnlyList<Token<TokenKind>> tokens, int at) =>
        at > 0 && tokens[at - 1].Kind == TokenKind.Symbol && tokens[at - 1].ToStringValue() == ".";

    private static bool IsDefined(IReadOnlyList<Token<TokenKind>> tokens, int at) =>
        at > 0 && tokens[at - 1].Kind == TokenKind.Keyword && Definitions.Contains(tokens[at - 1].ToStringValue());
}
