using System.Text.Json;
using Repro.Models;

namespace Repro.Keras.Layers;

/// <summary>Initializers: <c>{"class_name": "HeNormal", "config": {"seed": null}}</c>, or a name alone.</summary>
internal static class Initializers
{
    /// <summary>The initializer of a setting; null where it is missing, or not one that weights are drawn by here.</summary>
    public static Initializer? Find(ConfigFields config, string key) => config.Find(key) is { } value ? Of(value) : null;

    /// <summary>Null where weights are not drawn by it here.</summary>
    public static Initializer? Of(JsonElement value)
    {
        ConfigFields outer = new(value, "an initializer");
        string? kind =
            value.ValueKind == JsonValueKind.String ? value.GetString()
            : outer.Find("class_name") is { ValueKind: JsonValueKind.String } text ? text.GetString()
            : null;
        ConfigFields config = new(outer.Find("config") ?? default, "an initializer");
        return kind switch
        {
            "GlorotUniform" or "glorot_uniform" => Initializer.GlorotUniform,
            "GlorotNormal" or "glorot_normal" => Scaling(1, FanMode.Average, Distribution.TruncatedNormal),
            "HeUniform" or "he_uniform" => Scaling(2, FanMode.In, Distribution.Uniform),
            "HeNormal" or "he_normal" => Scaling(2, FanMode.In, Distribution.TruncatedNormal),
            "LecunUniform" or "lecun_uniform" => Scaling(1, FanMode.In, Distribution.Uniform),
            "LecunNormal" or "lecun_normal" => Scaling(1, FanMode.In, Distribution.TruncatedNormal),
            "VarianceScaling" or "variance_scaling" => VarianceScaling(config),
            "Zeros" or "zeros" or "zero" => Initializer.Zeros,
            "Ones" or "ones" or "one" => Initializer.Ones,
            "Constant" or "constant" => Number(config, "value", 0) is { } constant ? new Initializer.Constant(constant) : null,
            "RandomUniform" or "random_uniform" or "uniform" => Number(config, "minval", -0.05f) is { } low
            && Number(config, "maxval", 0.05f) is { } high
                ? new Initializer.RandomUniform(low, high)
                : null,
            "RandomNormal" or "random_normal" or "normal" => Normal(config, truncated: false),
            "TruncatedNormal" or "truncated_normal" => Normal(config, truncated: true),
            "Orthogonal" or "orthogonal" or "OrthogonalInitializer" => Number(config, "gain", 1) is { } gain
                ? new Initializer.Orthogonal(gain)
                : null,
            "Identity" or "identity" or "IdentityInitializer" => Number(config, "gain", 1) is { } diagonal
                ? new Initializer.Identity(diagonal)
                : null,
            _ => null,
        };
    }

    private static Initializer.VarianceScaling Scaling(float scale, FanMode mode, Distribution distribution) =>
        new(scale, mode, distribution);

    private static Initializer.RandomNormal? Normal(ConfigFields config, bool truncated) =>
        Number(config, "mean", 0) is { } mean && Number(config, "stddev", 0.05f) is { } deviation
            ? new Initializer.RandomNormal(mean, deviation, truncated)
            : null;

    private static Initializer.VarianceScaling? VarianceScaling(ConfigFields config)
    {
        FanMode? mode = Text(config, "mode") switch
        {
            null or "fan_in" => FanMode.In,
            "fan_out" => FanMode.Out,
            "fan_avg" => FanMode.Average,
            _ => null,
        };
        // Before Keras 2.2.3 "normal" was truncated without widening.
        Distribution? distribution = Text(config, "distribution") switch
        {
            null or "truncated_normal" => Distribution.TruncatedNormal,
            "untruncated_normal" => Distribution.UntruncatedNormal,
            "uniform" => Distribution.Uniform,
            _ => null,
        };
        return Number(config, "scale", 1) is { } scale && mode is not null && distribution is not null
            ? Scaling(scale, mode.Value, distribution.Value)
            : null;
    }

    private static string? Text(ConfigFields config, string key) =>
        config.Find(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static float? Number(ConfigFields config, string key, float otherwise) =>
        config.Find(key) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number) ? number
        : null;
}
