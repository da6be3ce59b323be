using Repro.Import.Evaluation.Libraries;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;
using Repro.Import.Python.Syntax;
using Place = Repro.Claims.Place;

namespace Repro.Import.Evaluation;

/// <content>Statements.</content>
internal sealed partial class Evaluator
{
    private static readonly string[] CustomLoop = ["GradientTape", "apply_gradients", "train_on_batch"];
    private static readonly string[] Weighty = ["Sequential", "Model", "add", "compile", "fit", "fit_generator", "load_model", "trainable"];
    private static readonly string[] KerasBases =
    [
        "Layer",
        "Model",
        "Sequential",
        "Functional",
        "Callback",
        "Sequence",
        "Loss",
        "Metric",
        "Constraint",
        "Regularizer",
        "Initializer",
        "Optimizer",
        "LearningRateSchedule",
    ];

    private void RunOne(Statement statement, int unit)
    {
        _context.Unit = unit;
        _context.BeginStatement();
        Place place = _context.At(statement.First, statement.Last);
        try
        {
            Execute([statement]);
            TakeShapes(statement, unit);
        }
        catch (LimitException exception)
        {
            _scope = _program;
            _depth = 0;
            _context.Unit = unit;
            _context.Uncertain = 0;
            _context.Gap(exception.Message, place);
            Forget([statement], exception.Message);
        }
    }

    // What the text prints is known of arrays of which the code does not tell the shape.
    private void TakeShapes(Statement statement, int unit)
    {
        foreach ((string name, int[] shape) in _shapes.Of(unit, statement.First, statement.Last))
        {
            if (
                _program.Find(name) is ArrayValue array
                && (
                    array.Shape is null
                    || (
                        array.Shape.Count == shape.Length
                        && array.Shape.Zip(shape).All(axes => axes.First is null || axes.First == axes.Second)
                    )
                )
            )
            {
                array.Shape = [.. shape.Select(axis => (long?)axis)];
            }

            if (_program.Find(name) is ArrayValue { Facts: { Source: { IsKerasDataset: true } source } facts })
            {
                _context.Results.PrintedArrays.Add(
                    new PrintedArray(
                        _context.At(statement.First, statement.Last),
                        name,
                        source,
                        facts.Part,
                        facts.IsLabels,
                        IsWhole(facts, source, shape)
                    )
                );
            }
        }
    }

    // The data set's own array: unchanged, whatever the text prints of it; or reshaped to all samples of a part, also with an axis of one
    // channel.
    private static bool IsWhole(DataFacts facts, ImportedData source, int[] shape)
    {
        if (facts.Cut is null && facts.Steps.All(step => step.Kind is "scale" or "cast" or "shift"))
        {
            return true;
        }

        int? samples = facts.Part == "train" ? source.Training : source.Test;
        int[] sample = facts.IsLabels ? [] : [.. source.Shape ?? []];
        return facts.Cut is null
            && !facts.Steps.Any(step => step.Kind is "slice" or "samples")
            && shape.Length > 0
            && shape[0] == samples
            && (shape.Skip(1).SequenceEqual(sample) || shape.Skip(1).SequenceEqual(sample.Append(1)));
    }

    private Flow Execute(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            _context.Tick();
            Place before = _context.Inner;
            _context.Inner = _context.At(statement.First, statement.Last);
            if (_scope.IsProgram)
            {
                _context.Outer = _context.Inner;
            }

            Flow flow = Execute(statement);
            if (_scope.IsProgram)
            {
                Read(statement);
            }

            if (flow.Kind != FlowKind.Normal)
            {
                return flow;
            }

            _context.Inner = before;
        }

