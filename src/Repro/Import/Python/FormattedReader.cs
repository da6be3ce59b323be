using System.Text;
using Repro.Import.Python.Syntax;
using Superpower;
using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>The fields of a formatted string: <c>f"{name} {value:.3f}"</c>.</summary>
internal static class FormattedReader
{
    [ThreadStatic]
    private static int _depth;

    /// <param name="plain">The text before the first field, and afterwards that behind the last.</param>
    /// <returns>False where a field cannot be read.</returns>
    public static bool Read(string body, bool raw, int line, StringBuilder plain, List<FormatPart> parts)
    {
        int at = 0;
        while (at < body.Length)
        {
            char letter = body[at];
            bool doubled = at + 1 < body.Length && body[at + 1] == letter && letter is '{' or '}';
            if (letter is not ('{' or '}') || doubled)
            {
                int next = body.IndexOfAny(['{', '}'], at);
                string piece = doubled ? letter.ToString() : body[at..(next < 0 ? body.Length : next)];
                plain.Append(raw || doubled ? piece : LiteralReader.Unescaped(piece));
                at += doubled ? 2 : piece.Length;
                continue;
            }

            int end = letter == '{' ? FieldEnd(body, at + 1) : -1;
            if (end < 0)
            {
                return false;
            }

            if (plain.Length > 0)
            {
                parts.Add(new FormatPart(plain.ToString(), null, ""));
            }

            plain.Clear();
            if (Field(body[(at + 1)..end], line) is not { } part)
            {
                return false;
            }

            parts.Add(part);
            at = end + 1;
        }

        return true;
    }

    // The closing brace of a field; braces and texts within it are skipped.
    private static int FieldEnd(string body, int at)
    {
        int open = 0;
        char quote = '\0';
        for (; at < body.Length; at++)
        {
            char letter = body[at];
            if (quote != '\0')
            {
                if (letter == quote)
                {
                    quote = '\0';
                }
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter is '{' or '[' or '(')
            {
                open++;
            }
            else if (letter == '}' && open == 0)
            {
                return at;
            }
            else if (letter is '}' or ']' or ')')
            {
                open--;
            }
        }

        return -1;
    }

    private static FormatPart? Field(string field, int line)
    {
        (string code, string format) = SplitFormat(field);
        int conversion = code.LastIndexOf('!');
        if (conversion > 0 && conversion == code.Length - 2)
        {
            code = code[..conversion];
        }

        code = code.TrimEnd().TrimEnd('=').Trim();
        if (code.Length == 0 || _depth >= PythonLimits.DeepestFormats)
        {
            return null;
        }

        _depth++;
        try
        {
            IReadOnlyList<LogicalLine> lines = PythonTokenizer.Lines($"({code})", line);
            if (lines is not [{ Problem: null, Magic: null } only])
            {
                return null;
            }

            TokenListParserResult<TokenKind, Expression> result = ExpressionParser
                .Tuple.AtEnd()
                .TryParse(new TokenList<TokenKind>(only.Tokens));
            return result.HasValue ? new FormatPart("", result.Value, format) : null;
        }
        finally
        {
            _depth--;
        }
    }

    // The format is behind a colon that is in no bracket and no text.
    private static (string Code, string Format) SplitFormat(string field)
    {
        int open = 0;
        char quote = '\0';
        for (int at = 0; at < field.Length; at++)
        {
            char letter = field[at];
            if (quote != '\0')
            {
                if (letter == quote)
                {
                    quote = '\0';
                }
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter is '{' or '[' or '(')
            {
                open++;
            }
            else if (letter is '}' or ']' or ')')
            {
                open--;
            }
            else if (letter == ':' && open == 0)
            {
                return (field[..at], field[(at + 1)..]);
            }
        }

        return (field, "");
    }
}
