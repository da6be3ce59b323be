using Repro.Claims;
using Repro.Models;

namespace Repro.Probes;

/// <summary>What the flags leave trainable, and what the model's Keras trains: flags, tensors and layers, nested models unfolded.</summary>
internal static class TrainingQuantities
{
    public static IReadOnlyDictionary<string, Func<ModelQuestion, Value>> All { get; } = new Dictionary<string, Func<ModelQuestion, Value>>
    {
        ["trainable"] = question => ModelValues.Flag(question.Layer.Layer.Trainable),
        ["trainable_tensors"] = question => ModelValues.Number(Tensors(question).Count()),
        ["trainable_tensor_names"] = question => ModelValues.Names(Tensors(question).Select(weight => weight.Path)),
        ["trainable_layers"] = question => ModelValues.Names(Layers(question).Select(node => node.Layer.Name)),
        ["trainable_conv_layers"] = question => ModelValues.Number(Layers(question).Count(node => node.Layer is Conv2D)),
        ["first_trainable_layer"] = question => ModelValues.Text(
            Layers(question).FirstOrDefault()?.Layer.Name ?? throw question.Wrong("no layer of the model is trainable.")),

        // Keras before 2.1.0 trains more than it counts: see KerasFreezing.
        ["trained_tensors"] = question => ModelValues.Number(
            question.Within(KerasFreezing.Trained(question.Model, question.Variant.Keras)).Count()),
    };

    private static IEnumerable<ExpandedWeight> Tensors(ModelQuestion question) =>
        KerasFreezing.Counted(question.OfWhole().Model);

    // Layers without weights carry the flag too, but nothing of them trains.
    private static IEnumerable<ExpandedNode> Layers(ModelQuestion question) =>
        Expansion.Of(question.OfWhole().Model).Nodes.Where(node => node.Weights.Any(weight => weight.Trainable));
}
