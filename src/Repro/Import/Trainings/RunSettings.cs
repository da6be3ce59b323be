using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Repro.Backends;
using Repro.Import.Programs;
using Repro.Keras.Weights;
using Repro.Runs;

namespace Repro.Import.Trainings;

/// <summary>
/// The settings of a training in a run file: loss, class weights and callbacks. A setting that changes the training and has no key is
/// refused.
/// </summary>
internal static partial class RunSettings
{
    /// <exception cref="NoRunException">A setting changes the training and cannot be described in a run file.</exception>
    public static void Check(ImportedFit fit)
    {
        if (fit.Unknown.Concat(fit.Compile?.Unknown ?? []).FirstOrDefault() is { } unknown)
        {
            throw new NoRunException(unknown);
        }

        if (
            fit.Data.LabelPreprocessing.FirstOrDefault(step => step.Kind is not ("reshape" or "cast" or "channel-axis" or "one-hot")) is
            { } step
        )
        {
            throw new NoRunException(Refusal(step, "of the labels at"));
        }

        string? other =
            fit.InitialEpoch is > 0 ? "initial_epoch"
            : fit.Shuffle == false || fit.Data.Reader?.Settings.GetValueOrDefault("shuffle") is false ? "shuffle=False"
            : fit.WeightsFrom ?? fit.OtherSettings.Concat(fit.Compile?.OtherSettings ?? []).FirstOrDefault();
        if (other is not null)
        {
            throw new NoRunException(
                other switch
                {
                    "sample_weight" =>
                        "'sample_weight' is computed by the program; a run file takes the weights of samples that a data set of the kind npz or csv declares",
                    ImportedCompile.TemporalWeights =>
                        "'sample_weight_mode' gives a weight to each position of a sample, and a run file has one weight per sample",
                    "loss_weights" =>
                        "'loss_weights' cannot be described; a run file has them for several losses, on a data set of the kind npz or csv that declares targets",
                    _ => $"'{other}' cannot be described in a run file",
                }
            );
        }
    }

    /// <summary>Why a training with a step has no run file, as a clause.</summary>
    /// <param name="where">The words in front of the place.</param>
    public static string Refusal(ImportedStep step, string where) =>
        $"the step '{Shown(step)}' {where} {step.Place.InWords} cannot be described in a run file"
        + (step.Kind == "slice" ? ", which takes the first or the last samples of a data set of known size" : "");

    /// <summary>A step as messages name it; a slice as Python writes it: <c>[:1000]</c>.</summary>
    public static string Shown(ImportedStep step) =>
        step.Kind == "samples" ? step.Detail
        : step.Kind == "slice" ? $"[{step.Detail.Replace("None", "", StringComparison.Ordinal)}]"
        : step.Detail.Length > 0 ? $"{step.Kind} {step.Detail}"
        : step.Kind;

    /// <summary>The metrics that a run records; none where they are the accuracy alone, which a run records by itself.</summary>
    public static JsonArray Metrics(ImportedFit fit, KerasObject loss)
    {
        JsonArray metrics = Recorded(fit.Compile?.PlainMetrics, fit, loss);
        return metrics is [var only] && (string?)only == Metric.Accuracy ? [] : metrics;
    }

    /// <summary>The weighted metrics that a run records; they do not change the training.</summary>
    public static JsonArray WeightedMetrics(ImportedFit fit, KerasObject loss) => Recorded(fit.Compile?.WeightedMetrics, fit, loss);

    private static JsonArray Recorded(IReadOnlyList<string>? written, ImportedFit fit, KerasObject loss) =>
        new([
            .. (written ?? [])
                .Select(name => MetricOf(name, fit, loss))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(name => JsonValue.Create(name)),
        ]);

    // A run has one name for the dense and the sparse form of a metric: that of the loss applies.
    private static string? MetricOf(string written, ImportedFit fit, KerasObject loss)
    {
        string name = NumberedWeights.SnakeCase(written);
        bool isSparse = loss.ClassName == "SparseCategoricalCrossentropy";
        return name switch
        {
            "sparse_categorical_accuracy" => isSparse ? Metric.Accuracy : null,
            "sparse_top_k_categorical_accuracy" => isSparse ? Metric.TopK : null,
            Metric.CategoricalAccuracy when loss.ClassName == "CategoricalCrossentropy" => Metric.Accuracy,
            // Keras's accuracy of a single output.
            Metric.BinaryAccuracy
                when loss.ClassName == "BinaryCrossentropy" && fit.State?.Model?.OutputShapes is [{ Rank: 1 } shape] && shape[0] == 1 =>
                Metric.Accuracy,
            // Of numbers of classes, no other metric means anything.
            _ => (Named(written) ?? Named(name)) is { } metric && (!isSparse || metric is Metric.Accuracy or Metric.TopK) ? metric : null,
        };
    }

    private static string? Named(string name) =>
        ObservedValues.Endings.TryGetValue(name, out string? column)
            ? ObservedValues.Endings.First(metric => metric.Value == column).Key
            : null;

