using Repro.Import.Evaluation.Libraries.Files;
using Repro.Import.Python.Syntax;

namespace Repro.Import.Evaluation;

/// <summary>What statements name, without evaluating them.</summary>
internal static class StatementScan
{
    /// <summary>The names that statements set, in their blocks too, but not in functions.</summary>
    public static IReadOnlyCollection<string> Assigned(IEnumerable<Statement> statements)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Statement statement in All(statements, functions: false))
        {
            switch (statement)
            {
                case Assignment assignment:
                    foreach (Expression target in assignment.Targets)
                    {
                        Collect(target, names);
                    }

                    break;
                case AugmentedAssignment augmented:
                    Collect(augmented.Target, names);
                    break;
                case ForStatement loop:
                    Collect(loop.Target, names);
                    break;
                case FunctionStatement function:
                    names.Add(function.Name);
                    break;
                case ClassStatement type:
                    names.Add(type.Name);
                    break;
                case WithStatement with:
                    foreach (WithItem item in with.Items)
                    {
                        if (item.Target is not null)
                        {
                            Collect(item.Target, names);
                        }
                    }

                    break;
            }
        }

        return names;
    }

    /// <summary>The names to whose values statements may add layers, or from which they may take some.</summary>
    public static IReadOnlyCollection<string> Extended(IEnumerable<Statement> statements) =>
        [
            .. All(statements, functions: false)
                .SelectMany(Expressions)
                .SelectMany(Parts)
                .OfType<CallExpression>()
                .Select(call => call.Target)
                .OfType<AttributeExpression>()
                .Where(method => method.Name is "add" or "pop")
                .Select(method => method.Target)
                .OfType<NameExpression>()
                .Select(name => name.Name)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The names whose values statements may change: by a method, by a part that is set or deleted.</summary>
    public static IReadOnlyCollection<string> ChangedInPlace(IEnumerable<Statement> statements)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Statement statement in All(statements, functions: false))
        {
            IEnumerable<Expression> changed = statement switch
            {
                ExpressionStatement { Value: CallExpression { Target: AttributeExpression method } call }
                    when TableMembers.Changes(method.Name)
                        || !TableMembers.IsOne(method.Name)
                        || call.Arguments.Any(argument => argument.Name == "inplace") => [method],
                Assignment assignment => assignment.Targets,
                AugmentedAssignment augmented => [augmented.Target],
                SimpleStatement { Word: "del", Value: { } value } => value is SequenceExpression many ? many.Items : [value],
                _ => [],
            };
            foreach (Expression target in changed)
            {
                Expression at = target;
                while (at is AttributeExpression or SubscriptExpression)
                {
                    at = at is AttributeExpression attribute ? attribute.Target : ((SubscriptExpression)at).Target;
                }

                if (at is NameExpression name && at != target)
                {
                    names.Add(name.Name);
                }
            }
        }

        return names;
    }

    /// <summary>Whether statements use an attribute or a name, in functions too.</summary>
    public static bool Mentions(IEnumerable<Statement> statements, params string[] words) =>
        All(statements, functions: true)
            .SelectMany(Expressions)
            .Any(expression =>
                Parts(expression)
                    .Any(part =>
                        part switch
                        {
                            AttributeExpression attribute => words.Contains(attribute.Name),
                            NameExpression name => words.Contains(name.Name),
                            _ => false,
                        }
                    )
            );

    /// <summary>The calls of statements and of their blocks, but not of functions.</summary>
    public static IEnumerable<CallExpression> Calls(IEnumerable<Statement> statements) =>
        All(statements, functions: false).SelectMany(Expressions).SelectMany(Parts).OfType<CallExpression>();

    /// <summary>Whether the body of a function makes it a generator function.</summary>
    public static bool HasYield(IEnumerable<Statement> body) =>
        All(body, functions: false).SelectMany(Expressions).SelectMany(Parts).Any(part => part is Opaque { What: "yield" });

    /// <summary>The statements with those of their blocks.</summary>
    public static IEnumerable<Statement> All(IEnumerable<Statement> statements, bool functions)
    {
        Stack<Statement> waiting = new(statements.Reverse());
        while (waiting.TryPop(out Statement? statement))
        {
            yield return statement;
            foreach (Statement inner in Blocks(statement, functions).Reverse())
            {
                waiting.Push(inner);
            }
        }
    }

    /// <summary>The expression with all of its parts.</summary>
    public static IEnumerable<Expression> Parts(Expression expression)
    {
        Stack<Expression> waiting = new([expression]);
        while (waiting.TryPop(out Expression? next))
        {
            yield return next;
            foreach (Expression? part in Direct(next))
            {
                if (part is not null)
                {
                    waiting.Push(part);
                }
            }
        }
    }

    private static IEnumerable<Statement> Blocks(Statement statement, bool functions) =>
        statement switch
        {
            IfStatement choice => choice.Branches.SelectMany(branch => branch.Body),
            ForStatement loop => loop.Body.Concat(loop.Else),
            WhileStatement loop => loop.Body.Concat(loop.Else),
            WithStatement with => with.Body,
            TryStatement attempt => attempt
                .Body.Concat(attempt.Handlers.SelectMany(handler => handler))
                .Concat(attempt.Else)
                .Concat(attempt.Finally),
            FunctionStatement function when functions => function.Body,
            ClassStatement type when functions => type.Body,
            _ => [],
        };

    private static IEnumerable<Expression> Expressions(Statement statement) =>
        statement switch
        {
            ExpressionStatement only => [only.Value],
            Assignment assignment => assignment.Value is null ? assignment.Targets : [.. assignment.Targets, assignment.Value],
            AugmentedAssignment augmented => [augmented.Target, augmented.Value],
            SimpleStatement { Value: { } value } => [value],
            IfStatement choice => choice.Branches.Select(branch => branch.Condition).OfType<Expression>(),
            ForStatement loop => [loop.Source],
            WhileStatement loop => [loop.Condition],
            WithStatement with => with.Items.Select(item => item.Value),
            FunctionStatement function => function.Decorators,
            _ => [],
        };

    private static IEnumerable<Expression?> Direct(Expression expression) =>
        expression switch
        {
            AttributeExpression attribute => [attribute.Target],
            CallExpression call => [call.Target, .. call.Arguments.Select(argument => argument.Value)],
            SubscriptExpression subscript => [subscript.Target, subscript.Index],
            SliceExpression slice => [slice.Start, slice.Stop, slice.Step],
            StarredExpression starred => [starred.Value],
            SequenceExpression sequence => sequence.Items,
            DictionaryExpression dictionary => dictionary.Items.SelectMany(item => new[] { item.Key, item.Value }),
            Comprehension comprehension =>
            [
                comprehension.Key,
                comprehension.Value,
                .. comprehension.Loops.SelectMany(loop => (IEnumerable<Expression>)[loop.Source, .. loop.Conditions]),
            ],
            UnaryExpression unary => [unary.Operand],
            BinaryExpression binary => [binary.Left, binary.Right],
            ConditionalExpression conditional => [conditional.Condition, conditional.Then, conditional.Otherwise],
            LambdaExpression lambda => [lambda.Body],
            NamedExpression named => [named.Value],
            FormattedText formatted => formatted.Parts.Select(part => part.Value),
            _ => [],
        };

    private static void Collect(Expression target, HashSet<string> names)
    {
        foreach (Expression part in Parts(target))
        {
            // Of "a.b" and "a[0]" nothing is set but a part of a.
            if (part is AttributeExpression or SubscriptExpression)
            {
                return;
            }

            if (part is NameExpression name)
            {
                names.Add(name.Name);
            }
        }
    }
}
