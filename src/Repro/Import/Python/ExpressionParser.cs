using Repro.Import.Python.Syntax;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using static Repro.Import.Python.Combinators;

namespace Repro.Import.Python;

/// <summary>Python's expressions over the tokens of one logical line.</summary>
internal static class ExpressionParser
{
    private static readonly string[] BinarySymbols =
    [
        "**",
        "//",
        "<<",
        ">>",
        "==",
        "!=",
        "<=",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "%",
        "@",
        "&",
        "|",
        "^",
        "<",
        ">",
    ];

    /// <summary>An expression without a comma outside of brackets.</summary>
    public static TokenListParser<TokenKind, Expression> Single { get; } = Nested(() => Conditional!);

    // "name := value", or an expression.
    private static readonly TokenListParser<TokenKind, Expression> Named = (from name in Name from sign in Symbol(":=") select name)
        .Try()
        .Then(name => Single.Select(Expression (value) => new NamedExpression(name.ToStringValue(), value, name.Line())))
        .Or(Single);

    private static readonly TokenListParser<TokenKind, Expression> Starred = Symbol("*")
        .Then(star => Single.Select(Expression (value) => new StarredExpression(value, star.Line())))
        .Or(Named);

    /// <summary>An expression, or several with commas, which are a tuple.</summary>
    public static TokenListParser<TokenKind, Expression> Tuple { get; } =
        Open(Starred).Select(list => list.Comma ? new SequenceExpression('(', list.Items, list.Items[0].Line) : list.Items[0]);

    /// <summary>A target of an assignment or a loop: names, attributes, subscripts, and tuples of them.</summary>
    public static TokenListParser<TokenKind, Expression> Target { get; } =
        Open(
                Symbol("*")
                    .Then(star => Nested(() => Postfixed!).Select(Expression (value) => new StarredExpression(value, star.Line())))
                    .Or(Nested(() => Postfixed!))
            )
            .Select(list => list.Comma ? new SequenceExpression('(', list.Items, list.Items[0].Line) : list.Items[0]);

    private static readonly TokenListParser<TokenKind, (string Sign, int Line)> Prefix = Symbol("-")
        .Or(Symbol("+"))
        .Or(Symbol("~"))
        .Or(Word("not"))
        .Or(Word("await"))
        .Select(token => (token.ToStringValue(), token.Line()));

    private static readonly TokenListParser<TokenKind, SignedOperand> Operand =
        from signs in Prefix.Many()
        from value in Nested(() => Postfixed!)
        select new SignedOperand([.. signs.Where(sign => sign.Sign != "await")], value);

    private static readonly TokenListParser<TokenKind, (string Sign, int Line)> Operator = Token
        .EqualTo(TokenKind.Symbol)
        .Where(token => BinarySymbols.Contains(token.ToStringValue()), "an operator")
        .Or(Word("and"))
        .Or(Word("or"))
        .Or(Word("in"))
        .Select(token => (token.ToStringValue(), token.Line()))
        .Or(Word("is").Then(token => Word("not").OptionalOrDefault().Select(not => (not.HasValue ? "is not" : "is", token.Line()))))
        .Or(Word("not").Then(token => Word("in").Select(_ => ("not in", token.Line()))));

    // No conditional expression: the source and the conditions of a comprehension.
    private static readonly TokenListParser<TokenKind, Expression> Operations =
        from first in Operand
        from rest in (from sign in Operator from right in Operand select (sign.Sign, sign.Line, right)).Many()
        select OperatorTree.Of(first, rest);

    /// <summary>The parameters of a function up to a closing sign, which is read too.</summary>
    public static TokenListParser<TokenKind, IReadOnlyList<Parameter>> ParametersUpTo(string close) =>
        Listed(ParameterWith(annotated: close == ")"), close).Select(Ordered);

    private static readonly TokenListParser<TokenKind, Expression> Lambda =
        from word in Word("lambda")
        from parameters in ParametersUpTo(":")
        from body in Single
        select (Expression)new LambdaExpression(parameters, body, word.Line());

    private static readonly TokenListParser<TokenKind, Expression> Yield =
        from word in Word("yield")
        from source in Word("from").OptionalOrDefault()
        from value in Nested(() => Tuple).AsNullable().OptionalOrDefault()
        select (Expression)new Opaque("yield", word.Line());

    private static readonly TokenListParser<TokenKind, Expression> Conditional = Lambda
        .Or(Yield)
        .Or(
            from then in Operations
            from rest in (
                from word in Word("if")
                from condition in Operations
                from separator in Word("else")
                from otherwise in Single
                select new
                {
                    condition,
                    otherwise,
                    Line = word.Line(),
                }
            )
                .AsNullable()
                .OptionalOrDefault()
            select rest is null ? then : new ConditionalExpression(rest.condition, then, rest.otherwise, rest.Line)
        );

