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
                Metrics = [.. names.Where(name => name != Accuracy).Select(name => new Metric(name) { K = k ?? 5 })],
            };
        }

        if (k is not null && !run.Metrics.Any(metric => metric.Name == Metric.TopK))
        {
            throw fields.Wrong("top_k", $"needs '{Metric.TopK}' in 'metrics'.");
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
