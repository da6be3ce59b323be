using System.Globalization;
using System.Text;
using Repro.Import.Python.Syntax;
using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>The values of numbers and texts as Python writes them.</summary>
internal static class LiteralReader
{
    public static Expression Number(Token<TokenKind> token)
    {
        string text = token.ToStringValue().Replace("_", "", StringComparison.Ordinal);
        object? value =
            text.Length > 2 && text[0] == '0' && char.IsAsciiLetter(text[1]) && text[1] is not ('e' or 'E' or 'j' or 'J') ? Based(text)
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole) ? whole
            : double.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out double number
            ) && double.IsFinite(number)
                ? number
            : null;
        return value is null ? new Opaque($"the number {Shown(text)}", token.Line()) : new Literal(value, token.Line());
    }

    /// <summary>Texts that follow one another are one.</summary>
    public static Expression Text(Token<TokenKind>[] tokens)
    {
        int line = tokens[0].Line();
        List<FormatPart> parts = [];
        StringBuilder plain = new();
        bool formatted = false;
        foreach (Token<TokenKind> token in tokens)
        {
            (string prefix, string body) = Split(token.ToStringValue());
            if (prefix.Contains('b', StringComparison.OrdinalIgnoreCase))
            {
                return new Opaque("bytes", line);
            }

            bool raw = prefix.Contains('r', StringComparison.OrdinalIgnoreCase);
            if (!prefix.Contains('f', StringComparison.OrdinalIgnoreCase))
            {
                plain.Append(raw ? body : Unescaped(body));
                continue;
            }

            formatted = true;
            if (!FormattedReader.Read(body, raw, token.Line(), plain, parts))
            {
                return new Opaque("a formatted text that could not be read", line);
            }
        }

        if (!formatted)
        {
            return new Literal(plain.ToString(), line);
        }

        if (plain.Length > 0)
        {
            parts.Add(new FormatPart(plain.ToString(), null, ""));
        }

        return new FormattedText(parts, line);
    }

    internal static string Unescaped(string body)
    {
        if (!body.Contains('\\', StringComparison.Ordinal))
        {
            return body;
        }

        StringBuilder text = new(body.Length);
        for (int at = 0; at < body.Length; at++)
        {
            if (body[at] != '\\' || at + 1 == body.Length)
            {
                text.Append(body[at]);
                continue;
            }

            char letter = body[++at];
            switch (letter)
            {
                case 'n':
                    text.Append('\n');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case '\n':
                    break;
                case '\\' or '\'' or '"':
                    text.Append(letter);
                    break;
                case 'x' when Hexadecimal(body, at + 1, 2) is { } code:
                    text.Append((char)code);
                    at += 2;
                    break;
                case 'u' when Hexadecimal(body, at + 1, 4) is { } code:
                    text.Append((char)code);
                    at += 4;
                    break;
                default:
                    text.Append('\\').Append(letter);
                    break;
            }
        }

        return text.ToString();
    }

    private static int? Hexadecimal(string body, int start, int digits) =>
        start + digits <= body.Length
        && int.TryParse(body.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
            ? code
            : null;

    private static (string Prefix, string Body) Split(string text)
    {
        int quote = text.IndexOfAny(['"', '\'']);
        int length = text.Length - quote >= 6 && text[quote + 1] == text[quote] && text[quote + 2] == text[quote] ? 3 : 1;
        return (text[..quote], text[(quote + length)..^length]);
    }

    private static object? Based(string text)
    {
        string digits = text[2..];
        return text[1] switch
        {
            'x' or 'X' => long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value) && value >= 0
                ? value
                : null,
            'b' or 'B' => long.TryParse(digits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out long value)
            && value >= 0
                ? value
                : null,
            _ => null,
        };
    }

    private static string Shown(string text) => text.Length > 20 ? text[..20] + "..." : text;
}
