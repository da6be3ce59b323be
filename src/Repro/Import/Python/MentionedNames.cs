using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>
/// The names whose values lines that cannot be read may change: those that they use, without names of members and without names of which
/// only a member is used that changes nothing, e.g. <c>model.summary()</c>.
/// </summary>
internal static class MentionedNames
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "summary",
        "predict",
        "predict_on_batch",
        "evaluate",
        "save",
        "save_weights",
        "to_json",
        "get_config",
        "get_weights",
        "count_params",
        "input_shape",
        "output_shape",
        "history",
        "name",
    };

    public static IEnumerable<string> In(IReadOnlyList<Token<TokenKind>> tokens)
    {
        for (int at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == TokenKind.Name && !IsSymbol(tokens, at - 1, ".") && !IsHarmless(tokens, at))
            {
                yield return tokens[at].ToStringValue();
            }
        }
    }

    private static bool IsHarmless(IReadOnlyList<Token<TokenKind>> tokens, int at) =>
        IsSymbol(tokens, at + 1, ".") && at + 2 < tokens.Count && Harmless.Contains(tokens[at + 2].ToStringValue());

    private static bool IsSymbol(IReadOnlyList<Token<TokenKind>> tokens, int at, string symbol) =>
        at >= 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Symbol && tokens[at].ToStringValue() == symbol;
}
