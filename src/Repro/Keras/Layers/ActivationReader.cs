using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes activations with settings out of them.</summary>
internal static class ActivationReader
{
    /// <summary>One without settings is the activation that all layers have.</summary>
    public static Layer ReLU(string name, LayerFields config)
    {
        ReLU relu = new()
        {
            Name = name,
            MaxValue = config.Fields.Has("max_value") ? config.Fields.Number("max_value", 0, float.MaxValue) : null,
            NegativeSlope = config.Fields.Number("negative_slope", 0, float.MaxValue, 0),
            Threshold = config.Fields.Number("threshold", 0, float.MaxValue, 0),
        };
        return relu == new ReLU { Name = name } ? new ActivationLayer(Activation.Relu) { Name = name, KerasTypeName = "ReLU" } : relu;
    }

    // Keras 3 calls the slope negative_slope.
    public static LeakyReLU LeakyReLU(string name, LayerFields config) =>
        new(config.Fields.Number(config.Fields.Has("negative_slope") ? "negative_slope" : "alpha", 0, float.MaxValue, 0.3f))
        {
            Name = name,
        };

    public static Layer Softmax(string name, LayerFields config) =>
        config.Fields.Axes("axis") switch
        {
            null => new ActivationLayer(Activation.Softmax) { Name = name, KerasTypeName = "Softmax" },
            [int axis] => new SoftmaxAlong(axis) { Name = name },
            _ => throw config.Fields.Wrong("axis", "must be one axis."),
        };
}
