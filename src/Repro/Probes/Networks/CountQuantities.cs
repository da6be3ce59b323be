using Repro.Models;
using Repro.Models.Counting;

namespace Repro.Probes.Networks;

/// <summary>How many parameters, tensors, layers and outputs.</summary>
internal static class CountQuantities
{
    public static IReadOnlyList<ModelQuantity> All { get; } =
    [
        new(
            "/total_params",
            "Number of parameters of the whole model.",
            question => ModelValues.Number(ParameterCounts.Of(question.OfWhole().Model).Total)
        ),
        new(
            "/trainable_params",
            "Number of trainable parameters of the model, or with [LAYER] of a layer and everything nested in it.",
            question => ModelValues.Number(ParameterCounts.Of(question.Within(FlattenedModel.Of(question.Model).Weights)).Trainable)
        ),
        new(
            "/non_trainable_params",
            "Number of parameters that are not trainable, of the model, or with [LAYER] of a layer and everything nested in it.",
            question => ModelValues.Number(ParameterCounts.Of(question.Within(FlattenedModel.Of(question.Model).Weights)).NonTrainable)
        ),
        new(
            "[LAYER]/params",
            "Number of parameters of a layer, as the column Param # of model.summary() prints it.",
            question => ModelValues.Number(ParameterCounts.Of(question.Layer))
        ),
        new(
            "[LAYER]/weight_tensors",
            "Number of weight tensors of a layer: 2 for a kernel and a bias.",
            question => ModelValues.Number(question.Layer.Weights.Count)
        ),
        new(
            "/layer_count",
            "Number of layers in model.layers, or with [LAYERS] of those that the argument picks.",
            question => ModelValues.Number(question.Layers.Count)
        ),
        new("/output_count", "Number of outputs of the model.", question => ModelValues.Number(question.OfWhole().Model.Outputs.Count)),
        // Nested models count by their own layers: "16 layers" of VGG16 means those that hold weights.
        new(
            "/weight_layer_count",
            "Number of layers that have weights; the layers of nested models are counted one by one.",
            question => ModelValues.Number(FlattenedModel.Of(question.OfWhole().Model).Layers.Count(node => node.Weights.Count > 0))
        ),
    ];
}
