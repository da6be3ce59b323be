using Repro.Import.Networks;
using Repro.Import.Programs;
using Repro.Import.Python.Syntax;
using Place = Repro.Claims.Place;

namespace Repro.Import.Evaluation.Values;

/// <summary>A function or lambda of the program.</summary>
internal sealed class FunctionValue(string name, IReadOnlyList<Parameter> parameters, Scope scope) : Value
{
    public string Name => name;

    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>The names around its definition.</summary>
    public Scope Scope => scope;

    public IReadOnlyList<Statement> Body { get; init; } = [];

    /// <summary>The value of a lambda.</summary>
    public Expression? Result { get; init; }

    public required IReadOnlyDictionary<string, Value> Defaults { get; init; }

    /// <summary>The object whose method it is.</summary>
    public Value? Self { get; init; }

    public required int Unit { get; init; }

    /// <summary>Whether it yields values: it runs when they are asked for, often without an end.</summary>
    public bool IsGenerator { get; init; }

    public override string Shown => Result is not null ? "a lambda" : $"function {name}";

    public FunctionValue BoundTo(Value self) =>
        new(name, parameters, scope)
        {
            Body = Body,
            Result = Result,
            Defaults = Defaults,
            Self = self,
            Unit = Unit,
            IsGenerator = IsGenerator,
        };
}

/// <summary>A class of the program.</summary>
internal sealed class ClassValue(ClassStatement statement, string keras, Scope scope) : Value
{
    public ClassStatement Statement => statement;

    /// <summary>The class of Keras that it is derived from: <c>Layer</c>, <c>Model</c>, <c>Callback</c>; empty for none.</summary>
    public string Keras => keras;

    public Scope Scope => scope;

    public override string Shown => statement.Name;
}

/// <summary>An object of a class of the program that is no layer or network.</summary>
internal sealed class ObjectValue(ClassValue type) : Value
{
    public ClassValue Type => type;

    public Dictionary<string, Value> Attributes { get; } = new(StringComparer.Ordinal);

    public override string Shown => $"{type.Statement.Name} object";

    public override bool? Truth => null;
}

/// <summary>A layer or network.</summary>
internal sealed class LayerValue(GraphLayer layer) : Value
{
    public GraphLayer Layer => layer;

    public NetworkNode? Network => layer as NetworkNode;

    public override string Shown => $"{layer.ClassName} '{layer.Name}'";
}

/// <summary>A symbolic tensor.</summary>
internal sealed class TensorValue(TensorNode tensor) : Value
{
    public TensorNode Tensor => tensor;

    public override string Shown => $"tensor {tensor.Shape}";

    public override bool? Truth => null;
}

/// <summary>An optimizer, loss, metric, callback, regularizer, initializer, constraint or schedule.</summary>
/// <param name="area">Keras's module: <c>optimizers</c>, <c>losses</c>.</param>
internal sealed class KerasValue(string area, string className, IReadOnlyDictionary<string, Value> settings) : Value
{
    public string Area => area;

    public string ClassName => className;

    /// <summary>What the program gives, by Keras's present names.</summary>
    public IReadOnlyDictionary<string, Value> Settings => settings;

    public override string Shown => $"{className}({string.Join(", ", settings.Select(setting => $"{setting.Key}={setting.Value.Shown}"))})";
}

/// <summary>What fit returns.</summary>
internal sealed class HistoryValue(FitDraft fit) : Value
{
    public FitDraft Fit => fit;

    public override string Shown => "history";
}

/// <summary>A data generator or a reader of folders, with its settings.</summary>
internal sealed class GeneratorValue(string className, Place place, IReadOnlyDictionary<string, Value> settings) : Value
{
    public string ClassName => className;

    public Place Place => place;

    public IReadOnlyDictionary<string, Value> Settings => settings;

    public string Variable { get; set; } = "";

    /// <summary>Its entry in the result, made once.</summary>
    public ImportedAugmentation? Entry { get; set; }

    public override string Shown => className;
}
