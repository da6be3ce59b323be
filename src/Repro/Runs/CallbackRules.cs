using Repro.Backends;
using Repro.Inputs;
using static Repro.Runs.CallbackConfiguration;

namespace Repro.Runs;

/// <summary>What must hold between a run's callbacks and its other keys.</summary>
internal static class CallbackRules
{
    private static readonly string[] OwnFiles = ["history.csv", "weights.bin", "record.json", "checkpoint.bin", "lock"];

    /// <exception cref="InputException">A callback observes a value that the run does not record, changes a rate that a schedule sets, or
    /// saves to a file of another.</exception>
    public static void Check(RunConfiguration run, JsonFields fields)
    {
        HashSet<string> files = new(OwnFiles, StringComparer.Ordinal);
        if (run.SaveAs is not null)
        {
            files.Add(run.SaveAs);
        }

        for (int index = 0; index < run.Callbacks.Count; index++)
        {
            string key = FormattableString.Invariant($"callbacks[{index}]");
            CallbackConfiguration callback = run.Callbacks[index];
            if (callback is Monitoring monitoring)
            {
                CheckMonitor(run, monitoring, $"{key}.monitor", fields);
            }

            if (
                callback is LearningRateScheduler or ReduceLROnPlateau
                && (run.Optimizer.Schedule is not null || run.Optimizer.Number("decay") > 0)
            )
            {
                throw fields.Wrong(
                    key,
                    $"is {callback.Name}, which needs a constant learning rate: leave out the schedule or decay of the optimizer."
                );
            }

            if (callback is ModelCheckpoint saved && !files.Add(saved.FilePath))
            {
                throw fields.Wrong(
                    $"{key}.filepath",
                    $"is '{saved.FilePath}', which another part of the run also writes; choose another name."
                );
            }
        }
    }

    private static void CheckMonitor(RunConfiguration run, Monitoring callback, string key, JsonFields fields)
    {
        bool ofValidation = callback.Monitor.StartsWith("val_", StringComparison.Ordinal);
        if (ofValidation && run.Validation is null)
        {
            throw fields.Wrong(key, $"is '{callback.Monitor}', but the run has no 'validation'.");
        }

        string ending = CallbackKeys.EndingOf(CallbackKeys.WithoutPart(callback.Monitor), out string? output)!;
        if (output is not null && run.Outputs.All(one => one.Output is not null && one.Output != output))
        {
            throw fields.Wrong(
                key,
                $"is '{callback.Monitor}', but 'loss' has no output '{output}'; callbacks can observe {string.Join(", ", CallbackKeys.Endings.Keys)}."
            );
        }

        // Losses in a list have no names before the model is read.
        bool isRecorded = output is null
            ? IsOfModel(run, ending)
            : run.Outputs.Any(one => (one.Output ?? output) == output && IsOf(one with { Output = output }, ending));
        if (!isRecorded)
        {
            throw fields.Wrong(key, $"is '{callback.Monitor}', but must be one of the run's 'metrics'.");
        }
    }

    private static bool IsOfModel(RunConfiguration run, string ending) =>
        ending == "loss" || (ending == "acc" && run.HasAccuracy) || run.Metrics.Any(metric => EndingOf(metric) == ending);

    private static bool IsOf(OutputLoss output, string ending) =>
        ending == $"{output.Output}_loss"
        || (ending == $"{output.Output}_acc" && output.HasAccuracy)
        || output.Metrics.Any(metric => $"{output.Output}_{EndingOf(metric)}" == ending);

    // Of a weighted metric, and of others that callbacks cannot observe, none.
    private static string? EndingOf(Metric metric) => metric.IsWeighted ? null : CallbackKeys.Endings.GetValueOrDefault(metric.Name);
}
