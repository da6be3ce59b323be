using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Initializers, regularizers and constraints of a layer's weights, where they are not the defaults of Keras.</summary>
internal static class WeightRules
{
    /// <summary>What settings begin with, the weight that they are about, and how it starts by default.</summary>
    public static IReadOnlyList<(string Setting, string Weight, Initializer Default)> All { get; } =
    [
        ("kernel", "kernel", Initializer.GlorotUniform),
        ("depthwise", "depthwise_kernel", Initializer.GlorotUniform),
        ("pointwise", "pointwise_kernel", Initializer.GlorotUniform),
        ("recurrent", "recurrent_kernel", new Initializer.Orthogonal()),
        ("bias", "bias", Initializer.Zeros),
        ("gamma", "gamma", Initializer.Ones),
        ("beta", "beta", Initializer.Zeros),
        ("moving_mean", "moving_mean", Initializer.Zeros),
        ("moving_variance", "moving_variance", Initializer.Ones),
        ("embeddings", "embeddings", new Initializer.RandomUniform()),
        ("alpha", "alpha", Initializer.Zeros),
    ];

    /// <exception cref="KerasFormatException">A regularizer or constraint is not supported.</exception>
    public static IReadOnlyList<WeightRule> Read(ConfigFields config, Layer layer)
    {
        List<WeightRule> rules = [];
        foreach ((string setting, string weight, Initializer initial) in All)
        {
            // An unknown initializer matters to trainings alone, which object to it.
            Initializer? initializer = Initializers.Find(config, setting + "_initializer");
            if (initial.Equals(initializer))
            {
                initializer = null;
            }

            Penalty penalty = Regularizers.Read(config, setting + "_regularizer");
            // The layer has it already.
            if (weight == "kernel" && (layer is Conv2D { L2: not 0 } or Dense { L2: not 0 }))
            {
                penalty = default;
            }

            Constraint? constraint = Constraints.Read(config, setting + "_constraint");
            if (initializer is not null || !penalty.IsNone || constraint is not null)
            {
                rules.Add(new WeightRule(weight, initializer, penalty, constraint));
            }
        }

        // The same list wherever there is none, so that layers compare as equal.
        if (rules.Count == 0)
        {
            return [];
        }

        return rules;
    }
}
