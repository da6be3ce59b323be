using Repro.Models;

namespace Repro.Keras.Weights;

/// <summary>The weights that a file holds, by layer, for layers whose own rules do not say them.</summary>
internal interface IStoredLayers
{
    /// <summary>The weights of a layer.</summary>
    /// <param name="top">The model's own layer that it is or lies in.</param>
    /// <param name="layer">The layer's name.</param>
    /// <exception cref="KerasFormatException">The file does not hold what it lists.</exception>
    IReadOnlyList<WeightSpec> Of(string top, string layer);

    /// <summary>All weights below one of the model's own layers.</summary>
    IReadOnlyList<WeightSpec> All(string top);
}
