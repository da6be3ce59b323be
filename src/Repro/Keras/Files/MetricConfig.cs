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

    // The names of metrics whose labels are numbers of classes.
    private static readonly Dictionary<string, string> Sparse = new(StringComparer.Ordinal)
    {
        ["sparse_categorical_accuracy"] = Metric.CategoricalAccuracy,
        ["sparse_top_k_categorical_accuracy"] = Metric.TopK,
    };

    /// <summary>The metrics of one output, or one of its lists.</summary>
    /// <param name="hasAccuracy">Whether the accuracy is the first.</param>
    /// <param name="isSparse">Whether labels are numbers of classes.</param>
    public static JsonArray List(bool hasAccuracy, IEnumerable<Metric> metrics, bool isSparse)
    {
        JsonArray list = hasAccuracy ? [Metric.Accuracy] : [];
        foreach (Metric metric in metrics)
        {
            list.Add(Write(metric, isSparse ? SparseName(metric.Name) : metric.Name));
        }

        return list;
    }

    /// <summary>Reads a metric with its name: that of its config, or the text that was given to compile.</summary>
    /// <returns>Null for a metric, or arguments of one, that are not computed here.</returns>
    /// <param name="isSparse">As for <see cref="List"/>: a metric for other labels is not computed.</param>
    public static Metric? Read(JsonElement metric, bool isSparse) =>
        Known(metric, isSparse) is { } known ? known with { Called = NameOf(metric) } : null;

    /// <summary>The name of a metric; null where it has none.</summary>
    public static string? NameOf(JsonElement metric)
    {
        if (metric.ValueKind == JsonValueKind.String)
        {
            return metric.GetString();
        }

        ConfigFields fields = new(metric, "metrics");
        return new ConfigFields(fields.Find("config") ?? default, "metrics").OptionalText("name");
    }

    private static Metric? Known(JsonElement metric, bool isSparse)
    {
        if (metric.ValueKind == JsonValueKind.String)
        {
            return Named(metric.GetString()!, isSparse);
        }

        ConfigFields fields = new(metric, "metrics");
        ConfigFields config = new(fields.Find("config") ?? default, "metrics");
        return fields.OptionalText("class_name") switch
        {
            null => null,
            "MeanMetricWrapper" when config.OptionalText("fn") is { } function => Wrapped(function, config.OptionalText("name"), isSparse),
            "MeanMetricWrapper" => null,
            // The text "accuracy" is the metric that fits the output; the class counts outputs that equal their labels.
            "Accuracy" => null,
            { } kind => Named(NumberedWeights.SnakeCase(kind), isSparse) is { } known && IsComputed(config)
                ? WithArguments(known, config)
                : null,
        };
    }

    private static string SparseName(string name) => Sparse.FirstOrDefault(pair => pair.Value == name).Key ?? name;

    private static JsonNode Write(Metric metric, string name) =>
        metric.Name switch
        {
            Metric.RootOfSquaredError => Class("RootMeanSquaredError", name, []),
            Metric.TopK when metric.K != 5 => Class(
                name == Metric.TopK ? "TopKCategoricalAccuracy" : "SparseTopKCategoricalAccuracy",
                name,
                new JsonObject { ["k"] = metric.K }
            ),
            Metric.BinaryAccuracy when metric.Threshold != 0.5 => Class(
                "BinaryAccuracy",
                name,
                new JsonObject { ["threshold"] = metric.Threshold }
            ),
            Metric.Precision => Class("Precision", name, new JsonObject { ["thresholds"] = metric.Threshold }),
            Metric.Recall => Class("Recall", name, new JsonObject { ["thresholds"] = metric.Threshold }),
            Metric.Auc => Class(
                "AUC",
                name,
                new JsonObject { ["num_thresholds"] = metric.Thresholds, ["curve"] = metric.IsOfPrecision ? "PR" : "ROC" }
            ),
            _ => name,
        };

    private static JsonObject Class(string kind, string name, JsonObject arguments)
    {
        JsonObject config = new() { ["name"] = name, ["dtype"] = "float32" };
        foreach ((string key, JsonNode? value) in arguments)
        {
            config[key] = value?.DeepClone();
        }

        return LayerWriter.Keras("keras.metrics", kind, config);
    }

    private static Metric? Named(string name, bool isSparse)
    {
        string known = isSparse ? Sparse.GetValueOrDefault(name, name) : name;
        if (isSparse && Sparse.ContainsValue(name))
        {
            return null;
        }

        known = OtherNames.GetValueOrDefault(known, known);
        return known == Metric.Accuracy || Metric.Names.Contains(known, StringComparer.Ordinal) ? new Metric(known) : null;
    }

    // Of "acc" Keras makes the function that fits the output, and keeps the name; with several outputs, theirs is before it.
    private static Metric? Wrapped(string function, string? name, bool isSparse) =>
        function == "accuracy" ? null
        : name is not null && (name.Split('_')[^1] is "acc" or "accuracy") && !name.EndsWith(function, StringComparison.Ordinal)
            ? new Metric(Metric.Accuracy)
        : Named(function, isSparse);

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
            int thresholds = config.Has("num_thresholds") ? config.Count("num_thresholds") : 200;
            return config.Has("thresholds") || thresholds is < 2 or > Metric.MostThresholds
                ? null
                : metric with
                {
                    Thresholds = thresholds,
                    IsOfPrecision = config.OptionalText("curve") == "PR",
                };
        }

        string key = metric.Name == Metric.BinaryAccuracy ? "threshold" : "thresholds";
        IReadOnlyList<float> given = metric.HasThreshold && config.Has(key) ? config.Numbers(key) : [0.5f];
        return given.Count != 1
            ? null
            : metric with
            {
                K = metric.Name == Metric.TopK && config.Has("k") ? config.Count("k") : 5,
                Threshold = LayerWriter.AsWritten(given[0]),
            };
    }
}
