using Repro.Models.Layers;

namespace Repro.Models.Summaries.Description;

/// <summary>Describes a backend's <see cref="Model"/> for its summary.</summary>
internal static class SummaryDescription
{
    public static SummaryModel Of(Model model) => Of(model, model.Layers);

    /// <summary>With the input layer that a sequential model's table hides.</summary>
    internal static SummaryModel OfAllNodes(Model model) => Of(model, model.Nodes);

    private static SummaryModel Of(Model model, IReadOnlyList<Node> nodes) =>
        new(model.Name, model.IsSequential ? SummaryKind.Sequential : SummaryKind.Functional, [.. nodes.Select(node => Of(model, node))])
        {
            Outputs = [.. model.Outputs.Select(output => model.Nodes[output].Layer.Name)],
        };

    private static SummaryLayer Of(Model model, Node node)
    {
        SummaryModel? nested = node.Layer switch
        {
            NestedModel layer => Of(layer.Model),
            ForeignLayer { Nested: { } inner } => Of(inner),
            _ => null,
        };
        return new SummaryLayer(node.Layer.Name, node.Layer.TypeName)
        {
            OutputShapes = node.OutputShape.IsUnknown
                ? null
                :
                [
                    [null, .. node.OutputShape.Axes],
                ],
            Calls = node.Layer.Calls is { } calls
                ?
                [
                    .. calls.Select(call => new SummaryCall([
                        .. call.Inputs.Select(tensor => new SummaryTensor(tensor.Layer, tensor.Call, tensor.Output)),
                    ])),
                ]
                : [new SummaryCall([.. node.Inputs.Select(from => new SummaryTensor(model.Nodes[from].Layer.Name))])],
            Weights = nested is not null
                ? []
                :
                [
                    .. node.Weights.Select(weight => new SummaryWeight(
                        weight.Elements,
                        weight.Statistic,
                        weight.IsInteger ? sizeof(long) : sizeof(float)
                    )),
                ],
            Trainable = node.Layer.Trainable,
            Nested = nested,
        };
    }
}
