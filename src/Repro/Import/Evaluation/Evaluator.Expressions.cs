using System.Runtime.CompilerServices;
using System.Text;
using Repro.Import.Evaluation.Libraries;
using Repro.Import.Evaluation.Values;
using Repro.Import.Python.Syntax;

namespace Repro.Import.Evaluation;

/// <content>Expressions.</content>
internal sealed partial class Evaluator
{
    private Value Evaluate(Expression expression)
    {
        _context.Tick();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new LimitException("it is nested too deep");
        }

        switch (expression)
        {
            case Literal literal:
                return Constant(literal);
            case Opaque opaque:
                return new UnknownValue(opaque.What);
            case NameExpression name:
                return Name(name.Name);
            case FormattedText formatted:
                return Formatted(formatted);
            case AttributeExpression attribute:
                return Attribute(Evaluate(attribute.Target), attribute.Name);
            case CallExpression call:
                return Call(call);
            case SubscriptExpression subscript:
                return _library.Item(Evaluate(subscript.Target), Evaluate(subscript.Index));
            case SliceExpression slice:
                return new SliceValue(Optional(slice.Start), Optional(slice.Stop), Optional(slice.Step));
            case SequenceExpression sequence:
                return Sequence(sequence);
            case DictionaryExpression dictionary:
                return Dictionary(dictionary);
            case Comprehension comprehension:
                return Comprehended(comprehension);
            case UnaryExpression unary:
                return _library.Unary(unary.Sign, Evaluate(unary.Operand));
            case BinaryExpression { Sign: "and" or "or" } logic:
                return Logic(logic);
            case BinaryExpression binary:
                return _library.Binary(binary.Sign, Evaluate(binary.Left), Evaluate(binary.Right));
            case ConditionalExpression conditional:
                return Evaluate(conditional.Condition).Truth is { } truth
                    ? Evaluate(truth ? conditional.Then : conditional.Otherwise)
                    : new UnknownValue("a condition that is not known");
            case LambdaExpression lambda:
                return new FunctionValue("lambda", lambda.Parameters, _scope)
                {
                    Result = lambda.Body,
                    Defaults = Defaults(lambda.Parameters),
                    Unit = _context.Unit,
                };
            case NamedExpression named:
                Value value = Evaluate(named.Value);
                _scope.Set(named.Name, value);
                return value;
            case StarredExpression starred:
                return Evaluate(starred.Value);
            default:
                return new UnknownValue("an expression that is not evaluated");
        }
    }

    private static Value Constant(Literal literal) =>
        literal.Value switch
        {
            null => NoneValue.Instance,
            bool flag => BoolValue.Of(flag),
            long whole => new IntValue(whole),
            double number => new FloatValue(number),
            string text => new TextValue(text),
            _ => new UnknownValue("a literal that is not known"),
        };

    private Value Optional(Expression? expression) => expression is null ? NoneValue.Instance : Evaluate(expression);

    private Value Name(string name) =>
        _scope.Find(name) ?? Wildcard(name) ?? Api.Unset(name) ?? new UnknownValue($"the name '{name}' is not set in the text");

    private Value? Wildcard(string name)
    {
        foreach (string module in _wildcards)
        {
            bool known = module switch
            {
                "keras.layers" => Networks.LayerTable.Find(name) is not null || name == "Input",
                "keras.models" or "keras" => name is "Sequential" or "Model" or "load_model",
                "keras.optimizers" => Libraries.KerasObjects.IsKnown("optimizers", name),
                "keras.callbacks" => Libraries.KerasObjects.IsKnown("callbacks", name),
                _ => false,
            };
            if (known)
            {
                return new ApiValue($"{module}.{name}");
            }
        }

        return null;
    }

    private Value Formatted(FormattedText formatted)
    {
        StringBuilder text = new();
        foreach (FormatPart part in formatted.Parts)
        {
            string? piece = part.Value is null ? part.Text : Formats.Of(Evaluate(part.Value), part.Format);
            if (piece is null)
            {
                return new UnknownValue("a formatted value that is not known");
            }

            if (text.Length + piece.Length > EvaluationLimits.LongestText)
            {
                throw new LimitException("a text is too long");
            }

            text.Append(piece);
        }

        return new TextValue(text.ToString());
    }

    private Value Call(CallExpression call)
    {
        Value target = Evaluate(call.Target);
        CallArguments arguments = Arguments(call.Arguments);
        if (call.Target is AttributeExpression method)
        {
            ReportUnassigned(method, arguments);
        }

        return Call(target, arguments);
    }

    private CallArguments Arguments(IReadOnlyList<Argument> written)
    {
        List<Value> positional = [];
        List<KeyValuePair<string, Value>> named = [];
        List<string> texts = [];
        Dictionary<string, string> namedTexts = new(StringComparer.Ordinal);
        bool open = false;
        foreach (Argument argument in written)
        {
            Value value = Evaluate(argument.Value);
            if (argument.Stars == 1)
            {
                if (_library.Items(value) is { } items)
                {
                    positional.AddRange(items);
                }
                else
                {
                    open = true;
                }
            }
            else if (argument.Stars == 2)
            {
                if (value is DictionaryValue dictionary && dictionary.Items.TrueForAll(item => item.Key is TextValue))
                {
                    named.AddRange(dictionary.Items.Select(item => KeyValuePair.Create(((TextValue)item.Key).Value, item.Value)));
                }
                else
                {
                    open = true;
                }
            }
            else if (argument.Name is { } name)
            {
                named.Add(KeyValuePair.Create(name, value));
                namedTexts[name] = SourceOf(argument.Value);
            }
            else
            {
                positional.Add(value);
                texts.Add(SourceOf(argument.Value));
            }
        }

        return new CallArguments(positional, named)
        {
            IsOpen = open,
            Written = texts,
            WrittenNamed = namedTexts,
        };
    }

    // How data is called in the text: "x_train", "(x_val, y_val)".
    private static string SourceOf(Expression expression) =>
        expression switch
        {
            NameExpression name => name.Name,
            AttributeExpression attribute => $"{SourceOf(attribute.Target)}.{attribute.Name}",
            SequenceExpression sequence when sequence.Items.Count <= 6 => string.Join(", ", sequence.Items.Select(SourceOf)),
            CallExpression call => $"{SourceOf(call.Target)}(...)",
            SubscriptExpression subscript => $"{SourceOf(subscript.Target)}[...]",
            Literal literal => Constant(literal).Shown,
            _ => "...",
        };

    private SequenceValue Sequence(SequenceExpression sequence)
    {
        List<Value> items = [];
        bool open = false;
        foreach (Expression item in sequence.Items)
        {
            if (item is not StarredExpression starred)
            {
                items.Add(Evaluate(item));
                continue;
            }

            if (_library.Items(Evaluate(starred.Value)) is { } more)
            {
                items.AddRange(more);
            }
            else
            {
                open = true;
            }
        }

        if (items.Count > EvaluationLimits.MostItems)
        {
            throw new LimitException("a list is too long");
        }

        return new SequenceValue(
            sequence.Kind switch
            {
                '[' => SequenceKind.List,
                '(' => SequenceKind.Tuple,
                _ => SequenceKind.Set,
            },
            items
        )
        {
            IsOpen = open,
        };
    }

    private Value Dictionary(DictionaryExpression written)
    {
        DictionaryValue dictionary = new();
        foreach (DictionaryItem item in written.Items)
        {
            Value value = Evaluate(item.Value);
            if (item.Key is not null)
            {
                dictionary.Set(Evaluate(item.Key), value);
            }
            else if (value is DictionaryValue other)
            {
                foreach ((Value key, Value each) in other.Items)
                {
                    dictionary.Set(key, each);
                }
            }
            else
            {
                return new UnknownValue("a dictionary with parts that are not known");
            }
        }

        return dictionary;
    }

    private Value Comprehended(Comprehension comprehension)
    {
        Scope outer = _scope;
        _scope = new Scope(outer);
        List<Value> items = [];
        DictionaryValue dictionary = new();
        try
        {
            bool known = Collect(comprehension, 0, items, dictionary);
            if (comprehension.Key is not null)
            {
                return known ? dictionary : new UnknownValue("a dictionary whose items are not known");
            }

            return new SequenceValue(comprehension.Kind == '{' ? SequenceKind.Set : SequenceKind.List, items) { IsOpen = !known };
        }
        finally
        {
            _scope = outer;
        }
    }

    private bool Collect(Comprehension comprehension, int level, List<Value> items, DictionaryValue dictionary)
    {
        if (level == comprehension.Loops.Count)
        {
            if (items.Count >= EvaluationLimits.MostItems)
            {
                throw new LimitException("a list is too long");
            }

            if (comprehension.Key is null)
            {
                items.Add(Evaluate(comprehension.Value));
            }
            else
            {
                dictionary.Set(Evaluate(comprehension.Key), Evaluate(comprehension.Value));
            }

            return true;
        }

        ComprehensionLoop loop = comprehension.Loops[level];
        Value source = Evaluate(loop.Source);
        if (_library.Items(source) is not { } sources)
        {
            Assign(loop.Target, _library.Element(source));
            Collect(comprehension, level + 1, items, dictionary);
            return false;
        }

        bool known = true;
        foreach (Value item in sources)
        {
            Assign(loop.Target, item);
            bool? holds = true;
            foreach (Expression condition in loop.Conditions)
            {
                bool? truth = Evaluate(condition).Truth;
                holds =
                    truth == false || holds == false ? false
                    : truth is null ? null
                    : holds;
            }

            if (holds == true)
            {
                known &= Collect(comprehension, level + 1, items, dictionary);
            }

            known &= holds is not null;
        }

        return known;
    }

    private Value Logic(BinaryExpression logic)
    {
        Value left = Evaluate(logic.Left);
        if (left.Truth is not { } truth)
        {
            Value right = Evaluate(logic.Right);

            // "x or True" and "x and False" are known whatever x is.
            return right.Truth is { } other && other == (logic.Sign == "or") && right is BoolValue
                ? right
                : new UnknownValue("a condition that is not known");
        }

        return truth == (logic.Sign == "or") ? left : Evaluate(logic.Right);
    }
}