    private static readonly TokenListParser<TokenKind, ComprehensionLoop> Loop =
        from asynchronous in Word("async").OptionalOrDefault()
        from word in Word("for")
        from target in Target
        from separator in Word("in")
        from source in Operations
        from conditions in Word("if").IgnoreThen(Operations).Many()
        select new ComprehensionLoop(target, source, conditions);

    private static readonly TokenListParser<TokenKind, IReadOnlyList<ComprehensionLoop>> Loops = Loop.Many()
        .Select(IReadOnlyList<ComprehensionLoop> (loops) => loops);

    private static readonly TokenListParser<TokenKind, Argument> CallArgument = Symbol("**")
        .IgnoreThen(Single)
        .Select(value => new Argument(null, value, 2))
        .Or(Symbol("*").IgnoreThen(Single).Select(value => new Argument(null, value, 1)))
        .Or(
            (from name in Name from sign in Symbol("=") select name)
                .Try()
                .Then(name => Single.Select(value => new Argument(name.ToStringValue(), value, 0)))
        )
        .Or(
            from value in Named
            from loops in Loops
            select new Argument(null, loops.Count == 0 ? value : new Comprehension('(', null, value, loops, value.Line), 0)
        );

    /// <summary>The arguments of a call up to its closing bracket, which is read too.</summary>
    public static TokenListParser<TokenKind, IReadOnlyList<Argument>> Arguments { get; } =
        Listed(CallArgument, ")").Select(list => list.Items);

    private static readonly TokenListParser<TokenKind, Expression?> SlicePart = Named
        .Select(Expression? (value) => value)
        .OptionalOrDefault();

    private static readonly TokenListParser<TokenKind, Expression> Slice = input =>
    {
        TokenListParserResult<TokenKind, Expression?> start = SlicePart(input);
        if (!start.HasValue)
        {
            return TokenListParserResult.CastEmpty<TokenKind, Expression?, Expression>(start);
        }

        if (!start.Remainder.Is(TokenKind.Symbol, ":"))
        {
            return start.Value is { } index ? TokenListParserResult.Value(index, input, start.Remainder) : Starred(input);
        }

        TokenListParser<TokenKind, Expression> rest =
            from colon in Symbol(":")
            from stop in SlicePart
            from step in Symbol(":").IgnoreThen(SlicePart).OptionalOrDefault()
            select (Expression)new SliceExpression(start.Value, stop, step, colon.Line());
        return rest(start.Remainder);
    };

    private static readonly TokenListParser<TokenKind, Func<Expression, Expression>> Postfix = Symbol("(")
        .Then(open =>
            Arguments.Select(Func<Expression, Expression> (arguments) => target => new CallExpression(target, arguments, target.Line))
        )
        .Or(
            Symbol("[")
                .Then(open =>
                    Listed(Slice, "]")
                        .Where(list => list.Items.Count > 0, "an index")
                        .Select(
                            Func<Expression, Expression> (list) =>
                                target => new SubscriptExpression(
                                    target,
                                    list.Comma ? new SequenceExpression('(', list.Items, open.Line()) : list.Items[0],
                                    open.Line()
                                )
                        )
                )
        )
        .Or(
            Symbol(".")
                .IgnoreThen(Name)
                .Select(Func<Expression, Expression> (name) => target => new AttributeExpression(target, name.ToStringValue(), name.Line()))
        );

    private static readonly TokenListParser<TokenKind, Expression> Parenthesized = Symbol("(").Then(open => Bracket(')', '(', open.Line()));

    private static readonly TokenListParser<TokenKind, Expression> List = Symbol("[").Then(open => Bracket(']', '[', open.Line()));

    private static readonly TokenListParser<TokenKind, Expression> Dictionary = Symbol("{").Then(open => Braces(open.Line()));

    private static readonly TokenListParser<TokenKind, Expression> Atom = Name.Select(
            Expression (token) => new NameExpression(token.ToStringValue(), token.Line())
        )
        .Or(Token.EqualTo(TokenKind.Number).Select(LiteralReader.Number))
        .Or(Token.EqualTo(TokenKind.Text).AtLeastOnce().Select(LiteralReader.Text))
        .Or(Word("None").Select(Expression (token) => new Literal(null, token.Line())))
        .Or(Word("True").Select(Expression (token) => new Literal(true, token.Line())))
        .Or(Word("False").Select(Expression (token) => new Literal(false, token.Line())))
        .Or(Symbol("...").Select(Expression (token) => new Opaque("...", token.Line())))
        .Or(Parenthesized)
        .Or(List)
        .Or(Dictionary);

