using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Runs;

/// <summary>The metrics of a run file, and the weights of classes.</summary>
internal static class MetricKeys
{
    private const string PlainKey = "metrics";
    private const string WeightedKey = "weighted_metrics";

    private const int MostClasses = 1_000_000;
    private const string Roc = "ROC";
    private const string Pr = "PR";
    private const double LargestWeight = 1_000_000;
    private const int LongestShown = 40;

    private static readonly string[] Names = [Metric.Accuracy, .. Metric.Names];

    // Keras's other names.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["accuracy"] = Metric.Accuracy,
        ["mae"] = Metric.AbsoluteError,
        ["mse"] = Metric.SquaredError,
    };

    private static readonly JsonType ListOfNames = new List(new Choice([.. Names, .. Aliases.Keys]), IsUnique: true);
    private static readonly JsonType OfOutputs = new Either(ListOfNames, new Map("OUTPUT", ListOfNames));

    public static IReadOnlyList<JsonKey> All { get; } =
    [
        new(
            PlainKey,
            OfOutputs,
            "Metrics that are recorded beside the loss. The accuracy is that of classes; it goes by the number of outputs, as in Keras. With several losses: of every output, or by output.",
            "[\"acc\"]; none with several losses, or with class_mode raw"
        ),
        new(
            WeightedKey,
            OfOutputs,
            "Metrics in which samples count by their weights, and in training by those of their classes too. With several losses: of every output, or by output.",
            "none"
        ),
        new("top_k", new Integer(1, MostClasses), "k of top_k_categorical_accuracy.", "5"),
        new("threshold", new Number(0, 1), "Output above which binary_accuracy, precision and recall see class 1.", "0.5"),
        new("auc_curve", new Choice([Roc, Pr]), "Curve whose area auc is.", Roc),
        new("auc_thresholds", new Integer(2, Metric.MostThresholds), "Number of thresholds of auc.", "200"),
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
        int? thresholds = fields.OptionalCount("auc_thresholds", Metric.MostThresholds);
        if (thresholds < 2)
        {
            throw fields.Wrong("auc_thresholds", FormattableString.Invariant($"must be a whole number from 2 to {Metric.MostThresholds}."));
        }

        run =
            run.Outputs.Count == 0
                ? OfOneLoss(fields, run, Made)
                : run with
                {
                    HasAccuracy = false,
                    Outputs = [.. run.Outputs.Select((output, index) => OfOutput(fields, run, output, index, Made))],
                };
        RequireKnownOutputs(fields, run);
        Metric[] all = [.. run.Metrics, .. run.Outputs.SelectMany(output => output.Metrics)];
        if (k is not null && !Array.Exists(all, metric => metric.Name == Metric.TopK))
        {
            throw fields.Wrong("top_k", $"needs '{Metric.TopK}' in 'metrics'.");
        }

        if (threshold is not null && !Array.Exists(all, metric => metric.HasThreshold))
        {
            throw fields.Wrong("threshold", $"needs '{Metric.BinaryAccuracy}', '{Metric.Precision}' or '{Metric.Recall}' in 'metrics'.");
        }

        if ((curve is not null || thresholds is not null) && !Array.Exists(all, metric => metric.Name == Metric.Auc))
        {
            throw fields.Wrong(curve is not null ? "auc_curve" : "auc_thresholds", $"needs '{Metric.Auc}' in 'metrics'.");
        }

        Metric Made(string name) =>
            new Metric(name) with
            {
                K = name == Metric.TopK ? k ?? 5 : 5,
                Threshold = new Metric(name).HasThreshold ? threshold ?? 0.5 : 0.5,
                Thresholds = name == Metric.Auc ? thresholds ?? 200 : 200,
                IsOfPrecision = name == Metric.Auc && curve == Pr,
            };

        return fields.Has("class_weight") ? run with { ClassWeights = Weights(fields) } : run;
    }

    /// <summary>Adds the keys that do not have their defaults.</summary>
    public static void Write(JsonObject json, RunConfiguration run)
    {
        if (run.Outputs.Count > 0)
        {
            OutputKeys.WriteWeights(json, run.Outputs);
            WriteOfOutputs(json, PlainKey, run.Outputs, output => Listed(output.HasAccuracy, output.Metrics, weighted: false));
            WriteOfOutputs(json, WeightedKey, run.Outputs, output => Listed(false, output.Metrics, weighted: true));
        }
        else
        {
            // Until runs with class_mode raw had no accuracy, a list that was not written meant it: theirs is always written.
            if (!DefaultsToAccuracy(run) || !run.HasAccuracy || run.Metrics.Any(metric => !metric.IsWeighted))
            {
                json[PlainKey] = TextsOf(Listed(run.HasAccuracy, run.Metrics, weighted: false));
            }

            if (run.Metrics.Any(metric => metric.IsWeighted))
            {
                json[WeightedKey] = TextsOf(Listed(false, run.Metrics, weighted: true));
            }
        }

        WriteArguments(json, [.. run.Metrics, .. run.Outputs.SelectMany(output => output.Metrics)]);
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

    private static RunConfiguration OfOneLoss(JsonFields fields, RunConfiguration run, Func<string, Metric> made)
    {
        foreach (string key in new[] { PlainKey, WeightedKey })
        {
            if (fields.HoldsObject(key))
            {
                throw fields.Wrong(key, "must be a list: the run has one loss.");
            }
        }

        string[] plain =
            fields.Has(PlainKey) ? NamesOf(fields, PlainKey)
            : DefaultsToAccuracy(run) ? [Metric.Accuracy]
            : [];
        return run with { HasAccuracy = plain.Contains(Metric.Accuracy), Metrics = Made(plain, Weighted(fields, WeightedKey), made) };
    }

    // Numbers to predict have no accuracy.
    private static bool DefaultsToAccuracy(RunConfiguration run) => run.Train.ClassMode != SplitConfiguration.Raw;

    private static OutputLoss OfOutput(JsonFields fields, RunConfiguration run, OutputLoss output, int index, Func<string, Metric> made)
    {
        string[] plain = Of(PlainKey);
        return output with { HasAccuracy = plain.Contains(Metric.Accuracy), Metrics = Made(plain, Of(WeightedKey), made) };

        string[] Of(string key)
        {
            if (!fields.Has(key))
            {
                return [];
            }

            if (!fields.HoldsObject(key))
            {
                return NamesOf(fields, key);
            }

            if (output.Output is not { } name)
            {
                throw fields.Wrong(key, "must be a list for every output: 'loss' does not name the outputs.");
            }

            JsonFields outputs = fields.Object(key);
            return outputs.Has(name) ? NamesOf(outputs, name) : [];
        }
    }

    private static void RequireKnownOutputs(JsonFields fields, RunConfiguration run)
    {
        foreach (string key in new[] { PlainKey, WeightedKey })
        {
            if (
                fields.HoldsObject(key)
                && fields.Object(key).Keys.FirstOrDefault(name => run.Outputs.All(output => output.Output != name)) is { } unknown
            )
            {
                throw fields.Wrong(
                    key,
                    $"names the output '{unknown}', but 'loss' has {string.Join(", ", run.Outputs.Select(output => output.Output))}."
                );
            }
        }
    }

    private static string[] Weighted(JsonFields fields, string key) => fields.Has(key) ? NamesOf(fields, key) : [];

    private static Metric[] Made(string[] plain, string[] weighted, Func<string, Metric> made) =>
        [.. plain.Where(name => name != Metric.Accuracy).Select(made), .. weighted.Select(name => made(name) with { IsWeighted = true })];

    private static string[] NamesOf(JsonFields fields, string key)
    {
        string[] given =
        [
            .. fields
                .List(key)
                .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw fields.Wrong(key, "must list names.")),
        ];
        List<string> metrics = [];
        Dictionary<string, string> first = new(StringComparer.Ordinal);
        foreach (string name in given)
        {
            string metric = Aliases.GetValueOrDefault(name, name);
            if (!Names.Contains(metric, StringComparer.Ordinal))
            {
                throw fields.Wrong(
                    key,
                    $"has '{(name.Length > LongestShown ? name[..LongestShown] + "..." : name)}', but its names must be out of {string.Join(", ", Names.Concat(Aliases.Keys))}.{Spelling.Suggestion(name, [.. Names, .. Aliases.Keys])}"
                );
            }

            if (!first.TryAdd(metric, name))
            {
                throw fields.Wrong(
                    key,
                    first[metric] == name
                        ? $"has '{name}' twice. Remove one of them."
                        : $"has one metric twice: '{first[metric]}' and '{name}' are two names of it. Remove one of them."
                );
            }

            metrics.Add(metric);
        }

        return [.. metrics];
    }

    private static string[] Listed(bool hasAccuracy, IReadOnlyList<Metric> metrics, bool weighted) =>
        [
            .. hasAccuracy ? [Metric.Accuracy] : Array.Empty<string>(),
            .. metrics.Where(metric => metric.IsWeighted == weighted).Select(metric => metric.Name),
        ];

    private static JsonArray TextsOf(string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static void WriteOfOutputs(JsonObject json, string key, IReadOnlyList<OutputLoss> outputs, Func<OutputLoss, string[]> listed)
    {
        if (outputs.All(output => listed(output).Length == 0))
        {
            return;
        }

        // Of outputs without names all have the same.
        json[key] = outputs[0].Output is null ? TextsOf(listed(outputs[0])) : OutputKeys.Write(outputs, output => TextsOf(listed(output)));
    }

    private static void WriteArguments(JsonObject json, IReadOnlyList<Metric> metrics)
    {
        if (metrics.FirstOrDefault(metric => metric.Name == Metric.TopK) is { } top)
        {
            json["top_k"] = top.K;
        }

        if (metrics.FirstOrDefault(metric => metric.HasThreshold) is { Threshold: not 0.5 } decided)
        {
            json["threshold"] = decided.Threshold;
        }

        if (metrics.FirstOrDefault(metric => metric.Name == Metric.Auc) is not { } area)
        {
            return;
        }

        if (area.IsOfPrecision)
        {
            json["auc_curve"] = Pr;
        }

        if (area.Thresholds != 200)
        {
            json["auc_thresholds"] = area.Thresholds;
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
