using System.Runtime.CompilerServices;
using Repro.Import.Evaluation.Libraries;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Printed;
using Repro.Import.Python.Syntax;
using Place = Repro.Claims.Place;

namespace Repro.Import.Evaluation;

/// <summary>
/// Evaluates a program as far as it is known: names, numbers, texts, lists, loops, functions of its own, and the calls of Keras that make
/// and
/// train networks. Nothing is executed; what is not known is an <see cref="UnknownValue"/>. Steps, depth and sizes are limited.
/// </summary>
internal sealed partial class Evaluator : IProgram
{
    private readonly Context _context;
    private readonly Scope _program = new(null);
    private readonly List<string> _wildcards = [];
    private readonly Library _library;
    private readonly PrintedShapes _shapes;
    private Scope _scope;
    private int _depth;

    /// <param name="shapes">The shapes of arrays that the text prints.</param>
    public Evaluator(Context context, PrintedShapes shapes)
    {
        _context = context;
        _shapes = shapes;
        _scope = _program;
        _program.Set("__name__", new TextValue("__main__"));
        _library = new Library(context, this);
    }

    /// <summary>Evaluates the statements of one block of code.</summary>
    /// <param name="isAlternative">Whether the text gives the block and another one as alternatives.</param>
    public void Run(IReadOnlyList<Statement> statements, int unit, bool isAlternative)
    {
        _context.Unit = unit;
        if (isAlternative)
        {
            LoseAlternatives(statements);
        }

        foreach (Statement statement in statements)
        {
            RunOne(statement, unit);
        }

        _context.Networks.SnapshotAll();
    }

    /// <summary>Calls a function, class, layer or network.</summary>
    public Value Call(Value function, CallArguments arguments)
    {
        _context.Tick();
        switch (function)
        {
            case PartialValue partial:
                return Call(partial.Function, arguments.After(partial.Arguments));
            case FunctionValue own:
                return CallOwn(own, arguments);
            case ClassValue type:
                return Instance(type, arguments);
            case ObjectValue instance when Member(instance, "__call__") is FunctionValue call:
                return CallOwn(call, arguments);
            case UnknownValue:
                return function;
            default:
                return _library.Call(function, arguments);
        }
    }

    /// <summary>A member of a value: a method, a property, a function of a library.</summary>
    public Value Attribute(Value target, string name) =>
        target switch
        {
            UnknownValue => target,
            ApiValue library => Api.Member(library, name),
            ObjectValue instance => Member(instance, name) ?? new UnknownValue($"the attribute '{name}' is not known"),
            ClassValue type => ClassMember(type, name, null) ?? new UnknownValue($"the attribute '{name}' is not known"),
            _ => _library.Attribute(target, name),
        };

    private Value CallOwn(FunctionValue function, CallArguments arguments)
    {
        if (function.IsGenerator)
        {
            return new UnknownValue($"'{function.Name}' is a generator function, which is not evaluated");
        }

        if (_depth >= EvaluationLimits.DeepestCalls || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new LimitException($"functions call one another more than {EvaluationLimits.DeepestCalls} deep");
        }

        Scope scope = new(function.Scope);
        Bind(function, arguments, scope);
        (Scope outer, int unit, Place inner) = (_scope, _context.Unit, _context.Inner);
        _scope = scope;
        _context.Unit = function.Unit;
        _depth++;
        _context.Enter($"the function '{function.Name}'");
        try
        {
            if (function.Result is not null)
            {
                return Evaluate(function.Result);
            }

            Flow flow = Execute(function.Body);
            return flow.Kind == FlowKind.Return ? flow.Value! : NoneValue.Instance;
        }
        finally
        {
            _scope = outer;
            _context.Unit = unit;
            _context.Inner = inner;
            _context.Leave();
            _depth--;
        }
    }

    private static void Bind(FunctionValue function, CallArguments arguments, Scope scope)
    {
        List<Value> positional = function.Self is null ? [.. arguments.Positional] : [function.Self, .. arguments.Positional];
        List<KeyValuePair<string, Value>> named = [.. arguments.Named];
        int next = 0;
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Stars == 1)
            {
                scope.Set(parameter.Name, SequenceValue.Tuple(positional.Skip(next)));
                next = positional.Count;
                continue;
            }

            if (parameter.Stars == 2)
            {
                DictionaryValue rest = new();
                foreach ((string key, Value value) in named)
                {
                    rest.Set(new TextValue(key), value);
                }

                scope.Set(parameter.Name, rest);
                continue;
            }

            int given = named.FindIndex(pair => pair.Key == parameter.Name);
            if (given >= 0)
            {
                scope.Set(parameter.Name, named[given].Value);
                named.RemoveAt(given);
            }
            else if (!parameter.KeywordOnly && next < positional.Count)
            {
                scope.Set(parameter.Name, positional[next++]);
            }
            else
            {
                scope.Set(
                    parameter.Name,
                    arguments.IsOpen
                        ? new UnknownValue($"the argument '{parameter.Name}' is not known")
                        : function.Defaults.GetValueOrDefault(parameter.Name)
                            ?? new UnknownValue($"the argument '{parameter.Name}' is not given")
                );
            }
        }
    }

    private Value Instance(ClassValue type, CallArguments arguments)
    {
        if (type.Keras.Length > 0)
        {
            return _library.Subclass(type, arguments);
        }

        ObjectValue instance = new(type);
        if (Member(instance, "__init__") is FunctionValue begin)
        {
            CallOwn(begin, arguments);
        }

        return instance;
    }

    private Value? Member(ObjectValue instance, string name) =>
        instance.Attributes.GetValueOrDefault(name) ?? ClassMember(instance.Type, name, instance);

    private Value? ClassMember(ClassValue type, string name, ObjectValue? self)
    {
        foreach (Statement statement in type.Statement.Body)
        {
            if (statement is FunctionStatement function && function.Name == name)
            {
                FunctionValue value = Function(function, type.Scope);
                bool isStatic = function.Decorators.Any(decorator => decorator is NameExpression { Name: "staticmethod" });
                return self is null || isStatic ? value : value.BoundTo(self);
            }

            if (statement is Assignment { Targets: [NameExpression target], Value: { } constant } && target.Name == name)
            {
                return Evaluate(constant);
            }
        }

        return null;
    }

    private FunctionValue Function(FunctionStatement function, Scope scope) =>
        new(function.Name, function.Parameters, scope)
        {
            Body = function.Body,
            IsGenerator = StatementScan.HasYield(function.Body),
            Defaults = Defaults(function.Parameters),
            Unit = _context.Unit,
        };

    private Dictionary<string, Value> Defaults(IReadOnlyList<Parameter> parameters)
    {
        Dictionary<string, Value> defaults = new(StringComparer.Ordinal);
        foreach (Parameter parameter in parameters)
        {
            if (parameter.Default is not null)
            {
                defaults[parameter.Name] = Evaluate(parameter.Default);
            }
        }

        return defaults;
    }
}

internal enum FlowKind
{
    Normal,
    Break,
    Continue,
    Return,
}

/// <summary>How a block of statements ends.</summary>
internal readonly record struct Flow(FlowKind Kind, Value? Value = null);
