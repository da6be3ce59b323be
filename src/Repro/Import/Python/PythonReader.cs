using Repro.Import.Python.Syntax;
using Superpower;
using Superpower.Model;
using static Repro.Import.Python.Combinators;

namespace Repro.Import.Python;

/// <summary>
/// Reads Python into statements. What cannot be read is an <see cref="UnreadStatement"/> with its lines, together with the block that it
/// heads;
/// reading goes on behind it. Nothing is executed.
/// </summary>
internal sealed class PythonReader
{
    private readonly IReadOnlyList<LogicalLine> _lines;
    private int _next;

    private PythonReader(IReadOnlyList<LogicalLine> lines) => _lines = lines;

    /// <param name="firstLine">The number of the code's first line.</param>
    public static IReadOnlyList<Statement> Read(string code, int firstLine = 1)
    {
        PythonReader reader = new(PythonTokenizer.Lines(code, firstLine));
        List<Statement> statements = [];
        while (reader._next < reader._lines.Count)
        {
            reader.Block(statements, reader._lines[reader._next].Indent, 0);
        }

        return statements;
    }

    private void Block(List<Statement> statements, int indent, int depth)
    {
        while (_next < _lines.Count && _lines[_next].Indent >= indent)
        {
            LogicalLine line = _lines[_next];
            if (line.Indent > indent && depth > 0 && statements.Count > 0)
            {
                Refuse(statements, line, "its indentation fits no block");
                continue;
            }

            Statements(statements, line, depth);
        }
    }

    private void Statements(List<Statement> statements, LogicalLine line, int depth)
    {
        _next++;
        if (line.Magic is { } magic)
        {
            statements.Add(new MagicStatement(magic, line.First, line.Last));
            return;
        }

        if (line.Problem is { } problem)
        {
            RefuseRead(statements, line, problem);
            return;
        }

        TokenList<TokenKind> rest = new(line.Tokens);
        if (rest.Is(TokenKind.Symbol, "@") || CompoundHeads.IsCompound(rest))
        {
            Compound(statements, line, rest, depth);
            return;
        }

        Simple(statements, line, rest);
    }

    // Statements of one line have semicolons between them.
    private void Simple(List<Statement> statements, LogicalLine line, TokenList<TokenKind> rest)
    {
        while (!rest.IsAtEnd)
        {
            TokenListParserResult<TokenKind, Statement> result = SimpleStatements.Of(line)(rest);
            if (IsOldPrint(rest) && (!result.HasValue || !result.Remainder.IsAtEnd))
            {
                statements.Add(
                    new UnreadStatement(
                        "'print' without parentheses is Python 2",
                        [.. AssignedNames.In(line.Tokens)],
                        line.First,
                        line.Last
                    )
                );
                return;
            }

            if (!result.HasValue)
            {
                RefuseRead(statements, line, Reason(result));
                return;
            }

            if (!result.Remainder.IsAtEnd && !result.Remainder.Is(TokenKind.Symbol, ";"))
            {
                RefuseRead(statements, line, $"'{Shown(result.Remainder)}' is not expected here");
                return;
            }

            if (SimpleStatements.DepthOf(result.Value) > PythonLimits.DeepestExpression)
            {
                RefuseRead(statements, line, $"an expression of more than {PythonLimits.DeepestExpression} levels");
                return;
            }

            statements.Add(result.Value);
            rest = result.Remainder.IsAtEnd ? result.Remainder : result.Remainder.ConsumeToken().Remainder;
        }
    }

    // A statement of Python 2: print x.
    private static bool IsOldPrint(TokenList<TokenKind> tokens) =>
        tokens.Is(TokenKind.Name, "print")
        && tokens.ConsumeToken().Remainder is { IsAtEnd: false } rest
        && !rest.Is(TokenKind.Symbol, "(")
        && !rest.Is(TokenKind.Symbol, ";");

