using Repro.Inputs;
using Repro.Keras;
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
                CheckMode(run, monitoring, $"{key}.mode", fields);
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

    private static void CheckMode(RunConfiguration run, Monitoring callback, string key, JsonFields fields)
    {
        string value = ObservedValues.WithoutPart(callback.Monitor);
        if (!callback.IsModeAuto || run.Outputs.Count < 2 || value == ObservedValues.Loss)
        {
            return;
        }

        if (callback is EarlyStopping && WriterHabits.Of(run.Keras ?? RunConfiguration.DefaultKeras).Major >= 3)
        {
            throw fields.Wrong(
                key,
                $"must be min or max for '{callback.Monitor}': EarlyStopping of Keras 3 knows no mode for values of one output."
            );
        }

        // ReduceLROnPlateau and ModelCheckpoint take any value with these letters for an accuracy.
        if (callback is not EarlyStopping && value.Contains("acc", StringComparison.Ordinal) && !callback.IsMaximum)
        {
            throw fields.Wrong(
                key,
                $"must be min or max for '{callback.Monitor}': with auto, {callback.Name} takes it for an accuracy because of its name."
            );
        }
    }

    private static void CheckMonitor(RunConfiguration run, Monitoring callback, string key, JsonFields fields)
    {
        if (ObservedValues.IsOfValidation(callback.Monitor) && run.Validation is null)
        {
            throw fields.Wrong(key, $"is '{callback.Monitor}', but the run has no 'validation'.");
        }

        // Losses in a list have no names before the model is read.
        bool isRecorded =
            ObservedValues.ColumnOf(callback.Monitor, run, run.Outputs) is not null
            || run.Outputs.Any(output => output.Output is null && ObservedValues.IsOfUnnamed(callback.Monitor, output));
        if (!isRecorded)
        {
            throw fields.Wrong(
                key,
                $"is '{callback.Monitor}', which the run does not record. Its 'loss' and 'metrics' give {string.Join(", ", ObservedValues.Recorded(run, run.Outputs))}."
            );
        }
    }
}
