using System.Text.Json;
using Repro.Keras.Layers;

namespace Repro.Keras.Architecture;

/// <summary>
/// Settings of layers that only a training depends on: how weights start. A network can be evaluated whatever they are; it is
/// trained only where its initializers are known here, and drawn with the run's seeds.
/// </summary>
internal static class TrainingObjections
{
    private const int DeepestNesting = 8;

    /// <param name="model">A model or a layer as Keras writes it; what is malformed is the reader's to refuse.</param>
    /// <returns>The first setting that trainings here do not have, as a sentence; null where there is none.</returns>
    public static string? First(JsonElement model) => First(model, 0);

    private static string? First(JsonElement json, int depth)
    {
        if (depth > DeepestNesting || json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("config", out JsonElement config))
        {
            return null;
        }

        JsonElement layers =
            config.ValueKind == JsonValueKind.Object && config.TryGetProperty("layers", out JsonElement inner) ? inner : config;
        return layers.ValueKind == JsonValueKind.Array
            ? layers.EnumerateArray().Select(layer => First(layer, depth + 1)).FirstOrDefault(objection => objection is not null)
            : OfLayer(new ConfigFields(json, "a layer"), config);
    }

    private static string? OfLayer(ConfigFields layer, JsonElement config)
    {
        ConfigFields fields = new(config, "a layer");
        string where = $"layer '{Text(fields, "name")}' ({Text(layer, "class_name")})";
        foreach (string key in WeightRules.All.Select(rule => rule.Setting + "_initializer"))
        {
            if (fields.Find(key) is not { } value)
            {
                continue;
            }

            if (Initializers.Of(value) is null)
            {
                return $"{where}: '{key}' is {NameOf(value)}, and weights are not drawn by it here. Use GlorotUniform or another of Keras's initializers by its name.";
            }

            if (HasSeed(value))
            {
                return $"{where}: '{key}' has a seed of its own, and the seeds of the run decide. Leave the seed out.";
            }
        }

        return null;
    }

    private static string NameOf(JsonElement initializer)
    {
        string? kind =
            initializer.ValueKind == JsonValueKind.String
                ? initializer.GetString()
                : Text(new ConfigFields(initializer, "an initializer"), "class_name");
        return kind is null ? "not named"
            : kind.Length > 40 || kind.Any(char.IsControl) ? "unknown"
            : kind;
    }

    private static bool HasSeed(JsonElement initializer) =>
        initializer.ValueKind == JsonValueKind.Object
        && new ConfigFields(initializer, "an initializer").Find("config") is { } config
        && new ConfigFields(config, "an initializer").Has("seed");

    private static string? Text(ConfigFields fields, string key) =>
        fields.Find(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
