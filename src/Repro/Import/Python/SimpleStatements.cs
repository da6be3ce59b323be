using Repro.Import.Python.Syntax;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using static Repro.Import.Python.Combinators;

namespace Repro.Import.Python;

/// <summary>Statements without a block.</summary>
internal static class SimpleStatements
{
    private static readonly string[] Augmented = ["+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>="];

    private static readonly TokenListParser<TokenKind, string> Path = Name.AtLeastOnceDelimitedBy(Symbol("."))
        .Select(names => string.Join('.', names.Select(name => name.ToStringValue())));

    private static readonly TokenListParser<TokenKind, string?> Alias = Word("as")
        .IgnoreThen(Name)
        .Select(string? (name) => name.ToStringValue())
        .OptionalOrDefault();

    private static readonly TokenListParser<TokenKind, ImportedName> Module =
        from path in Path
        from alias in Alias
        select new ImportedName(path, alias);

    private static readonly TokenListParser<TokenKind, ImportedName> Member =
        from name in Name
        from alias in Alias
        select new ImportedName(name.ToStringValue(), alias);

    // "from .a import b" names a module of the text's own project.
    private static readonly TokenListParser<TokenKind, string> Source =
        from dots in Symbol(".").Or(Symbol("...")).Many()
        from path in Path.OptionalOrDefault("")
        select (dots.Length > 0 ? "." : "") + path;

    public static TokenListParser<TokenKind, Statement> Of(LogicalLine line) => input => Parser(input, line)(input);

    /// <summary>The levels of a statement's deepest expression.</summary>
    public static int DepthOf(Statement statement) =>
        statement switch
        {
            ExpressionStatement only => only.Value.Depth,
            Assignment assignment => Math.Max(assignment.Value?.Depth ?? 0, assignment.Targets.Max(target => target.Depth)),
            AugmentedAssignment augmented => Math.Max(augmented.Target.Depth, augmented.Value.Depth),
            SimpleStatement simple => simple.Value?.Depth ?? 0,
            _ => 0,
        };

    private static TokenListParser<TokenKind, Statement> Parser(TokenList<TokenKind> input, LogicalLine line)
    {
        Token<TokenKind> first = input.ConsumeToken().Value;
        if (first.Kind != TokenKind.Keyword)
        {
            return Expressions(line);
        }

        return first.ToStringValue() switch
        {
            "import" => from word in Word("import")
            from names in Module.AtLeastOnceDelimitedBy(Symbol(","))
            select (Statement)new ImportStatement(null, names, line.First, line.Last),
            "from" => from word in Word("from")
            from source in Source
            from separator in Word("import")
            from names in Symbol("*")
                .Select(IReadOnlyList<ImportedName> (_) => [new ImportedName("*", null)])
                .Or(Symbol("(").IgnoreThen(Listed(Member, ")")).Select(list => list.Items))
                .Or(Open(Member).Select(list => list.Items))
            select (Statement)new ImportStatement(source, names, line.First, line.Last),
            "pass" or "break" or "continue" => Token
                .EqualTo(TokenKind.Keyword)
                .Select(Statement (word) => new SimpleStatement(word.ToStringValue(), null, line.First, line.Last)),
            "return" or "del" => from word in Token.EqualTo(TokenKind.Keyword)
            from value in ExpressionParser.Tuple.AsNullable().OptionalOrDefault()
            select (Statement)new SimpleStatement(word.ToStringValue(), value, line.First, line.Last),

            // What these do besides is of no meaning here: names are not declared, errors are not raised.
            "global" or "nonlocal" or "assert" or "raise" => from word in Token.EqualTo(TokenKind.Keyword)
            from rest in AnyUpToSemicolon
            select (Statement)new SimpleStatement(word.ToStringValue(), null, line.First, line.Last),
            _ => Expressions(line),
        };
    }

    private static readonly TokenListParser<TokenKind, int> AnyUpToSemicolon = Token
        .Matching<TokenKind>(_ => true, "a word")
        .Where(token => !token.Span.EqualsValue(";"), "a word")
        .Many()
        .Select(tokens => tokens.Length);

    private static TokenListParser<TokenKind, Statement> Expressions(LogicalLine line) =>
        input =>
        {
            TokenListParserResult<TokenKind, Expression> first = ExpressionParser.Tuple(input);
            if (!first.HasValue)
            {
                return TokenListParserResult.CastEmpty<TokenKind, Expression, Statement>(first);
            }

            TokenList<TokenKind> rest = first.Remainder;
            if (rest.Is(TokenKind.Symbol, ":"))
            {
                return (
                    from colon in Symbol(":")
                    from type in ExpressionParser.Single
                    from value in Symbol("=").IgnoreThen(ExpressionParser.Tuple).AsNullable().OptionalOrDefault()
                    select (Statement)new Assignment([first.Value], value, line.First, line.Last)
                )(rest);
            }

            if (!rest.IsAtEnd && rest.ConsumeToken().Value is { Kind: TokenKind.Symbol } sign && Augmented.Contains(sign.ToStringValue()))
            {
                return ExpressionParser.Tuple.Select(
                    Statement (value) => new AugmentedAssignment(first.Value, sign.ToStringValue()[..^1], value, line.First, line.Last)
                )(rest.ConsumeToken().Remainder);
            }

            List<Expression> targets = [];
            Expression last = first.Value;
            while (rest.Is(TokenKind.Symbol, "="))
            {
                targets.Add(last);
                TokenListParserResult<TokenKind, Expression> next = ExpressionParser.Tuple(rest.ConsumeToken().Remainder);
                if (!next.HasValue)
                {
                    return TokenListParserResult.CastEmpty<TokenKind, Expression, Statement>(next);
                }

                last = next.Value;
                rest = next.Remainder;
            }

            Statement statement =
                targets.Count == 0
                    ? new ExpressionStatement(last, line.First, line.Last)
                    : new Assignment(targets, last, line.First, line.Last);
            return TokenListParserResult.Value(statement, input, rest);
        };
}
