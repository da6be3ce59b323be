using System.Text.Json;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Architecture;

/// <summary>
/// A layer out of a file before its place in the model is known: it becomes one that backends compute, or one that is only listed.
/// </summary>
/// <param name="layer">The layer as backends compute it; null where it is not supported.</param>
/// <param name="reason">Why it is not supported, in words that name the layer; empty where it is.</param>
/// <param name="stored">The weights that the file holds for it; null where there is an architecture alone.</param>
/// <param name="refusal">Why Keras does not build it whatever its inputs are; null where nothing is known to forbid it.</param>
internal sealed class LayerDraft(
    string name,
    string kind,
    JsonElement config,
    Layer? layer,
    string reason,
    Func<IReadOnlyList<WeightSpec>>? stored,
    string? refusal = null
)
{
    public string Name => name;

    /// <summary>The layer as backends compute it, or null.</summary>
    public Layer? Layer => layer;

    /// <summary>The layer behind inputs of the given shapes.</summary>
    /// <param name="hint">The output's shape as another part of the file says it.</param>
    /// <param name="objection">Why its place makes it one that is only listed; null where it does not.</param>
    public Layer At(IReadOnlyList<Shape> inputs, Shape? hint, string? objection = null)
    {
        (Shape? shape, string? misfit, bool isImpossible) = Fit(inputs);
        string? refused = refusal ?? RefusedSettings.Axis(name, kind, config, inputs);
        if (shape is not null && objection is null && refused is null)
        {
            return Placed(layer!, inputs);
        }

        bool fits = shape is not null;
        shape ??= ForeignShapes.Of(kind, config, inputs) ?? hint ?? Shape.Unknown;

        // A layer that is only listed for its place has the weights that it has elsewhere.
        IReadOnlyList<WeightSpec>? weights =
            stored is not null ? stored()
            : fits ? layer!.Weights(inputs)
            : ForeignWeights.Of(kind, config, inputs);
        return new ForeignLayer(kind, shape, weights ?? [], refused ?? objection ?? misfit ?? reason)
        {
            Name = name,
            Trainable = IsTrainable(),
            WeightsKnown = weights is not null,
            Nested = fits ? (layer as NestedModel)?.Model : null,
            IsImpossible = refused is not null || (isImpossible && objection is null),
        };
    }

    // The last axis of an image is the channels, however Keras counts it.
    private static Layer Placed(Layer layer, IReadOnlyList<Shape> inputs) =>
        layer is Concatenate { Axis: 2 } concatenate && inputs[0].Rank == 3 ? concatenate with { Axis = null } : layer;

    private (Shape? Shape, string? Misfit, bool IsImpossible) Fit(IReadOnlyList<Shape> inputs)
    {
        if (layer is null)
        {
            return (null, null, false);
        }

        try
        {
            _ = layer.Weights(inputs);
            Shape shape = layer.OutputShape(inputs);
            return shape.IsUnknown ? (null, $"Layer '{name}' ({kind}): the shape of its input is not known.", false) : (shape, null, false);
        }
        catch (ModelException exception)
        {
            return (null, exception.Message, exception.IsOfKeras && inputs.All(input => !input.IsUnknown));
        }
    }

    private bool IsTrainable() =>
        config.ValueKind != JsonValueKind.Object
        || !config.TryGetProperty("trainable", out JsonElement flag)
        || flag.ValueKind != JsonValueKind.False;
}
