using Repro.Claims;
using Repro.Models;

namespace Repro.Probes;

/// <summary>How many parameters, tensors, layers and outputs.</summary>
internal static class CountQuantities
{
    /// <summary>Those that need all weights to be known.</summary>
    public static IReadOnlyList<string> OfWeights { get; } = ["total_params", "trainable_params", "non_trainable_params", "params", "weight_tensors", "weight_layer_count"];

    public static IReadOnlyDictionary<string, Func<ModelQuestion, Value>> All { get; } = new Dictionary<string, Func<ModelQuestion, Value>>
    {
        ["total_params"] = question => ModelValues.Number(ParameterCounts.Of(question.OfWhole().Model).Total),
        ["trainable_params"] = question => ModelValues.Number(ParameterCounts.Of(question.Within(Expansion.Of(question.Model).Weights)).Trainable),
        ["non_trainable_params"] = question => ModelValues.Number(ParameterCounts.Of(question.Within(Expansion.Of(question.Model).Weights)).NonTrainable),
        ["params"] = question => ModelValues.Number(ParameterCounts.Of(question.Layer)),
        ["weight_tensors"] = question => ModelValues.Number(question.Layer.Weights.Count),
        ["layer_count"] = question => ModelValues.Number(question.Layers.Count),
        ["output_count"] = question => ModelValues.Number(question.OfWhole().Model.Outputs.Count),

        // Nested models count by their own layers: "16 layers" of VGG16 means those that hold weights.
        ["weight_layer_count"] = question =>
            ModelValues.Number(Expansion.Of(question.OfWhole().Model).Nodes.Count(node => node.Weights.Count > 0)),
    };
}
