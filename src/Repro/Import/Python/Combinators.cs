using System.Runtime.CompilerServices;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Repro.Import.Python;

/// <summary>Parsers for the shapes that Python's lists have, beside those of Superpower.</summary>
internal static class Combinators
{
    public static TokenListParser<TokenKind, Token<TokenKind>> Name { get; } = Token.EqualTo(TokenKind.Name);

    public static TokenListParser<TokenKind, Token<TokenKind>> Symbol(string text) => Token.EqualToValue(TokenKind.Symbol, text);

    public static TokenListParser<TokenKind, Token<TokenKind>> Word(string text) => Token.EqualToValue(TokenKind.Keyword, text);

    public static int Line(this Token<TokenKind> token) => token.Span.Position.Line;

    public static bool Is(this TokenList<TokenKind> tokens, TokenKind kind, string text) =>
        !tokens.IsAtEnd && tokens.ConsumeToken() is { HasValue: true } next && next.Value.Kind == kind && next.Value.Span.EqualsValue(text);

    /// <summary>Items with commas between them up to a closing bracket, which is read too; a comma may be behind the last.</summary>
    public static TokenListParser<TokenKind, Listed<T>> Listed<T>(TokenListParser<TokenKind, T> item, string close) =>
        input =>
        {
            List<T> items = [];
            bool comma = false;
            TokenList<TokenKind> rest = input;
            while (true)
            {
                if (rest.Is(TokenKind.Symbol, close))
                {
                    return TokenListParserResult.Value(
                        new Listed<T>(items, comma || items.Count > 1),
                        input,
                        rest.ConsumeToken().Remainder
                    );
                }

                if (items.Count > 0 && !comma)
                {
                    return TokenListParserResult.Empty<TokenKind, Listed<T>>(rest, [$"'{close}'"]);
                }

                TokenListParserResult<TokenKind, T> next = item(rest);
                if (!next.HasValue)
                {
                    return TokenListParserResult.CastEmpty<TokenKind, T, Listed<T>>(next);
                }

                items.Add(next.Value);
                rest = next.Remainder;
                comma = rest.Is(TokenKind.Symbol, ",");
                if (comma)
                {
                    rest = rest.ConsumeToken().Remainder;
                }
            }
        };

    /// <summary>Items with commas between them, of which one must be there, up to where no item begins.</summary>
    public static TokenListParser<TokenKind, Listed<T>> Open<T>(TokenListParser<TokenKind, T> item) =>
        input =>
        {
            TokenListParserResult<TokenKind, T> next = item(input);
            if (!next.HasValue)
            {
                return TokenListParserResult.CastEmpty<TokenKind, T, Listed<T>>(next);
            }

            List<T> items = [next.Value];
            TokenList<TokenKind> rest = next.Remainder;
            bool comma = false;
            while (rest.Is(TokenKind.Symbol, ","))
            {
                comma = true;
                rest = rest.ConsumeToken().Remainder;
                next = item(rest);
                if (!next.HasValue)
                {
                    break;
                }

                items.Add(next.Value);
                rest = next.Remainder;
            }

            return TokenListParserResult.Value(new Listed<T>(items, comma), input, rest);
        };

    /// <summary>A parser that calls itself through brackets: refuses rather than runs out of stack.</summary>
    public static TokenListParser<TokenKind, T> Nested<T>(Func<TokenListParser<TokenKind, T>> parser) =>
        input =>
            RuntimeHelpers.TryEnsureSufficientExecutionStack()
                ? parser()(input)
                : TokenListParserResult.Empty<TokenKind, T>(input, ["less nesting"]);
}

/// <param name="Comma">Whether a comma is behind the last item, or between items.</param>
internal sealed record Listed<T>(IReadOnlyList<T> Items, bool Comma);
