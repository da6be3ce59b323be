using Repro.Models.Layers;

namespace Repro.Models.Summaries;

/// <summary>Layers whose weights nothing tells: an architecture without weights holds layers that are not supported.</summary>
internal static class UnknownCounts
{
    /// <summary>The first such layer, nested ones included; null where all weights are known.</summary>
    public static ForeignLayer? First(Model model) => All(model).FirstOrDefault();

    /// <summary>A sentence for each such layer, for whom a table counts no parameters.</summary>
    public static IEnumerable<string> Remarks(Model model) =>
        All(model)
            .Select(layer =>
                $"The parameters of the layer '{layer.Name}' ({layer.TypeName}) are not known, and the table counts 0: the file has no weights. Why: {layer.Reason}"
            );

    private static IEnumerable<ForeignLayer> All(Model model) =>
        model.Nodes.SelectMany(node =>
            node.Layer switch
            {
                ForeignLayer { WeightsKnown: false } foreign => [foreign],
                NestedModel nested => All(nested.Model),
                _ => Enumerable.Empty<ForeignLayer>(),
            }
        );
}
