using Repro.Import.Python.Syntax;
using Superpower;
using Superpower.Model;
using static Repro.Import.Python.Combinators;

namespace Repro.Import.Python;

/// <summary>The head of a compound statement, or of one of its parts.</summary>
/// <param name="Word"><c>if</c>, <c>elif</c>, <c>else</c>, <c>for</c>, ...</param>
internal sealed record CompoundHead(string Word)
{
    public string Name { get; init; } = "";

    public Expression? Target { get; init; }

    /// <summary>The condition, or what a loop goes over.</summary>
    public Expression? Value { get; init; }

    public IReadOnlyList<WithItem> Items { get; init; } = [];

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public IReadOnlyList<Argument> Bases { get; init; } = [];

    public IReadOnlyList<Expression> Decorators { get; init; } = [];
}

/// <summary>Reads heads up to their colon and joins the parts of a compound statement.</summary>
internal static class CompoundHeads
{
    private static readonly string[] Words =
    [
        "if",
        "for",
        "while",
        "with",
        "try",
        "def",
        "class",
        "async",
        "elif",
        "else",
        "except",
        "finally",
    ];

    private static readonly TokenListParser<TokenKind, CompoundHead> Condition =
        from word in Word("if").Or(Word("elif")).Or(Word("while"))
        from value in Walrus
        select new CompoundHead(word.ToStringValue()) { Value = value };

    private static readonly TokenListParser<TokenKind, CompoundHead> Bare = Word("else")
        .Or(Word("try"))
        .Or(Word("finally"))
        .Select(word => new CompoundHead(word.ToStringValue()));

    private static readonly TokenListParser<TokenKind, CompoundHead> Except =
        from word in Word("except")
        from kind in ExpressionParser.Tuple.AsNullable().OptionalOrDefault()
        from name in Word("as").IgnoreThen(Name).OptionalOrDefault()
        select new CompoundHead("except");

    private static readonly TokenListParser<TokenKind, CompoundHead> For =
        from word in Word("for")
        from target in ExpressionParser.Target
        from separator in Word("in")
        from source in ExpressionParser.Tuple
        select new CompoundHead("for") { Target = target, Value = source };

    private static readonly TokenListParser<TokenKind, CompoundHead> With =
        from word in Word("with")
        from items in Open(
            from value in ExpressionParser.Single
            from target in Word("as").IgnoreThen(Nested(() => ExpressionParser.Single)).AsNullable().OptionalOrDefault()
            select new WithItem(value, target)
        )
        select new CompoundHead("with") { Items = items.Items };

    private static readonly TokenListParser<TokenKind, CompoundHead> Function =
        from word in Word("def")
        from name in Name
        from open in Symbol("(")
        from parameters in ExpressionParser.ParametersUpTo(")")
        from result in Symbol("->").IgnoreThen(ExpressionParser.Single).AsNullable().OptionalOrDefault()
        select new CompoundHead("def") { Name = name.ToStringValue(), Parameters = parameters };

    private static readonly TokenListParser<TokenKind, CompoundHead> Class =
        from word in Word("class")
        from name in Name
        from bases in Symbol("(").IgnoreThen(ExpressionParser.Arguments).OptionalOrDefault([])
        select new CompoundHead("class") { Name = name.ToStringValue(), Bases = bases };

    private static readonly TokenListParser<TokenKind, CompoundHead> Any =
        from asynchronous in Word("async").OptionalOrDefault()
        from head in Condition.Or(Bare).Or(Except).Or(For).Or(With).Or(Function).Or(Class)
        from colon in Symbol(":")
        select head;

    private static TokenListParser<TokenKind, Expression> Walrus => ExpressionParser.Tuple;

    public static bool IsCompound(TokenList<TokenKind> tokens) => Array.Exists(Words, word => tokens.Is(TokenKind.Keyword, word));

    /// <summary>Whether a line goes on with a statement that began with a word.</summary>
    public static bool Continues(string word, TokenList<TokenKind> tokens) =>
        word switch
        {
            "if" => tokens.Is(TokenKind.Keyword, "elif") || tokens.Is(TokenKind.Keyword, "else"),
            "for" or "while" => tokens.Is(TokenKind.Keyword, "else"),
            "try" => tokens.Is(TokenKind.Keyword, "except")
                || tokens.Is(TokenKind.Keyword, "else")
                || tokens.Is(TokenKind.Keyword, "finally"),
            _ => false,
        };

    /// <param name="rest">What is behind the colon.</param>
    public static CompoundHead? Read(LogicalLine line, TokenList<TokenKind> tokens, out TokenList<TokenKind> rest)
    {
        TokenListParserResult<TokenKind, CompoundHead> result = Any(tokens);
        rest = result.Remainder;
        return result.HasValue && DepthOf(result.Value) <= PythonLimits.DeepestExpression ? result.Value : null;
    }

    public static string Problem(TokenList<TokenKind> tokens)
    {
        TokenListParserResult<TokenKind, CompoundHead> result = Any(tokens);
        return result.HasValue ? $"an expression of more than {PythonLimits.DeepestExpression} levels" : PythonReader.Reason(result);
    }

    public static Statement Statement(IReadOnlyList<(CompoundHead Head, List<Statement> Body)> parts, int first, int last)
    {
        (CompoundHead head, List<Statement> body) = parts[0];
        List<Statement> Part(string word) => parts.Skip(1).LastOrDefault(part => part.Head.Word == word).Body ?? [];
        return head.Word switch
        {
            "if" => new IfStatement([.. parts.Select(part => new Branch(part.Head.Value, part.Body))], first, last),
            "for" => new ForStatement(head.Target!, head.Value!, body, first, last) { Else = Part("else") },
            "while" => new WhileStatement(head.Value!, body, first, last) { Else = Part("else") },
            "with" => new WithStatement(head.Items, body, first, last),
            "try" => new TryStatement(body, first, last)
            {
                Handlers = [.. parts.Where(part => part.Head.Word == "except").Select(part => part.Body)],
                Else = Part("else"),
                Finally = Part("finally"),
            },
            "def" => new FunctionStatement(head.Name, head.Parameters, body, first, last) { Decorators = head.Decorators },
            "class" => new ClassStatement(head.Name, head.Bases, body, first, last) { Decorators = head.Decorators },
            _ => new UnreadStatement($"'{head.Word}' belongs to no statement before it", [], first, last),
        };
    }

    private static int DepthOf(CompoundHead head) =>
        (
            (IEnumerable<Expression?>)
                [
                    head.Target,
                    head.Value,
                    .. head.Items.Select(item => item.Value),
                    .. head.Parameters.Select(parameter => parameter.Default),
                    .. head.Bases.Select(each => each.Value),
                ]
        ).Max(part => part?.Depth ?? 0);
}
