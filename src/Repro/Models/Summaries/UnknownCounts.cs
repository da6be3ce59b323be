using Repro.Models.Layers;

namespace Repro.Models.Summaries;

/// <summary>Layers whose weights nothing tells: an architecture without weights holds layers that are not supported.</summary>
internal static class UnknownCounts
{
    /// <summary>The first such layer, nested ones included; null where all weights are known.</summary>
    public static ForeignLayer? First(Model model) => All(model).FirstOrDefault();

    /// <summary>A sentence for each such layer, for whom a table counts no parameters.</summary>
    public static IEnumerable<string> Remarks(Model model)
    {
        Dictionary<ForeignLayer, string> reasons = Reasons(model);
        return All(model)
            .Select(layer =>
                $"The parameters of the layer '{layer.Name}' ({layer.TypeName}) are not known, and the table counts 0: the file has no weights. Why: {reasons[layer]}"
            );
    }

    /// <summary>
    /// Why a layer is not supported. Where the shape of its input is not known, that is the reason of the first layer in front of it whose
    /// output shape is not known.
    /// </summary>
    /// <param name="model">Its model, or one around it.</param>
    public static string ReasonOf(Model model, ForeignLayer layer) => Reasons(model).GetValueOrDefault(layer, layer.Reason);

    private static IEnumerable<ForeignLayer> All(Model model) => ForeignLayers.Of(model).Where(layer => !layer.WeightsKnown);

    private static Dictionary<ForeignLayer, string> Reasons(Model model)
    {
        Dictionary<ForeignLayer, string> reasons = new(ReferenceEqualityComparer.Instance);
        Collect(model, reasons);
        return reasons;
    }

    // A node stands behind those that it reads, so one pass is enough however many paths lead to it.
    private static void Collect(Model model, Dictionary<ForeignLayer, string> reasons)
    {
        // For each node, the layer from which on the shapes are not known; null where its output's shape is known.
        ForeignLayer?[] causes = new ForeignLayer?[model.Nodes.Count];
        for (int index = 0; index < causes.Length; index++)
        {
            Node node = model.Nodes[index];
            ForeignLayer? before = node.Inputs.Select(input => causes[input]).FirstOrDefault(cause => cause is not null);
            if (node.Layer is ForeignLayer foreign)
            {
                reasons[foreign] = (before ?? foreign).Reason;
            }

            // Flatten has one axis whatever it reads, so the cause may be further in front.
            causes[index] =
                node.Layer is ForeignLayer { Shape.IsUnknown: true } unknown ? before ?? unknown
                : node.OutputShape.IsKnown ? null
                : before;
            if (node.Layer is NestedModel nested)
            {
                Collect(nested.Model, reasons);
            }
            else if (node.Layer is ForeignLayer { Nested: { } inner })
            {
                Collect(inner, reasons);
            }
        }
    }
}
