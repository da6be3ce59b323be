using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;

namespace Repro.Probes.Networks;

/// <summary>What the flags leave trainable, and what the model's Keras trains: flags, tensors and layers, nested models unfolded.</summary>
internal static class TrainingQuantities
{
    public static IReadOnlyList<ModelQuantity> All { get; } =
    [
        new(
            "[LAYER]/trainable",
            "Whether the trainable flag of a layer is set: true or false.",
            question => ModelValues.Flag(question.Layer.Layer.Trainable)
        ),
        new(
            "/trainable_tensors",
            "Number of weight tensors in model.trainable_weights.",
            question => ModelValues.Number(Tensors(question).Count())
        ),
        new(
            "/trainable_tensor_names",
            "Paths of the weight tensors in model.trainable_weights, separated by spaces.",
            question => ModelValues.Names(Tensors(question).Select(weight => weight.Path))
        ),
        new(
            "/trainable_layers",
            "Names of the layers with trainable weights, those of nested models included, separated by spaces.",
            question => ModelValues.Names(Layers(question).Select(node => node.Layer.Name))
        ),
        new(
            "/trainable_conv_layers",
            "Number of Conv2D layers with trainable weights, those of nested models included.",
            question => ModelValues.Number(Layers(question).Count(node => node.Layer is Conv2D))
        ),
        new(
            "/first_trainable_layer",
            "Name of the first layer with trainable weights, those of nested models included.",
            question =>
                ModelValues.Text(
                    Layers(question).FirstOrDefault()?.Layer.Name ?? throw question.Wrong("no layer of the model is trainable.")
                )
        ),
        // Keras before 2.1.0 trains more than it counts: see KerasFreezing.
        new(
            "/trained_tensors",
            "Number of weight tensors that the model's version of Keras updates in a training step, of the model, or with [LAYER] of a layer; before Keras 2.1.0 it differs from trainable_tensors where a base is frozen.",
            question => ModelValues.Number(question.Within(KerasFreezing.Trained(question.Model, question.Variant.Keras)).Count())
        ),
    ];

    private static IEnumerable<FlatWeight> Tensors(ModelQuestion question) => KerasFreezing.Counted(question.OfWhole().Model);

    // Layers without weights carry the flag too, but nothing of them trains.
    private static IEnumerable<FlatNode> Layers(ModelQuestion question) =>
        FlattenedModel.Of(question.OfWhole().Model).Layers.Where(node => node.Weights.Any(weight => weight.Trainable));
}
