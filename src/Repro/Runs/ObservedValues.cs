using Repro.Backends;

namespace Repro.Runs;

/// <summary>
/// The values of a training by their names in Keras's log, with the columns of the history that hold them. Values of one of several
/// outputs have its name in front: <c>OUTPUT_loss</c>. A weighted metric is called <c>weighted_NAME</c> where the plain metric is
/// recorded too, and <c>NAME</c> elsewhere.
/// </summary>
internal static class ObservedValues
{
    public const string Loss = "loss";

    private const string Weighted = "weighted_";
    private const string Validation = "val_";

    /// <summary>The metrics under all names that Keras has for them, with the endings of their columns.</summary>
    public static IReadOnlyDictionary<string, string> Endings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Metric.Accuracy] = "acc",
            ["accuracy"] = "acc",
            [Metric.AbsoluteError] = "mae",
            ["mae"] = "mae",
            [Metric.SquaredError] = "mse",
            ["mse"] = "mse",
            [Metric.RootOfSquaredError] = "rmse",
            [Metric.TopK] = "top_k_acc",
            [Metric.BinaryAccuracy] = "binary_acc",
            [Metric.CategoricalAccuracy] = "categorical_acc",
            [Metric.BinaryCrossentropy] = "bce",
            ["bce"] = "bce",
            [Metric.Precision] = "precision",
            [Metric.Recall] = "recall",
            [Metric.Auc] = "auc",
        };

    /// <summary>The loss and the metrics.</summary>
    public static IReadOnlyList<string> Names { get; } = [Loss, .. Endings.Keys];

    /// <summary>The ending of a metric's columns.</summary>
    public static string EndingOf(Metric metric) => (metric.IsWeighted ? Weighted : "") + Endings[metric.Name];

    /// <summary>Whether a value is measured in the validation.</summary>
    public static bool IsOfValidation(string monitor) => monitor.StartsWith(Validation, StringComparison.Ordinal);

    /// <summary>An observed value without <c>val_</c>.</summary>
    public static string WithoutPart(string monitor) => IsOfValidation(monitor) ? monitor[Validation.Length..] : monitor;

    /// <summary>Whether a value could be one of a training: its name ends as one of <see cref="Names"/>.</summary>
    public static bool IsName(string monitor) => NameIn(WithoutPart(monitor)) is not null;

    /// <summary>Whether a value is an accuracy, of which Keras takes higher ones for better.</summary>
    public static bool IsAccuracy(string monitor) =>
        NameIn(WithoutPart(monitor)) is { } name && name != Loss && Endings[name].EndsWith("acc", StringComparison.Ordinal);

    /// <summary>Whether versions of Keras differ in which values are better where the mode is <c>auto</c>.</summary>
    public static bool NeedsMode(string monitor) => NameIn(WithoutPart(monitor)) is Metric.Precision or Metric.Recall or Metric.Auc;

    /// <summary>The ending of the column of an observed value; null where the run does not record it.</summary>
    /// <param name="outputs">The run's losses with the names of their outputs; empty for one loss.</param>
    public static string? ColumnOf(string monitor, RunConfiguration run, IReadOnlyList<OutputLoss> outputs)
    {
        string value = WithoutPart(monitor);
        if (value == Loss)
        {
            return Loss;
        }

        if (outputs.Count == 0)
        {
            return MetricOf(value, run.HasAccuracy, run.Metrics);
        }

        foreach (OutputLoss output in outputs)
        {
            string prefix = output.Output + "_";
            string? ending =
                value.StartsWith(prefix, StringComparison.Ordinal) ? OfOutput(value[prefix.Length..], output)
                // Keras names the output only where there are several.
                : outputs.Count == 1 ? MetricOf(value, output.HasAccuracy, output.Metrics)
                : null;
            if (ending is not null)
            {
                return prefix + ending;
            }
        }

        return null;
    }

    /// <summary>Whether a value can be one of an output whose name is not known before the model is read.</summary>
    public static bool IsOfUnnamed(string monitor, OutputLoss output)
    {
        string value = WithoutPart(monitor);
        for (int at = value.IndexOf('_', StringComparison.Ordinal); at > 0; at = value.IndexOf('_', at + 1))
        {
            if (PlainName.IsValid(value[..at]) && OfOutput(value[(at + 1)..], output) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names of all values that a run records, without those of its validation.</summary>
    /// <param name="outputs">As in <see cref="ColumnOf"/>; one without a name is called OUTPUT.</param>
    public static IReadOnlyList<string> Recorded(RunConfiguration run, IReadOnlyList<OutputLoss> outputs) =>
        outputs.Count == 0
            ? [Loss, .. MetricNames(run.HasAccuracy, run.Metrics)]
            :
            [
                Loss,
                .. outputs
                    .SelectMany(output =>
                        MetricNames(output.HasAccuracy, output.Metrics).Prepend(Loss).Select(name => $"{output.Output ?? "OUTPUT"}_{name}")
                    )
                    .Distinct(StringComparer.Ordinal),
            ];

    private static string? OfOutput(string name, OutputLoss output) =>
        name == Loss ? Loss : MetricOf(name, output.HasAccuracy, output.Metrics);

    private static string? MetricOf(string name, bool hasAccuracy, IReadOnlyList<Metric> metrics)
    {
        bool isMarked = name.StartsWith(Weighted, StringComparison.Ordinal);
        if (!Endings.TryGetValue(isMarked ? name[Weighted.Length..] : name, out string? ending))
        {
            return null;
        }

        bool isPlain = (hasAccuracy && ending == Endings[Metric.Accuracy]) || metrics.Any(metric => EndingOf(metric) == ending);
        return isPlain && !isMarked ? ending
            : isPlain == isMarked && metrics.Any(metric => EndingOf(metric) == Weighted + ending) ? Weighted + ending
            : null;
    }

    private static IEnumerable<string> MetricNames(bool hasAccuracy, IReadOnlyList<Metric> metrics)
    {
        string[] plain =
        [
            .. hasAccuracy ? [Metric.Accuracy] : Array.Empty<string>(),
            .. metrics.Where(metric => !metric.IsWeighted).Select(metric => metric.Name),
        ];
        return plain.Concat(
            metrics.Where(metric => metric.IsWeighted).Select(metric => (plain.Contains(metric.Name) ? Weighted : "") + metric.Name)
        );
    }

    // The longest one: OUTPUT_binary_accuracy.
    private static string? NameIn(string value) =>
        Names
            .Where(name =>
                value == name || (value.EndsWith("_" + name, StringComparison.Ordinal) && PlainName.IsValid(value[..^(name.Length + 1)]))
            )
            .MaxBy(name => name.Length);
}