    /// <exception cref="NoRunException">A setting of the loss cannot be described.</exception>
    public static JsonNode Loss(KerasObject loss)
    {
        if (loss.Unknown.Count > 0)
        {
            throw new NoRunException($"the loss's {loss.Unknown[0]} is not known");
        }

        string name = Words().Replace(loss.ClassName, "_").ToLowerInvariant();
        JsonObject json = new() { ["name"] = name };
        foreach (string setting in loss.Given)
        {
            switch (setting, loss.Settings.GetValueOrDefault(setting))
            {
                case ("name", _) or (_, null or false) or ("label_smoothing", 0.0) or ("axis", -1.0):
                case ("reduction", "auto" or "sum_over_batch_size"):
                    break;
                case ("from_logits" or "apply_class_balancing", true):
                    json[setting] = true;
                    break;
                case ("label_smoothing" or "gamma" or "alpha" or "delta", double number):
                    json[setting] = number;
                    break;
                default:
                    throw new NoRunException($"'{setting}' of the loss cannot be described in a run file");
            }
        }

        return json.Count > 1 ? json : JsonValue.Create(name);
    }

    /// <returns>One weight for each class, from class 0 on.</returns>
    /// <exception cref="NoRunException">A class has no weight.</exception>
    public static JsonArray ClassWeights(ImportedFit fit)
    {
        JsonArray weights = [];
        for (int number = 0; number < fit.ClassWeights.Count; number++)
        {
            weights.Add(
                fit.ClassWeights.TryGetValue(FormattableString.Invariant($"{number}"), out double weight)
                    ? weight
                    : throw new NoRunException($"'class_weight' has no weight for class {number}")
            );
        }

        return weights;
    }

    /// <summary>The callbacks that a run file has; those that only write logs are left out.</summary>
    /// <exception cref="NoRunException">A callback or one of its settings cannot be described.</exception>
    public static JsonArray Callbacks(ImportedFit fit)
    {
        JsonArray list = [];
        foreach (KerasObject callback in fit.Callbacks)
        {
            switch (callback.ClassName)
            {
                case "TensorBoard"
                or "CSVLogger"
                or "TerminateOnNaN"
                or "History"
                or "BackupAndRestore"
                or "RemoteMonitor"
                or "ProgbarLogger":
                    break;
                case "ModelCheckpoint" when FileOf(callback, fit) is null:
                    // The training is the same without it.
                    break;
                case "EarlyStopping" or "ReduceLROnPlateau" or "ModelCheckpoint" or "LearningRateScheduler":
                    list.Add(Callback(callback, fit));
                    break;
                default:
                    throw new NoRunException($"the callback '{callback.ClassName}' cannot be described in a run file");
            }
        }

        return list;
    }

    /// <summary>Whether a callback saves a file of this name.</summary>
    public static bool IsSavedBy(JsonArray callbacks, string file) => callbacks.Any(callback => (string?)callback!["filepath"] == file);

    /// <summary>Lets the callback that keeps the best epoch load it before the test; false where there are none or several.</summary>
    public static bool LoadsBest(JsonArray callbacks)
    {
        JsonNode[] keeping = [.. callbacks.OfType<JsonNode>().Where(callback => callback["save_best_only"]?.GetValue<bool>() == true)];
        if (keeping.Length != 1)
        {
            return false;
        }

        keeping[0]["load_saved"] = true;
        return true;
    }

    // A run keeps one file of the best or the last epoch.
    private static string? FileOf(KerasObject checkpoint, ImportedFit fit) =>
        checkpoint.Text("filepath") is { } file && (!checkpoint.Given.Contains("save_freq") || checkpoint.Text("save_freq") == "epoch")
            ? SavedNames.Of(file, fit)
            : null;

    private static JsonObject Callback(KerasObject callback, ImportedFit fit)
    {
        JsonObject json = new() { ["name"] = callback.ClassName };
        foreach (string setting in callback.Given)
        {
            if (setting is "verbose" or "save_weights_only" or "save_freq")
            {
                continue;
            }

            if (callback.Unknown.Contains(setting))
            {
                throw new NoRunException($"'{setting}' of {callback.ClassName} is not known");
            }

            switch (setting, callback.Settings.GetValueOrDefault(setting))
            {
                case (_, null):
                    break;
                case ("filepath", string):
                    json[setting] = FileOf(callback, fit);
                    break;
                case ("schedule", KerasObject schedule):
                    json[setting] = OptimizerKeys.ScheduleOf(schedule);
                    break;
                case (_, bool flag):
                    json[setting] = flag;
                    break;
                case (_, double number):
                    json[setting] = number;
                    break;
                case (_, string text):
                    json[setting] = text;
                    break;
                default:
                    throw new NoRunException($"'{setting}' of {callback.ClassName} cannot be described in a run file");
            }
        }

        return json;
    }

    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
