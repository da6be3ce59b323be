namespace Repro.Import.Python.Syntax;

/// <summary>A statement of Python.</summary>
/// <param name="First">Its first line.</param>
/// <param name="Last">The last line of its head; a compound statement goes on in its blocks.</param>
internal abstract record Statement(int First, int Last);

internal sealed record ExpressionStatement(Expression Value, int First, int Last) : Statement(First, Last);

/// <summary><c>a = b = value</c>; a declaration without a value has none.</summary>
internal sealed record Assignment(IReadOnlyList<Expression> Targets, Expression? Value, int First, int Last) : Statement(First, Last);

/// <param name="Sign">The operator before <c>=</c>.</param>
internal sealed record AugmentedAssignment(Expression Target, string Sign, Expression Value, int First, int Last) : Statement(First, Last);

/// <summary>A name of <c>import a.b as c</c>.</summary>
internal sealed record ImportedName(string Path, string? Alias);

/// <param name="From">The module of <c>from module import names</c>; null for <c>import names</c>. The name <c>*</c> stands for
/// all.</param>
internal sealed record ImportStatement(string? From, IReadOnlyList<ImportedName> Names, int First, int Last) : Statement(First, Last);

/// <summary><c>return</c>, <c>break</c>, <c>continue</c>, <c>pass</c>, <c>del</c>, <c>global</c>, <c>assert</c>, <c>raise</c>.</summary>
internal sealed record SimpleStatement(string Word, Expression? Value, int First, int Last) : Statement(First, Last);

/// <summary>A condition and what is done where it holds; <c>else</c> has no condition.</summary>
internal sealed record Branch(Expression? Condition, IReadOnlyList<Statement> Body);

internal sealed record IfStatement(IReadOnlyList<Branch> Branches, int First, int Last) : Statement(First, Last);

internal sealed record ForStatement(Expression Target, Expression Source, IReadOnlyList<Statement> Body, int First, int Last)
    : Statement(First, Last)
{
    public IReadOnlyList<Statement> Else { get; init; } = [];
}

internal sealed record WhileStatement(Expression Condition, IReadOnlyList<Statement> Body, int First, int Last) : Statement(First, Last)
{
    public IReadOnlyList<Statement> Else { get; init; } = [];
}

/// <summary>A context manager and the name that it gets.</summary>
internal sealed record WithItem(Expression Value, Expression? Target);

internal sealed record WithStatement(IReadOnlyList<WithItem> Items, IReadOnlyList<Statement> Body, int First, int Last)
    : Statement(First, Last);

internal sealed record TryStatement(IReadOnlyList<Statement> Body, int First, int Last) : Statement(First, Last)
{
    public IReadOnlyList<IReadOnlyList<Statement>> Handlers { get; init; } = [];

    public IReadOnlyList<Statement> Else { get; init; } = [];

    public IReadOnlyList<Statement> Finally { get; init; } = [];
}

internal sealed record FunctionStatement(
    string Name,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Statement> Body,
    int First,
    int Last
) : Statement(First, Last)
{
    public IReadOnlyList<Expression> Decorators { get; init; } = [];
}

internal sealed record ClassStatement(string Name, IReadOnlyList<Argument> Bases, IReadOnlyList<Statement> Body, int First, int Last)
    : Statement(First, Last)
{
    public IReadOnlyList<Expression> Decorators { get; init; } = [];
}

/// <summary>A command of a notebook.</summary>
internal sealed record MagicStatement(string Text, int First, int Last) : Statement(First, Last);

/// <summary>A statement, or a block with its head, that could not be read.</summary>
/// <param name="Names">The names that it seems to set; they are not known afterwards.</param>
internal sealed record UnreadStatement(string Reason, IReadOnlyList<string> Names, int First, int Last) : Statement(First, Last)
{
    /// <summary>The names whose values it may change.</summary>
    public IReadOnlyCollection<string> Mentioned { get; init; } = [];
}
