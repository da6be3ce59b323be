using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Keras.Layers;
using Repro.Keras.Weights;

namespace Repro.Keras.Files;

/// <summary>
/// A metric as files have it: its name where Keras makes it of the name, else its class with arguments. Files of Keras 2.2 to 2.15 name
/// the function of a metric in a <c>MeanMetricWrapper</c>.
/// </summary>
internal static class MetricConfig
{
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["accuracy"] = Metric.Accuracy,
        ["mae"] = Metric.AbsoluteError,
        ["mse"] = Metric.SquaredError,
        ["bce"] = Metric.BinaryCrossentropy,
    };

    /// <summary>The metrics of one output, or one of its lists.</summary>
    /// <param name="hasAccuracy">Whether the accuracy is the first.</param>
    public static JsonArray List(bool hasAccuracy, IEnumerable<Metric> metrics)
    {
        JsonArray list = hasAccuracy ? [Metric.Accuracy] : [];
        foreach (Metric metric in metrics)
        {
            list.Add(Write(metric));
        }

        return list;
    }

    /// <returns>Null for a metric, or arguments of one, that are not computed here.</returns>
    public static Metric? Read(JsonElement metric)
    {
        if (metric.ValueKind == JsonValueKind.String)
        {
            return Named(metric.GetString()!);
        }

        ConfigFields fields = new(metric, "metrics");
        ConfigFields config = new(fields.Find("config") ?? default, "metrics");
        return fields.OptionalText("class_name") switch
        {
            null => null,
            "MeanMetricWrapper" when config.OptionalText("fn") is { } function => Wrapped(function, config.OptionalText("name")),
            "MeanMetricWrapper" => null,
            { } kind => Named(NumberedWeights.SnakeCase(kind)) is { } known && IsComputed(config) ? WithArguments(known, config) : null,
        };
    }

    private static JsonNode Write(Metric metric) =>
        metric.Name switch
        {
            Metric.RootOfSquaredError => Class("RootMeanSquaredError", metric, []),
            Metric.TopK when metric.K != 5 => Class("TopKCategoricalAccuracy", metric, new JsonObject { ["k"] = metric.K }),
            Metric.BinaryAccuracy when metric.Threshold != 0.5 => Class(
                "BinaryAccuracy",
                metric,
                new JsonObject { ["threshold"] = metric.Threshold }
            ),
            Metric.Precision => Class("Precision", metric, new JsonObject { ["thresholds"] = metric.Threshold }),
            Metric.Recall => Class("Recall", metric, new JsonObject { ["thresholds"] = metric.Threshold }),
            Metric.Auc => Class(
                "AUC",
                metric,
                new JsonObject { ["num_thresholds"] = metric.Thresholds, ["curve"] = metric.IsOfPrecision ? "PR" : "ROC" }
            ),
            _ => metric.Name,
        };

    private static JsonObject Class(string kind, Metric metric, JsonObject arguments)
    {
        JsonObject config = new() { ["name"] = metric.Name, ["dtype"] = "float32" };
        foreach ((string key, JsonNode? value) in arguments)
        {
            config[key] = value?.DeepClone();
        }

        return LayerWriter.Keras("keras.metrics", kind, config);
    }

    private static Metric? Named(string name)
    {
        string known = OtherNames.GetValueOrDefault(name, name);
        return known == Metric.Accuracy || Metric.Names.Contains(known, StringComparer.Ordinal) ? new Metric(known) : null;
    }

    // Of "acc" Keras makes the function that fits the output, and keeps the name; with several outputs, theirs is before it.
    private static Metric? Wrapped(string function, string? name) =>
        name is not null && (name.Split('_')[^1] is "acc" or "accuracy") && !name.EndsWith(function, StringComparison.Ordinal)
            ? new Metric(Metric.Accuracy)
            : Named(function);

    private static bool IsComputed(ConfigFields config) =>
        !config.Has("class_id")
        && !config.Has("top_k")
        && !config.Flag("from_logits", false)
        && !config.Flag("multi_label", false)
        && (!config.Has("label_smoothing") || config.Number("label_smoothing", 0, 1) == 0)
        && config.OptionalText("summation_method") is null or "interpolation";

    private static Metric? WithArguments(Metric metric, ConfigFields config)
    {
        if (metric.Name == Metric.Auc)
        {
            return config.Has("thresholds")
                ? null
                : metric with
                {
                    Thresholds = config.Has("num_thresholds") ? config.Count("num_thresholds") : 200,
                    IsOfPrecision = config.OptionalText("curve") == "PR",
                };
        }

        string key = metric.Name == Metric.BinaryAccuracy ? "threshold" : "thresholds";
        IReadOnlyList<float> thresholds = metric.HasThreshold && config.Has(key) ? config.Numbers(key) : [0.5f];
        return thresholds.Count != 1
            ? null
            : metric with
            {
                K = metric.Name == Metric.TopK && config.Has("k") ? config.Count("k") : 5,
                Threshold = LayerWriter.AsWritten(thresholds[0]),
            };
    }
}
