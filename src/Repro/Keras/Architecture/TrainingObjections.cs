using System.Text.Json;

namespace Repro.Keras.Architecture;

/// <summary>
/// Settings of layers that only a training depends on: initializers and constraints. A network can be evaluated whatever they are; it is
/// trained only where they are what trainings do here: Keras's default initializers, drawn with the run's seeds, and no constraints.
/// </summary>
internal static class TrainingObjections
{
    private const int DeepestNesting = 8;

    private static readonly (string Key, string Initializer)[] Defaults =
    [
        ("kernel_initializer", "GlorotUniform"), ("bias_initializer", "Zeros"), ("gamma_initializer", "Ones"), ("beta_initializer", "Zeros"),
        ("moving_mean_initializer", "Zeros"), ("moving_variance_initializer", "Ones"),
    ];

    private static readonly string[] Constraints = ["kernel_constraint", "bias_constraint", "gamma_constraint", "beta_constraint"];

    /// <param name="model">A model or a layer as Keras writes it; what is malformed is the reader's to refuse.</param>
    /// <returns>The first setting that trainings here do not have, as a sentence; null where there is none.</returns>
    public static string? First(JsonElement model) => First(model, 0);

    private static string? First(JsonElement json, int depth)
    {
        if (depth > DeepestNesting || json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("config", out JsonElement config))
        {
            return null;
        }

        JsonElement layers = config.ValueKind == JsonValueKind.Object && config.TryGetProperty("layers", out JsonElement inner) ? inner : config;
        return layers.ValueKind == JsonValueKind.Array
            ? layers.EnumerateArray().Select(layer => First(layer, depth + 1)).FirstOrDefault(objection => objection is not null)
            : OfLayer(new ConfigFields(json, "a layer"), config);
    }

    private static string? OfLayer(ConfigFields layer, JsonElement config)
    {
        ConfigFields fields = new(config, "a layer");
        string where = $"layer '{Text(fields, "name")}' ({Text(layer, "class_name")})";
        foreach ((string key, string initializer) in Defaults)
        {
            if (fields.Find(key) is { } value && NameOf(value) is var name && name != initializer)
            {
                return $"{where}: '{key}' is {name}, and networks are trained with Keras's default alone, {initializer}.";
            }

            if (fields.Find(key) is { } drawn && HasSeed(drawn))
            {
                return $"{where}: '{key}' has a seed of its own, and the seeds of the run decide. Leave the seed out.";
            }
        }

        return Constraints.FirstOrDefault(fields.Has) is { } constraint ? $"{where}: '{constraint}' is set, and constraints are not supported in training." : null;
    }

    // Up to Keras 2.2 a Glorot initializer is written as the scaling that it is.
    private static string NameOf(JsonElement initializer)
    {
        string? kind = initializer.ValueKind == JsonValueKind.String ? initializer.GetString() : Text(new ConfigFields(initializer, "an initializer"), "class_name");
        return kind switch
        {
            "glorot_uniform" => "GlorotUniform",
            "zeros" => "Zeros",
            "ones" => "Ones",
            "VarianceScaling" when IsGlorotUniform(initializer) => "GlorotUniform",
            null => "not named",
            _ => kind.Length > 40 || kind.Any(char.IsControl) ? "unknown" : kind,
        };
    }

    private static bool IsGlorotUniform(JsonElement initializer) => new ConfigFields(initializer, "an initializer").Find("config") is { ValueKind: JsonValueKind.Object } config
        && new ConfigFields(config, "an initializer") is var scaling
        && scaling.Find("scale") is { ValueKind: JsonValueKind.Number } scale && scale.TryGetDouble(out double factor) && factor == 1
        && Text(scaling, "mode") == "fan_avg" && Text(scaling, "distribution") == "uniform";

    private static bool HasSeed(JsonElement initializer) =>
        initializer.ValueKind == JsonValueKind.Object && new ConfigFields(initializer, "an initializer").Find("config") is { } config && new ConfigFields(config, "an initializer").Has("seed");

    private static string? Text(ConfigFields fields, string key) => fields.Find(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
