using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Summaries;

namespace Repro.Probes.Networks;

/// <summary>Layers that are not supported, behind which shapes and weights are not known: what needs these is not measured.</summary>
internal static class UnknownLayers
{
    private static readonly HashSet<string> OfWeights = new(StringComparer.Ordinal)
    {
        "total_params",
        "trainable_params",
        "non_trainable_params",
        "params",
        "weight_tensors",
        "weight_layer_count",
        "kernel_shape",
        "filter_shape",
        "trainable_tensors",
        "trainable_tensor_names",
        "trainable_layers",
        "trainable_conv_layers",
        "first_trainable_layer",
        "trained_tensors",
        "summary_row",
    };

    private static readonly HashSet<string> OfShapes = new(StringComparer.Ordinal)
    {
        "output_shape",
        "output_elements",
        "output_channels",
        "spatial_size",
        "map_cells",
        "output_ranks",
        "conv_output_channels",
        "max_spatial_step",
        "output_listing",
        "summary_row",
    };

    private static readonly HashSet<string> OfWindows = new(StringComparer.Ordinal) { "receptive_field", "min_receptive_field_step" };

    /// <exception cref="Claims.AddressException">The quantity needs a weight or a shape that is not known.</exception>
    public static void Check(ModelQuestion question)
    {
        string quantity = question.Address.Quantity;
        bool ofWeights = OfWeights.Contains(quantity);
        bool ofShapes = OfShapes.Contains(quantity);
        bool ofWindows = OfWindows.Contains(quantity);
        if (!ofWeights && !ofShapes && !ofWindows)
        {
            return;
        }

        IReadOnlyList<Node> asked = question.Layers;
        IEnumerable<Node> needed = ofWindows ? question.Model.Nodes.TakeWhile(node => node != asked[^1]).Append(asked[^1]) : asked;
        bool IsUnknown(ForeignLayer layer) => ofWindows || (ofWeights && !layer.WeightsKnown) || (ofShapes && layer.Shape.IsUnknown);
        if (
            needed.Select(node => Unknown(node.Layer, ofWeights, ofWindows, IsUnknown)).FirstOrDefault(layer => layer is not null) is
            { } unknown
        )
        {
            throw question.Wrong(
                $"{(ofWindows ? "the windows" : ofWeights ? "the weights" : "the shapes")} of the layer '{unknown.Name}' ({unknown.TypeName}) are not known: {UnknownCounts.ReasonOf(question.Model, UnknownCounts.First(question.Model) ?? unknown)}"
            );
        }

        if (ofShapes && question.Address.Argument is null && question.Model.OutputShapes.Any(shape => shape.IsUnknown))
        {
            throw question.Wrong("the shape of the model's output is not known.");
        }
    }

    // The shape of a nested model's output is that of the model as a whole; its weights and windows are those of the layers in it.
    private static ForeignLayer? Unknown(Layer layer, bool ofWeights, bool ofWindows, Predicate<ForeignLayer> isUnknown) =>
        layer is ForeignLayer foreign && isUnknown(foreign)
            ? foreign
            : ForeignLayers.Of(layer).FirstOrDefault(inner => ofWindows || (ofWeights && !inner.WeightsKnown));
}
