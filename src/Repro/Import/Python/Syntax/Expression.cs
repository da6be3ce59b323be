namespace Repro.Import.Python.Syntax;

/// <summary>An expression of Python.</summary>
/// <param name="depth">Levels of the tree below and with it.</param>
internal abstract class Expression(int line, int depth)
{
    /// <summary>The line on which it begins, or on which its operator is.</summary>
    public int Line => line;

    public int Depth => depth;

    private protected static int Deepest(params IEnumerable<Expression?> parts) => 1 + parts.Max(part => part?.Depth ?? 0);

    private protected static int DeepestOf(IEnumerable<Expression?> parts) =>
        1 + parts.Select(part => part?.Depth ?? 0).DefaultIfEmpty().Max();
}

/// <summary><c>None</c>, <c>True</c>, a number or a text without fields.</summary>
/// <param name="value">Null, bool, long, double or string.</param>
internal sealed class Literal(object? value, int line) : Expression(line, 1)
{
    public object? Value => value;
}

/// <summary>A literal that has no value here: a complex number, bytes, <c>...</c>, <c>yield</c>.</summary>
internal sealed class Opaque(string what, int line) : Expression(line, 1)
{
    public string What => what;
}

internal sealed class NameExpression(string name, int line) : Expression(line, 1)
{
    public string Name => name;
}

/// <summary>A piece of a formatted string: a text, or a value with its format (<c>.3f</c>).</summary>
internal sealed record FormatPart(string Text, Expression? Value, string Format);

internal sealed class FormattedText(IReadOnlyList<FormatPart> parts, int line)
    : Expression(line, DeepestOf(parts.Select(part => part.Value)))
{
    public IReadOnlyList<FormatPart> Parts => parts;
}

internal sealed class AttributeExpression(Expression target, string name, int line) : Expression(line, target.Depth + 1)
{
    public Expression Target => target;

    public string Name => name;
}

/// <summary>An argument of a call: <c>x</c>, <c>name=x</c>, <c>*x</c> or <c>**x</c>.</summary>
/// <param name="Stars">0, 1 or 2.</param>
internal sealed record Argument(string? Name, Expression Value, int Stars);

internal sealed class CallExpression(Expression target, IReadOnlyList<Argument> arguments, int line)
    : Expression(line, Math.Max(target.Depth + 1, DeepestOf(arguments.Select(argument => argument.Value))))
{
    public Expression Target => target;

    public IReadOnlyList<Argument> Arguments => arguments;
}

internal sealed class SubscriptExpression(Expression target, Expression index, int line) : Expression(line, Deepest([target, index]))
{
    public Expression Target => target;

    public Expression Index => index;
}

internal sealed class SliceExpression(Expression? start, Expression? stop, Expression? step, int line)
    : Expression(line, Deepest([start, stop, step]))
{
    public Expression? Start => start;

    public Expression? Stop => stop;

    public Expression? Step => step;
}

internal sealed class StarredExpression(Expression value, int line) : Expression(line, value.Depth + 1)
{
    public Expression Value => value;
}

/// <summary>A list, tuple or set that is written out.</summary>
/// <param name="kind"><c>[</c>, <c>(</c> or <c>{</c>.</param>
internal sealed class SequenceExpression(char kind, IReadOnlyList<Expression> items, int line) : Expression(line, DeepestOf(items))
{
    public char Kind => kind;

    public IReadOnlyList<Expression> Items => items;
}

/// <summary>A key and its value; without a key a mapping that is unpacked with <c>**</c>.</summary>
internal sealed record DictionaryItem(Expression? Key, Expression Value);

internal sealed class DictionaryExpression(IReadOnlyList<DictionaryItem> items, int line)
    : Expression(line, DeepestOf(items.SelectMany(item => new[] { item.Key, item.Value })))
{
    public IReadOnlyList<DictionaryItem> Items => items;
}

/// <summary><c>for target in source if conditions</c> of a comprehension.</summary>
internal sealed record ComprehensionLoop(Expression Target, Expression Source, IReadOnlyList<Expression> Conditions);

/// <param name="kind"><c>[</c> for a list, <c>(</c> for a generator, <c>{</c> for a set or, with a key, a dictionary.</param>
internal sealed class Comprehension(char kind, Expression? key, Expression value, IReadOnlyList<ComprehensionLoop> loops, int line)
    : Expression(
        line,
        DeepestOf([key, value, .. loops.SelectMany(loop => (IEnumerable<Expression>)[loop.Target, loop.Source, .. loop.Conditions])])
    )
{
    public char Kind => kind;

    public Expression? Key => key;

    public Expression Value => value;

    public IReadOnlyList<ComprehensionLoop> Loops => loops;
}

/// <param name="sign"><c>+</c>, <c>-</c>, <c>~</c> or <c>not</c>.</param>
internal sealed class UnaryExpression(string sign, Expression operand, int line) : Expression(line, operand.Depth + 1)
{
    public string Sign => sign;

    public Expression Operand => operand;
}

/// <summary>
/// Arithmetic, comparisons, <c>and</c> and <c>or</c>; a chain of comparisons <c>a &lt; b &lt; c</c> is <c>a &lt; b and b &lt; c</c>.
/// </summary>
internal sealed class BinaryExpression(string sign, Expression left, Expression right, int line) : Expression(line, Deepest([left, right]))
{
    public string Sign => sign;

    public Expression Left => left;

    public Expression Right => right;
}

internal sealed class ConditionalExpression(Expression condition, Expression then, Expression otherwise, int line)
    : Expression(line, Deepest([condition, then, otherwise]))
{
    public Expression Condition => condition;

    public Expression Then => then;

    public Expression Otherwise => otherwise;
}

internal sealed class LambdaExpression(IReadOnlyList<Parameter> parameters, Expression body, int line)
    : Expression(line, DeepestOf([body, .. parameters.Select(parameter => parameter.Default)]))
{
    public IReadOnlyList<Parameter> Parameters => parameters;

    public Expression Body => body;
}

/// <summary><c>name := value</c></summary>
internal sealed class NamedExpression(string name, Expression value, int line) : Expression(line, value.Depth + 1)
{
    public string Name => name;

    public Expression Value => value;
}

/// <summary>A parameter of a function.</summary>
/// <param name="Stars">0, 1 for <c>*args</c>, 2 for <c>**kwargs</c>.</param>
/// <param name="KeywordOnly">It is behind a <c>*</c>.</param>
internal sealed record Parameter(string Name, Expression? Default, int Stars, bool KeywordOnly);
