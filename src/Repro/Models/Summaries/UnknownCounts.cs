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
                $"The parameters of the layer '{layer.Name}' ({layer.TypeName}) are not known, and the table counts 0: the file has no weights. Why: {ReasonOf(model, layer)}"
            );

    /// <summary>
    /// Why a layer is not supported. Where the shape of its input is not known, that is the reason of the first layer in front of it whose
    /// output shape is not known.
    /// </summary>
    /// <param name="model">Its model, or one around it.</param>
    public static string ReasonOf(Model model, ForeignLayer layer)
    {
        if (model.Nodes.FirstOrDefault(node => ReferenceEquals(node.Layer, layer)) is not { } at)
        {
            return
                model.Nodes.Select(node => node.Layer).OfType<NestedModel>().FirstOrDefault(nested => All(nested.Model).Contains(layer))
                    is { } inner
                ? ReasonOf(inner.Model, layer)
                : layer.Reason;
        }

        ForeignLayer cause = layer;
        while (Unknown(at) is { } before)
        {
            (at, cause) = (before, (ForeignLayer)before.Layer);
        }

        return cause.Reason;

        // Flatten has one axis whatever it reads, so the cause may be further in front.
        Node? Unknown(Node node) =>
            node
                .Inputs.Select(input => model.Nodes[input])
                .Select(input =>
                    input.Layer is ForeignLayer { Shape.IsUnknown: true } ? input
                    : input.OutputShape.IsKnown ? null
                    : Unknown(input)
                )
                .FirstOrDefault(found => found is not null);
    }

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