    private void Compound(List<Statement> statements, LogicalLine line, TokenList<TokenKind> tokens, int depth)
    {
        if (depth >= PythonLimits.DeepestBlocks)
        {
            RefuseRead(statements, line, $"blocks are nested more than {PythonLimits.DeepestBlocks} deep");
            return;
        }

        int start = _next - 1;
        List<Expression> decorators = [];
        LogicalLine head = line;
        while (tokens.Is(TokenKind.Symbol, "@"))
        {
            TokenListParserResult<TokenKind, Expression> decorator = Symbol("@").IgnoreThen(ExpressionParser.Single).AtEnd()(tokens);
            if (!decorator.HasValue || _next >= _lines.Count || _lines[_next] is not { Problem: null, Magic: null } next)
            {
                RefuseRead(statements, head, decorator.HasValue ? "a decorator of nothing" : Reason(decorator));
                return;
            }

            decorators.Add(decorator.Value);
            head = next;
            _next++;
            tokens = new TokenList<TokenKind>(head.Tokens);
        }

        if (CompoundHeads.Read(head, tokens, out TokenList<TokenKind> rest) is not { } compound)
        {
            RefuseRead(statements, head, CompoundHeads.Problem(tokens));
            return;
        }

        List<Statement> body = Body(head, rest, depth);
        if (body.Count == 0)
        {
            RefuseRead(statements, head, "its block is missing; the text seems to have lost its indentation");
            return;
        }

        Statement statement = Parts(compound with { Decorators = decorators }, body, head, line.First, depth);
        statements.Add(
            statement is UnreadStatement unread
                ? unread with
                {
                    Mentioned = [.. _lines.Skip(start).Take(_next - start).SelectMany(part => MentionedNames.In(part.Tokens))],
                }
                : statement
        );
    }

    // The other parts of the statement: elif, else, except, finally.
    private Statement Parts(CompoundHead compound, List<Statement> body, LogicalLine head, int first, int depth)
    {
        List<(CompoundHead Head, List<Statement> Body)> parts = [(compound, body)];
        while (
            _next < _lines.Count
            && _lines[_next] is { Problem: null, Magic: null } line
            && line.Indent == head.Indent
            && CompoundHeads.Continues(compound.Word, new TokenList<TokenKind>(line.Tokens))
            && CompoundHeads.Read(line, new TokenList<TokenKind>(line.Tokens), out TokenList<TokenKind> rest) is { } part
        )
        {
            _next++;
            parts.Add((part, Body(line, rest, depth)));
        }

        return CompoundHeads.Statement(parts, first, head.Last);
    }

    private List<Statement> Body(LogicalLine head, TokenList<TokenKind> rest, int depth)
    {
        List<Statement> body = [];
        if (!rest.IsAtEnd)
        {
            Simple(body, head, rest);
            return body;
        }

        if (_next < _lines.Count && _lines[_next].Indent > head.Indent)
        {
            Block(body, _lines[_next].Indent, depth + 1);
        }

        return body;
    }

    private void Refuse(List<Statement> statements, LogicalLine line, string reason)
    {
        _next++;
        RefuseRead(statements, line, reason);
    }

    // With the block below a line that is not understood: nothing is known about when it is executed.
    private void RefuseRead(List<Statement> statements, LogicalLine line, string reason)
    {
        int last = line.Last;
        HashSet<string> names = [.. AssignedNames.In(line.Tokens)];
        HashSet<string> mentioned = [.. MentionedNames.In(line.Tokens)];
        while (_next < _lines.Count && _lines[_next].Indent > line.Indent)
        {
            last = _lines[_next].Last;
            names.UnionWith(AssignedNames.In(_lines[_next].Tokens));
            mentioned.UnionWith(MentionedNames.In(_lines[_next].Tokens));
            _next++;
        }

        statements.Add(new UnreadStatement(reason, [.. names], line.First, last) { Mentioned = mentioned });
    }

    internal static string Reason<T>(TokenListParserResult<TokenKind, T> result) =>
        result.Remainder.IsAtEnd ? "the statement ends too early" : $"'{Shown(result.Remainder)}' is not expected here";

    private static string Shown(TokenList<TokenKind> tokens)
    {
        string text = tokens.ConsumeToken().Value.ToStringValue();
        return string.Concat((text.Length > 30 ? text[..30] + "..." : text).Select(letter => char.IsControl(letter) ? ' ' : letter));
    }
}
