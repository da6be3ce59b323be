using Superpower.Model;

namespace Repro.Import.Python;

/// <summary>
/// Splits Python into logical lines of tokens. A line that cannot be split has a <see cref="LogicalLine.Problem"/>, and reading goes on
/// behind it.
/// </summary>
internal sealed class PythonTokenizer
{
    private const int TabWidth = 8;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
    };

    // The longest first.
    private static readonly string[] Symbols =
    [
        "**=",
        "//=",
        ">>=",
        "<<=",
        "...",
        "!=",
        "==",
        "<=",
        ">=",
        "->",
        ":=",
        "+=",
        "-=",
        "*=",
        "/=",
        "%=",
        "@=",
        "&=",
        "|=",
        "^=",
        "**",
        "//",
        "<<",
        ">>",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        ";",
        "=",
        "+",
        "-",
        "*",
        "/",
        "%",
        "@",
        "&",
        "|",
        "^",
        "~",
        "<",
        ">",
    ];

    private readonly string _text;
    private readonly List<LogicalLine> _lines = [];
    private readonly List<Token<TokenKind>> _tokens = [];
    private int _at;
    private int _line;

    private PythonTokenizer(string text, int firstLine)
    {
        _text = text;
        _line = firstLine;
    }

    /// <param name="firstLine">The number of the text's first line.</param>
    public static IReadOnlyList<LogicalLine> Lines(string text, int firstLine = 1)
    {
        if (text.Length > PythonLimits.MostCharacters)
        {
            return [new LogicalLine(0, firstLine, firstLine, [], $"the code has more than {PythonLimits.MostCharacters} characters")];
        }

        PythonTokenizer tokenizer = new(text.ReplaceLineEndings("\n"), firstLine);
        while (tokenizer._at < tokenizer._text.Length)
        {
            tokenizer.ReadLine();
        }

        return tokenizer._lines;
    }

    private void ReadLine()
    {
        int indent = Indentation();
        if (_at >= _text.Length)
        {
            return;
        }

        int first = _line;
        if (Magic() is { } magic)
        {
            _lines.Add(new LogicalLine(indent, first, _line, [], null) { Magic = magic });
            NextLine();
            return;
        }

        _tokens.Clear();
        string? problem = Tokens();
        if (_tokens.Count > 0 || problem is not null)
        {
            _lines.Add(new LogicalLine(indent, first, _line, [.. _tokens], problem));
        }

        NextLine();
    }

    private int Indentation()
    {
        int width = 0;
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == ' ')
            {
                width++;
            }
            else if (_text[_at] == '\t')
            {
                width = (width / TabWidth * TabWidth) + TabWidth;
            }
            else if (_text[_at] is not ('\f' or '\uFEFF' or '\u00A0'))
            {
                break;
            }
        }

        return width;
    }

    // "!ls", "%matplotlib inline", "%%time", "?name"; prompts of an interactive session are not code.
    private string? Magic()
    {
        if (_text[_at] is not ('!' or '%' or '?'))
        {
            return null;
        }

        int start = _at;
        SkipToLineEnd();
        while (_at < _text.Length && _text[_at - 1] == '\\')
        {
            NextLine();
            SkipToLineEnd();
        }

        return _text[start.._at].TrimEnd();
    }

    // Up to the end of the logical line. Null, or what is wrong.
    private string? Tokens()
    {
        Stack<char> open = new();
        int nesting = 0;
        while (_at < _text.Length)
        {
            char letter = _text[_at];
            if (letter == '\n')
            {
                if (open.Count == 0)
                {
                    return null;
                }

                NextLine();
                continue;
            }

            if (letter == '#')
            {
                SkipToLineEnd();
                continue;
            }

            if (letter == '\\' && _at + 1 < _text.Length && _text[_at + 1] == '\n')
            {
                _at++;
                NextLine();
                continue;
            }

            if (char.IsWhiteSpace(letter))
            {
                _at++;
                continue;
            }

            string? problem = Token(open, ref nesting);
            if (problem is null && _tokens.Count > PythonLimits.MostTokens)
            {
                problem = $"a statement of more than {PythonLimits.MostTokens} words and signs";
            }

            if (problem is not null)
            {
                SkipToLineEnd();
                return problem;
            }
        }

        return open.Count == 0 ? null : $"'{open.Peek()}' is never closed";
    }

    private string? Token(Stack<char> open, ref int nesting)
    {
        int start = _at;
        char letter = _text[_at];
        if (TextStart() is { } quote)
        {
            return Text(quote);
        }

        if (char.IsLetter(letter) || letter == '_')
        {
            while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            {
                _at++;
            }

            string word = _text[start.._at];
            bool keyword = Keywords.Contains(word);
            if (keyword && word is "lambda" or "else" && ++nesting > PythonLimits.MostNestingWords)
            {
                return $"more than {PythonLimits.MostNestingWords} nested expressions";
            }

            Add(keyword ? TokenKind.Keyword : TokenKind.Name, start);
            return null;
        }

        if (char.IsAsciiDigit(letter) || (letter == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
        {
            Number();
            Add(TokenKind.Number, start);
            return null;
        }

        string? symbol = Array.Find(Symbols, each => string.CompareOrdinal(_text, start, each, 0, each.Length) == 0);
        if (symbol is null)
        {
            return $"'{(char.IsControl(letter) ? '?' : letter)}' is not Python";
        }

        _at += symbol.Length;
        Add(TokenKind.Symbol, start);
        return Bracket(symbol[0], open);
    }

    private static string? Bracket(char letter, Stack<char> open)
    {
        if (letter is '(' or '[' or '{')
        {
            open.Push(letter);
            return open.Count > PythonLimits.DeepestBrackets ? $"brackets are nested more than {PythonLimits.DeepestBrackets} deep" : null;
        }

        if (letter is not (')' or ']' or '}'))
        {
            return null;
        }

        char wanted = letter switch
        {
            ')' => '(',
            ']' => '[',
            _ => '{',
        };
        return open.Count > 0 && open.Pop() == wanted ? null : $"'{letter}' closes no bracket";
    }

    // The index of the opening quote, or null where no string begins here.
    private int? TextStart()
    {
        int at = _at;
        while (at < _text.Length && at - _at < 2 && _text[at] is 'r' or 'R' or 'b' or 'B' or 'u' or 'U' or 'f' or 'F')
        {
            at++;
        }

        return at < _text.Length && _text[at] is '"' or '\'' ? at : null;
    }

    private string? Text(int quoteAt)
    {
        int start = _at;
        char quote = _text[quoteAt];
        bool triple = quoteAt + 2 < _text.Length && _text[quoteAt + 1] == quote && _text[quoteAt + 2] == quote;
        _at = quoteAt + (triple ? 3 : 1);
        while (_at < _text.Length)
        {
            char letter = _text[_at];
            if (letter == '\\' && _at + 1 < _text.Length)
            {
                if (_text[_at + 1] == '\n')
                {
                    _line++;
                }

                _at += 2;
                continue;
            }

            if (letter == '\n')
            {
                if (!triple)
                {
                    break;
                }

                _line++;
            }

            if (letter == quote && (!triple || (_at + 2 < _text.Length && _text[_at + 1] == quote && _text[_at + 2] == quote)))
            {
                _at += triple ? 3 : 1;
                Add(TokenKind.Text, start);
                return null;
            }

            _at++;
        }

        return "a text is never closed";
    }

    // 10, 1_000, 0xff, 1e-4, .5, 1., 3j
    private void Number()
    {
        bool based = _text[_at] == '0' && _at + 1 < _text.Length && _text[_at + 1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B';
        while (_at < _text.Length)
        {
            char letter = _text[_at];
            bool exponentSign = !based && letter is '+' or '-' && _text[_at - 1] is 'e' or 'E';
            if (!(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' || exponentSign) || (based && letter is '+' or '-'))
            {
                return;
            }

            _at++;
        }
    }

    private void Add(TokenKind kind, int start) =>
        _tokens.Add(new Token<TokenKind>(kind, new TextSpan(_text, new Position(start, _line, 1), _at - start)));

    private void SkipToLineEnd()
    {
        int end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    private void NextLine()
    {
        if (_at < _text.Length && _text[_at] == '\n')
        {
            _at++;
            _line++;
        }
    }
}
