using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>The classes of layers that are read out of Keras's files, and what they become.</summary>
internal static class KerasLayers
{
    /// <summary>The class names in alphabetical order, without models as layers.</summary>
    public static IReadOnlyCollection<string> Names => LayerReader.Kinds;

    /// <summary>The kind of layer that a backend computes for a class.</summary>
    public static Type KindOf(string name) =>
        name switch
        {
            "Activation" or "Softmax" => typeof(ActivationLayer),
            _ => typeof(ActivationLayer).Assembly.GetType($"{typeof(ActivationLayer).Namespace}.{name}", throwOnError: true)!,
        };
}