    private static readonly TokenListParser<TokenKind, Expression> Postfixed =
        from atom in Atom
        from postfixes in Postfix.Many()
        select postfixes.Aggregate(atom, (target, postfix) => postfix(target));

    // (a), (a, b), (x for x in y); the same for lists.
    private static TokenListParser<TokenKind, Expression> Bracket(char close, char kind, int line) =>
        input =>
        {
            string end = close.ToString();
            if (input.Is(TokenKind.Symbol, end))
            {
                return TokenListParserResult.Value<TokenKind, Expression>(
                    new SequenceExpression(kind, [], line),
                    input,
                    input.ConsumeToken().Remainder
                );
            }

            TokenListParserResult<TokenKind, Expression> first = Starred(input);
            if (!first.HasValue)
            {
                return first;
            }

            if (first.Remainder.Is(TokenKind.Keyword, "for") || first.Remainder.Is(TokenKind.Keyword, "async"))
            {
                return Loops.Then(loops => Symbol(end).Select(Expression (_) => new Comprehension(kind, null, first.Value, loops, line)))(
                    first.Remainder
                );
            }

            return Listed(Starred, end)
                .Select(list =>
                    kind == '(' && list is { Comma: false, Items.Count: 1 } ? list.Items[0] : new SequenceExpression(kind, list.Items, line)
                )(input);
        };

    // {}, {a: b}, {a, b}, {k: v for ...}, {x for ...}
    private static TokenListParser<TokenKind, Expression> Braces(int line) =>
        input =>
        {
            if (input.Is(TokenKind.Symbol, "}"))
            {
                return TokenListParserResult.Value<TokenKind, Expression>(
                    new DictionaryExpression([], line),
                    input,
                    input.ConsumeToken().Remainder
                );
            }

            if (input.Is(TokenKind.Symbol, "**"))
            {
                return Listed(Entry, "}").Select(Expression (list) => new DictionaryExpression(list.Items, line))(input);
            }

            TokenListParserResult<TokenKind, Expression> first = Starred(input);
            if (!first.HasValue)
            {
                return first;
            }

            if (!first.Remainder.Is(TokenKind.Symbol, ":"))
            {
                return Bracket('}', '{', line)(input);
            }

            TokenListParserResult<TokenKind, Expression> value = Symbol(":").IgnoreThen(Single)(first.Remainder);
            if (!value.HasValue)
            {
                return value;
            }

            return value.Remainder.Is(TokenKind.Keyword, "for")
                ? Loops.Then(loops => Symbol("}").Select(Expression (_) => new Comprehension('{', first.Value, value.Value, loops, line)))(
                    value.Remainder
                )
                : Listed(Entry, "}").Select(Expression (list) => new DictionaryExpression(list.Items, line))(input);
        };

    private static readonly TokenListParser<TokenKind, DictionaryItem> Entry = Symbol("**")
        .IgnoreThen(Single)
        .Select(value => new DictionaryItem(null, value))
        .Or(from key in Single from colon in Symbol(":") from value in Single select new DictionaryItem(key, value));

    private static TokenListParser<TokenKind, Parameter> ParameterWith(bool annotated)
    {
        TokenListParser<TokenKind, Expression?> annotation = annotated
            ? Symbol(":").IgnoreThen(Single).Select(Expression? (value) => value).OptionalOrDefault()
            : Superpower.Parse.Return<TokenKind, Expression?>(null);
        TokenListParser<TokenKind, Expression?> otherwise = Symbol("=")
            .IgnoreThen(Single)
            .Select(Expression? (value) => value)
            .OptionalOrDefault();
        return (
            from star in Symbol("*")
            from name in Name.OptionalOrDefault()
            from type in annotation
            select new Parameter(name.HasValue ? name.ToStringValue() : "", null, 1, false)
        )
            .Or(
                from stars in Symbol("**")
                from name in Name
                from type in annotation
                select new Parameter(name.ToStringValue(), null, 2, false)
            )
            .Or(Symbol("/").Select(_ => new Parameter("", null, 0, false)))
            .Or(
                from name in Name
                from type in annotation
                from value in otherwise
                select new Parameter(name.ToStringValue(), value, 0, false)
            );
    }

    private static IReadOnlyList<Parameter> Ordered(Listed<Parameter> list)
    {
        List<Parameter> parameters = [];
        bool keywordOnly = false;
        foreach (Parameter parameter in list.Items)
        {
            if (parameter.Name.Length > 0)
            {
                parameters.Add(parameter with { KeywordOnly = keywordOnly && parameter.Stars == 0 });
            }

            keywordOnly |= parameter.Stars == 1;
        }

        return parameters;
    }
}
