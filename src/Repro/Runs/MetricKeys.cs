using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Runs;

/// <summary>The metrics of a run file, and the weights of classes.</summary>
internal static class MetricKeys
{
    /// <summary>The accuracy that goes by the shape of the outputs.</summary>
    public const string Accuracy = "acc";

    private const int MostClasses = 1_000_000;
    private const int MostThresholds = 10_000;
    private const string Roc = "ROC";
    private const string Pr = "PR";
    private const double LargestWeight = 1_000_000;

    private static readonly string[] Names = [Accuracy, .. Metric.Names];

    public static IReadOnlyList<JsonKey> All { get; } =
    [
        new(
            "metrics",
            new List(new Choice([.. Names]), IsUnique: true),
            "Metrics that are recorded beside the loss. The accuracy is that of classes; it goes by the number of outputs, as in Keras.",
            "[\"acc\"]"
        ),
        new("top_k", new Integer(1, MostClasses), "k of top_k_categorical_accuracy.", "5"),
        new("threshold", new Number(0, 1), "Output above which binary_accuracy, precision and recall see class 1.", "0.5"),
        new("auc_curve", new Choice([Roc, Pr]), "Curve whose area auc is.", Roc),
        new("auc_thresholds", new Integer(2, MostThresholds), "Number of thresholds of auc.", "200"),
        new(
            "class_weight",
            new List(new Number(0, LargestWeight), Fewest: 2),
            "Factor of the training loss of each class, from class 0 on.",
            "1 for each class"
        ),
    ];

    /// <exception cref="InputException">A metric is unknown or listed twice, or a weight is not a number from 0 on.</exception>
    public static RunConfiguration Read(JsonFields fields, RunConfiguration run)
    {
        int? k = fields.OptionalCount("top_k", MostClasses);
        double? threshold = fields.OptionalNumber("threshold", 0, 1);
        string? curve = fields.Has("auc_curve") ? fields.OneOf("auc_curve", [Roc, Pr]) : null;
        int? thresholds = fields.OptionalCount("auc_thresholds", MostThresholds);
        if (thresholds < 2)
        {
            throw fields.Wrong("auc_thresholds", FormattableString.Invariant($"must be a whole number from 2 to {MostThresholds}."));
        }

        if (fields.Has("metrics"))
        {
            string[] names = [.. fields.List("metrics").Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : "")];
            if (names.Distinct(StringComparer.Ordinal).Count() != names.Length || names.Except(Names, StringComparer.Ordinal).Any())
            {
                throw fields.Wrong("metrics", $"must list different names out of {string.Join(", ", Names)}.");
            }

            run = run with
            {
                HasAccuracy = names.Contains(Accuracy),
                Metrics =
                [
                    .. names
                        .Where(name => name != Accuracy)
                        .Select(name =>
                            new Metric(name) with
                            {
                                K = name == Metric.TopK ? k ?? 5 : 5,
                                Threshold = new Metric(name).HasThreshold ? threshold ?? 0.5 : 0.5,
                                Thresholds = name == Metric.Auc ? thresholds ?? 200 : 200,
                                IsOfPrecision = name == Metric.Auc && curve == Pr,
                            }
                        ),
                ],
            };
        }

        if (k is not null && !run.Metrics.Any(metric => metric.Name == Metric.TopK))
        {
            throw fields.Wrong("top_k", $"needs '{Metric.TopK}' in 'metrics'.");
        }

        if (threshold is not null && !run.Metrics.Any(metric => metric.HasThreshold))
        {
            throw fields.Wrong("threshold", $"needs '{Metric.BinaryAccuracy}', '{Metric.Precision}' or '{Metric.Recall}' in 'metrics'.");
        }

        if ((curve is not null || thresholds is not null) && !run.Metrics.Any(metric => metric.Name == Metric.Auc))
        {
            throw fields.Wrong(curve is not null ? "auc_curve" : "auc_thresholds", $"needs '{Metric.Auc}' in 'metrics'.");
        }

        return fields.Has("class_weight") ? run with { ClassWeights = Weights(fields) } : run;
    }

    /// <summary>Adds the keys that do not have their defaults.</summary>
    public static void Write(JsonObject json, RunConfiguration run)
    {
        if (run.Metrics.Count > 0 || !run.HasAccuracy)
        {
            string[] names = [.. run.HasAccuracy ? [Accuracy] : Array.Empty<string>(), .. run.Metrics.Select(metric => metric.Name)];
            json["metrics"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
            if (run.Metrics.FirstOrDefault(metric => metric.Name == Metric.TopK) is { } top)
            {
                json["top_k"] = top.K;
            }

            if (run.Metrics.FirstOrDefault(metric => metric.HasThreshold) is { Threshold: not 0.5 } decided)
            {
                json["threshold"] = decided.Threshold;
            }

            if (run.Metrics.FirstOrDefault(metric => metric.Name == Metric.Auc) is { } area)
            {
                if (area.IsOfPrecision)
                {
                    json["auc_curve"] = Pr;
                }

                if (area.Thresholds != 200)
                {
                    json["auc_thresholds"] = area.Thresholds;
                }
            }
        }

        if (run.Callbacks.Count > 0)
        {
            json["callbacks"] = new JsonArray([.. run.Callbacks.Select(CallbackReader.Write)]);
        }

        if (run.Keras is not null)
        {
            json["keras"] = run.Keras;
        }

        if (run.ClassWeights is { } weights)
        {
            json["class_weight"] = new JsonArray([.. weights.Select(weight => JsonValue.Create(weight))]);
        }
    }

    private static double[] Weights(JsonFields fields)
    {
        double[] weights =
        [
            .. fields
                .List("class_weight")
                .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double value) ? value : -1),
        ];
        return weights.Length >= 2 && Array.TrueForAll(weights, weight => weight is >= 0 and <= LargestWeight)
            ? weights
            : throw fields.Wrong(
                "class_weight",
                FormattableString.Invariant($"must list a number from 0 to {LargestWeight} for each class, at least two.")
            );
    }
}
