using System.Text.Json;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes layers that draw random numbers in training out of their settings.</summary>
internal static class RandomReader
{
    public static float Rate(LayerFields config) => config.Fields.Number("rate", 0, 0.999999f);

    public static AlphaDropout AlphaDropout(string name, LayerFields config)
    {
        config.Fields.RequireMissing("noise_shape");
        return new AlphaDropout(Rate(config)) { Name = name };
    }

    public static Dropout Dropout(string name, LayerFields config)
    {
        if (!config.Fields.Has("noise_shape"))
        {
            return new Dropout(Rate(config)) { Name = name };
        }

        JsonElement[] axes = config.Fields.List("noise_shape");
        List<int> together = [];
        for (int axis = 1; axis < axes.Length; axis++)
        {
            if (axes[axis].ValueKind == JsonValueKind.Number && axes[axis].TryGetInt32(out int length) && length == 1)
            {
                together.Add(axis - 1);
            }
        }

        if (axes.Length > 0 && axes[0].ValueKind == JsonValueKind.Number && axes[0].TryGetInt32(out int samples) && samples == 1)
        {
            throw config.Fields.Wrong(
                "noise_shape",
                "drops the same units of all samples, which is not supported; its first axis must be null."
            );
        }

        // The same list wherever there is none, so that layers compare as equal.
        return together.Count == 0
            ? new Dropout(Rate(config)) { Name = name }
            : new Dropout(Rate(config))
            {
                Name = name,
                Together = together,
                NoiseAxes = axes.Length - 1,
            };
    }
}
