using System.Globalization;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Rows;

/// <summary>Turns a model's layers into rows, as a generation of Keras words them.</summary>
internal sealed class SummaryRows(SummaryModel model, SummaryRules rules, SummaryOptions options)
{
    // Layers that add or compare their inputs element by element; Keras 2.0.0 gave them the shapes of all of them.
    private static readonly HashSet<string> Merging = new(["Add", "Multiply", "Average", "Maximum"], StringComparer.Ordinal);

    private readonly Dictionary<string, SummaryLayer> _layers = model
        .Layers.GroupBy(layer => layer.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>Whether only the model at the front of a Sequential is built so far.</summary>
    public bool IsWaiting { get; } = IsWaitingToBeCalled(model, rules);

    public static bool IsWaitingToBeCalled(SummaryModel model, SummaryRules rules) =>
        rules.BuildsLate && !model.Called && model is { Kind: SummaryKind.Sequential, Layers: [{ Nested: not null }, ..] };

    public IReadOnlyList<SummaryRow> All() => [.. Ordered().Select((layer, index) => Outer(layer, index))];

    private IEnumerable<SummaryLayer> Ordered()
    {
        if (!rules.SortsByName || model.Kind != SummaryKind.Functional)
        {
            return model.Layers;
        }

        SummaryGraph graph = new(model);
        return model.Layers.OrderByDescending(graph.DepthOf).ThenBy(layer => layer.Name, StringComparer.Ordinal);
    }

    private SummaryRow Outer(SummaryLayer layer, int index)
    {
        bool waits = IsWaiting && index > 0;
        SummaryRow row = Row(layer, Connections(layer, index), enclosing: true, waits);
        return IsWaiting ? row with { Shape = "?" } : row;
    }

    private SummaryRow Row(SummaryLayer layer, IReadOnlyList<string> connections, bool enclosing, bool waits)
    {
        bool built = !waits && (layer.Built || (rules.DropoutIsBuilt && layer.ClassName == "Dropout"));
        bool trainable = enclosing && layer.Trainable;
        IReadOnlyList<SummaryRow> inner =
            layer.Nested is { } nested && options.ExpandNested
                ? [.. nested.Layers.Select(part => Row(part, [], trainable, waits: false))]
                : [];
        return new SummaryRow(
            $"{layer.Name} ({ClassOf(layer)})",
            Shape(layer),
            Parameters(layer, built, trainable),
            connections,
            Flag(layer, built, trainable),
            inner
        );
    }

    private string ClassOf(SummaryLayer layer) =>
        layer switch
        {
            { Nested.Kind: SummaryKind.Functional } => rules.FunctionalClass ?? layer.ClassName,
            { ClassName: "Conv2D" } when rules.ClassesOfKeras1 => "Convolution2D",
            { ClassName: "Add" or "Concatenate" } when rules.ClassesOfKeras1 => "Merge",
            _ => layer.ClassName,
        };

    private string Shape(SummaryLayer layer)
    {
        if (layer.OutputShapes is not { Count: > 0 } shapes)
        {
            return rules.Layout == SummaryLayout.Boxed || model.Kind != SummaryKind.Subclassed ? "?" : "multiple";
        }

        if (rules.MergedShapesAsList && Merging.Contains(layer.ClassName) && InputShapes(layer) is { Length: > 1 } inputs)
        {
            return KerasNotation.List(inputs.Select(KerasNotation.Tuple));
        }

        return shapes.Count > 1 || (layer.IsInput && rules.InputShapeAsList)
            ? KerasNotation.List(shapes.Select(KerasNotation.Tuple))
            : KerasNotation.Tuple(shapes[0]);
    }

    private IReadOnlyList<int?>[] InputShapes(SummaryLayer layer) =>
        [
            .. layer
                .Calls.Take(1)
                .SelectMany(call => call.Inputs)
                .Select(tensor => _layers.GetValueOrDefault(tensor.Layer)?.OutputShapes?.ElementAtOrDefault(tensor.Output))
                .OfType<IReadOnlyList<int?>>(),
        ];

    private string Parameters(SummaryLayer layer, bool built, bool trainable)
    {
        if (!built)
        {
            return rules.PrintsUnbuilt ? "0 (unbuilt)" : "0 (unused)";
        }

        long count = SummaryCounts.OfRow(layer, trainable, rules.Counts);
        return rules.Layout == SummaryLayout.Boxed ? KerasNotation.Thousands(count) : count.ToString(CultureInfo.InvariantCulture);
    }

    private string Flag(SummaryLayer layer, bool built, bool trainable)
    {
        bool hasWeights = built && SummaryCounts.HasWeights(layer);
        return rules.Layout == SummaryLayout.Boxed && !hasWeights ? "-"
            : trainable ? "Y"
            : "N";
    }

    private IReadOnlyList<string> Connections(SummaryLayer layer, int index) =>
        rules.Connections == SummaryConnections.Empty ? []
        : model.Kind == SummaryKind.Sequential ? SequentialConnection(layer, index)
        : [.. layer.Calls.SelectMany(call => call.Inputs).Select(Tensor)];

    // Only Keras 1 lists them for sequential models. It names the hidden input by the first layer's class, and puts no input
    // before a model: the next layer reads the tensor of that model's own last layer.
    private IReadOnlyList<string> SequentialConnection(SummaryLayer layer, int index)
    {
        if (index == 0)
        {
            return layer.Nested is null ? [$"{ClassOf(layer).ToLowerInvariant()}_input_1[0][0]"] : [];
        }

        SummaryLayer before = model.Layers[index - 1];
        return index == 1 && before.Nested is { } first
            ? [.. first.Outputs.Select(output => $"{output}[0][0]")]
            : [Tensor(new SummaryTensor(before.Name))];
    }

    private string Tensor(SummaryTensor tensor)
    {
        int first = _layers.GetValueOrDefault(tensor.Layer)?.Nested is null ? 0 : rules.FirstUseOfModel;
        return string.Create(CultureInfo.InvariantCulture, $"{tensor.Layer}[{tensor.Call + first}][{tensor.Output}]");
    }
}