        return default;
    }

    // What the statement was read as; the statements of a block say it themselves.
    private void Read(Statement statement)
    {
        string? notes = _context.TakeNotes();
        string? meaning = statement switch
        {
            _ when notes is not null => notes,
            ImportStatement => "import",
            FunctionStatement function => $"function '{function.Name}'",
            ClassStatement type => $"class '{type.Name}'",
            MagicStatement => "command of the notebook, not executed",
            UnreadStatement => null,
            SimpleStatement => null,
            IfStatement or ForStatement or WhileStatement or WithStatement or TryStatement => null,
            _ => "no effect on models or trainings",
        };
        if (meaning is not null)
        {
            _context.Results.Read(_context.At(statement.First, statement.Last), meaning);
        }
    }

    private Flow Execute(Statement statement)
    {
        switch (statement)
        {
            case ExpressionStatement { Value: CallExpression { Target: AttributeExpression method } call }:
                CallAlone(method, call);
                return default;
            case ExpressionStatement only:
                Evaluate(only.Value);
                return default;
            case Assignment assignment:
                Assign(assignment);
                return default;
            case AugmentedAssignment augmented:
                Augment(augmented);
                return default;
            case ImportStatement import:
                Import(import);
                return default;
            case SimpleStatement simple:
                return Simple(simple);
            case IfStatement choice:
                return If(choice);
            case ForStatement loop:
                return Within(loop, () => For(loop));
            case WhileStatement loop:
                return Within(loop, () => While(loop));
            case WithStatement with:
                return With(with);
            case TryStatement attempt:
                return Try(attempt);
            case FunctionStatement function:
                Define(function);
                return default;
            case ClassStatement type:
                Define(type);
                return default;
            case UnreadStatement unread:
                _context.Gap($"not read as Python: {unread.Reason}");
                Lose(unread.Mentioned);
                foreach (string name in unread.Names)
                {
                    _scope.Set(name, new UnknownValue("it is set in a line that is not read"));
                }

                return default;
            default:
                return default;
        }
    }

    // A method whose result is not used is called for what it does to its object.
    private void CallAlone(AttributeExpression method, CallExpression call)
    {
        if (method is { Name: "add", Target: NameExpression { Name: var name } })
        {
            CallArguments added = Arguments(call.Arguments);
            BeginSequential(name, added);
            Call(Attribute(Evaluate(method.Target), method.Name), added);
            return;
        }

        Value target = Evaluate(method.Target);
        CallArguments arguments = Arguments(call.Arguments);
        ReportUnassigned(method, arguments);
        Call(Attribute(target, method.Name), arguments);
        _library.CalledAlone(target, method.Name, arguments);
    }

    private void Assign(Assignment assignment)
    {
        if (assignment.Value is null)
        {
            return;
        }

        Value value = Evaluate(assignment.Value);
        foreach (Expression target in assignment.Targets)
        {
            Assign(target, value);
        }
    }

    internal void Assign(Expression target, Value value)
    {
        _context.Tick();
        switch (target)
        {
            case NameExpression name:
                _scope.Set(name.Name, value);
                _library.Named(name.Name, value, _scope.IsProgram);
                Constant(name.Name, value);
                return;
            case SequenceExpression sequence:
                Unpack(sequence.Items, value);
                return;
            case AttributeExpression attribute:
                SetAttribute(Evaluate(attribute.Target), attribute.Name, value);
                return;
            case SubscriptExpression subscript:
                _library.SetItem(Evaluate(subscript.Target), Evaluate(subscript.Index), value);
                return;
        }
    }

    private void Unpack(IReadOnlyList<Expression> targets, Value value)
    {
        IReadOnlyList<Value>? items = _library.Unpacked(value, targets.Count);
        int star = targets.ToList().FindIndex(target => target is StarredExpression);
        if (items is not null && star >= 0 && items.Count >= targets.Count - 1)
        {
            int behind = targets.Count - 1 - star;
            for (int at = 0; at < star; at++)
            {
                Assign(targets[at], items[at]);
            }

            Assign(((StarredExpression)targets[star]).Value, SequenceValue.List(items.Skip(star).Take(items.Count - behind - star)));
            for (int at = 0; at < behind; at++)
            {
                Assign(targets[star + 1 + at], items[items.Count - behind + at]);
            }

            return;
        }

        for (int at = 0; at < targets.Count; at++)
        {
            Expression target = targets[at] is StarredExpression starred ? starred.Value : targets[at];
            Assign(
                target,
                items is not null && items.Count == targets.Count ? items[at]
                    : value is UnknownValue ? value
                    : new UnknownValue("a part of a value that is not known")
            );
        }
    }

    private void SetAttribute(Value target, string name, Value value)
    {
        if (target is ObjectValue instance)
        {
            instance.Attributes[name] = value;
            return;
        }

        _library.SetAttribute(target, name, value);
    }

    private void Augment(AugmentedAssignment augmented)
    {
        Value before = Evaluate(augmented.Target);
        Value right = Evaluate(augmented.Value);
        if (augmented.Sign == "+" && before is SequenceValue { Kind: SequenceKind.List } list && right is SequenceValue more)
        {
            if (list.Items.Count + more.Items.Count > EvaluationLimits.MostItems)
            {
                throw new LimitException("a list is too long");
            }

            _context.Tick(more.Items.Count);
            list.Items.AddRange([.. more.Items]);
            list.IsOpen |= more.IsOpen || _context.Uncertain > 0;
            return;
        }

        Assign(augmented.Target, Arithmetic.Binary(augmented.Sign, before, right, _context));
    }

    private void Constant(string name, Value value)
    {
        if (
            !_scope.IsProgram
            || name.StartsWith('_')
            || _context.Uncertain > 0
            || _context.Results.Constants.Count >= EvaluationLimits.MostEntries
        )
        {
            return;
        }

        bool plain =
            value is IntValue or FloatValue or TextValue or BoolValue
            || (
                value is SequenceValue { IsOpen: false, Items: { Count: > 0 and <= 200 } items }
                && items.TrueForAll(item => item is IntValue or FloatValue or TextValue or BoolValue or NoneValue)
            );
        if (!plain)
        {
            return;
        }

        string shown = value.Shown;
        _context.Results.Constants.Add(new ImportedConstant(name, shown, value is BoolValue ? null : Numbers.Of(value), _context.Inner));
        _context.Note($"{name} = {(shown.Length > 80 ? shown[..80] + "..." : shown)}");
    }

    private void Import(ImportStatement import)
    {
        foreach (ImportedName name in import.Names)
        {
            if (import.From is null)
            {
                // "import a.b" sets a; "import a.b as c" sets c to a.b.
                string first = name.Path.Split('.')[0];
                _scope.Set(name.Alias ?? first, new ApiValue(Api.Canonical(name.Alias is null ? first : name.Path)));
                continue;
            }

            if (name.Path == "*")
            {
                _wildcards.Add(Api.Canonical(import.From));
                continue;
            }

            if (import.From.StartsWith('.'))
            {
                _scope.Set(name.Alias ?? name.Path, new UnknownValue($"'{name.Path}' is in a file that is not part of the text"));
                continue;
            }

            if (import.From == "__future__")
            {
                continue;
            }

            _scope.Set(name.Alias ?? name.Path, Api.Member(new ApiValue(Api.Canonical(import.From)), name.Path));
        }
    }

    private Flow Simple(SimpleStatement simple)
    {
        switch (simple.Word)
        {
            case "return":
                return new Flow(FlowKind.Return, simple.Value is null ? NoneValue.Instance : Evaluate(simple.Value));
            case "break":
                return new Flow(FlowKind.Break);
            case "continue":
                return new Flow(FlowKind.Continue);
            case "del" when simple.Value is not null:
                foreach (Expression target in simple.Value is SequenceExpression many ? many.Items : [simple.Value])
                {
                    switch (target)
                    {
                        case NameExpression name:
                            _scope.Remove(name.Name);
                            break;
                        case SubscriptExpression part:
                            _library.DeleteItem(Evaluate(part.Target), Evaluate(part.Index));
                            break;
                        case AttributeExpression attribute:
                            _library.DeleteItem(Evaluate(attribute.Target), new TextValue(attribute.Name));
                            break;
                    }
                }

                return default;
            default:
                return default;
        }
    }

    private Flow If(IfStatement choice)
    {
        foreach (Branch branch in choice.Branches)
        {
            bool? truth = branch.Condition is null ? true : Evaluate(branch.Condition).Truth;
            if (truth == true)
            {
                return Execute(branch.Body);
            }

            if (truth is null)
            {
                IEnumerable<Statement> skipped = choice.Branches.SelectMany(each => each.Body);
                if (StatementScan.Mentions(skipped, Weighty))
                {
                    _context.Gap(
                        "the condition is not known before the program runs, so neither branch is read",
                        kind: GapKind.SkippedBranch
                    );
                }
                else
                {
                    _context.Note("a condition that is not known before the program runs");
                }

                Forget(skipped, "it is set under a condition that is not known");
                return default;
            }
        }

        return default;
    }

    // Names that are set in statements that are not evaluated are not known afterwards, nor networks that get layers there.
    private void Forget(IEnumerable<Statement> statements, string reason)
    {
        Lose(StatementScan.Extended(statements));
        foreach (string name in StatementScan.ChangedInPlace(statements))
        {
            if (_scope.Find(name) is ArrayValue { Facts.Columns: not null } table)
            {
                _library.LoseTable(table, "code that is not evaluated");
            }
        }

        foreach (string name in StatementScan.Assigned(statements))
        {
            _scope.Set(name, new UnknownValue(reason));
        }
    }

    // From here on it is not known what layers the networks of these names have.
    private void Lose(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (_scope.Find(name) is LayerValue { Network: { } network })
            {
                _context.Networks.Lose(network, $"the code at {_context.Inner.InWords}, which mentions '{name}', was not understood");
            }
        }
    }

    private Flow Within(Statement loop, Func<Flow> passes)
    {
        _context.Enter($"the loop at {_context.At(loop.First, loop.First).InWords}");
        Flow flow = passes();
        _context.Leave();
        return flow;
    }

    private Flow For(ForStatement loop)
    {
        Value source = Evaluate(loop.Source);
        if (_library.Items(source) is { } items)
        {
            foreach (Value item in items)
            {
                _context.Tick();
                Assign(loop.Target, item);
                Flow flow = Execute(loop.Body);
                if (flow.Kind == FlowKind.Return)
                {
                    return flow;
                }

                if (flow.Kind == FlowKind.Break)
                {
                    return default;
                }
            }

            return Execute(loop.Else);
        }

        return Once(loop.Body, loop, () => Assign(loop.Target, _library.Element(source)));
    }

    private Flow While(WhileStatement loop)
    {
        int passes = 0;
        while (true)
        {
            bool? truth = Evaluate(loop.Condition).Truth;
            if (truth == false)
            {
                return Execute(loop.Else);
            }

            if (truth is null || ++passes > 10_000)
            {
                return Once(loop.Body, loop, () => { });
            }

            Flow flow = Execute(loop.Body);
            if (flow.Kind == FlowKind.Return)
            {
                return flow;
            }

            if (flow.Kind == FlowKind.Break)
            {
                return default;
            }
        }
    }

    // A loop of which it is not known how often it is passed: its body is read once, and numbers that it changes are not known afterwards.
    private Flow Once(IReadOnlyList<Statement> body, Statement loop, Action begin)
    {
        if (StatementScan.Mentions(body, CustomLoop))
        {
            _context.Gap("a custom training loop is not read", kind: GapKind.CustomTraining);
        }

        IReadOnlyCollection<string> names = StatementScan.Assigned([loop]);
        Dictionary<string, Value?> before = names.ToDictionary(name => name, _scope.Own, StringComparer.Ordinal);
        _context.Uncertain++;
        Flow flow;
        try
        {
            begin();
            flow = Execute(body);
        }
        finally
        {
            _context.Uncertain--;
        }

        foreach (string name in names)
        {
            Value? after = _scope.Own(name);
            if (after is IntValue or FloatValue or BoolValue or TextValue && !ReferenceEquals(after, before[name]))
            {
                _scope.Set(name, new UnknownValue($"'{name}' is set in a loop of which the number of passes is not known"));
            }
        }

        return flow.Kind == FlowKind.Return ? flow : default;
    }

    private Flow With(WithStatement with)
    {
        foreach (WithItem item in with.Items)
        {
            if (item.Value is CallExpression { Target: AttributeExpression { Name: "GradientTape" } })
            {
                _context.Gap("a custom training step is not read", kind: GapKind.CustomTraining);
                Forget(with.Body, "it is set in a custom training step");
                return default;
            }

            Value value = Evaluate(item.Value);
            if (item.Target is not null)
            {
                Assign(item.Target, value is ApiValue ? new UnknownValue("a context") : value);
            }
        }

        return Execute(with.Body);
    }

    private Flow Try(TryStatement attempt)
    {
        Flow flow = Execute(attempt.Body);
        if (flow.Kind != FlowKind.Normal)
        {
            return flow;
        }

        flow = Execute(attempt.Else);
        return flow.Kind != FlowKind.Normal ? flow : Execute(attempt.Finally);
    }

    private void Define(FunctionStatement function)
    {
        if (StatementScan.Mentions(function.Body, CustomLoop))
        {
            _context.Gap(
                $"the function '{function.Name}' is a custom training step or loop, which is not read",
                kind: GapKind.CustomTraining,
                function: function.Name
            );
            _scope.Set(function.Name, new UnknownValue($"'{function.Name}' is a custom training step or loop"));
            return;
        }

        _scope.Set(function.Name, Function(function, _scope));
    }

    private void Define(ClassStatement type)
    {
        string keras = "";
        foreach (Argument argument in type.Bases)
        {
            Value found = Evaluate(argument.Value);
            if (found is ApiValue api && api.IsKeras() && KerasBases.Contains(api.Last))
            {
                keras = api.Last;
            }
            else if (found is ApiValue layer && layer.IsIn("keras.layers"))
            {
                keras = "Layer";
            }
            else if (found is ClassValue { Keras.Length: > 0 } derived)
            {
                keras = derived.Keras;
            }
        }

        if (keras is "Layer" or "Model" or "Sequential" or "Functional")
        {
            _context.Gap($"'{type.Name}' is a subclass of keras.{(keras == "Layer" ? "layers.Layer" : keras)}, whose code is not read");
        }

        _scope.Set(type.Name, new ClassValue(type, keras, _scope));
    }
}
