using System.Text.Json.Nodes;
using Repro.Inputs;
using Repro.Keras.Optimizers;
using static Repro.Runs.CallbackConfiguration;

namespace Repro.Runs;

/// <summary>Reads and writes a run's callbacks by the table <see cref="CallbackKeys"/>.</summary>
internal static class CallbackReader
{
    private static readonly string[] Names =
    [
        nameof(LearningRateScheduler),
        nameof(ReduceLROnPlateau),
        nameof(EarlyStopping),
        nameof(ModelCheckpoint),
    ];

    /// <exception cref="InputException">A callback is unknown, or a key is unknown, of another type or out of range.</exception>
    public static CallbackConfiguration Read(JsonFields fields)
    {
        CallbackConfiguration callback = fields.OneOf("name", Names) switch
        {
            nameof(LearningRateScheduler) => Scheduler(fields.Object("schedule")),
            nameof(ReduceLROnPlateau) => new ReduceLROnPlateau(
                fields.OptionalNumber("factor", 0, 0.9999999) ?? 0.1,
                Epochs(fields, "patience", 10),
                fields.OptionalNumber("min_delta", 0, CallbackKeys.Largest) ?? 1e-4,
                Epochs(fields, "cooldown", 0),
                fields.OptionalNumber("min_lr", 0, ScheduleKeys.Largest) ?? 0
            )
            {
                Monitor = Monitor(fields),
                IsMaximum = IsMaximum(fields),
                IsModeAuto = IsModeAuto(fields),
            },
            nameof(EarlyStopping) => new EarlyStopping(
                Epochs(fields, "patience", 0),
                fields.OptionalNumber("min_delta", 0, CallbackKeys.Largest) ?? 0,
                fields.OptionalNumber("baseline", -CallbackKeys.Largest, CallbackKeys.Largest),
                fields.OptionalSwitch("restore_best_weights") ?? false,
                Epochs(fields, "start_from_epoch", 0)
            )
            {
                Monitor = Monitor(fields),
                IsMaximum = IsMaximum(fields),
                IsModeAuto = IsModeAuto(fields),
            },
            _ => new ModelCheckpoint(
                FilePath(fields),
                fields.OptionalSwitch("save_best_only") ?? false,
                fields.OptionalNumber("initial_value_threshold", -CallbackKeys.Largest, CallbackKeys.Largest),
                fields.OptionalSwitch("load_saved") ?? false
            )
            {
                Monitor = Monitor(fields),
                IsMaximum = IsMaximum(fields),
                IsModeAuto = IsModeAuto(fields),
            },
        };
        fields.End();
        return callback;
    }

    /// <summary>A callback with defaults filled in.</summary>
    public static JsonObject Write(CallbackConfiguration callback)
    {
        JsonObject json = new() { ["name"] = callback.Name };
        if (callback is Monitoring monitoring)
        {
            json["monitor"] = monitoring.Monitor;
            json["mode"] = monitoring.IsMaximum ? "max" : "min";
        }

        foreach ((string key, JsonNode? value) in Own(callback))
        {
            json[key] = value?.DeepClone();
        }

        return json;
    }

    private static JsonObject Own(CallbackConfiguration callback) =>
        callback switch
        {
            LearningRateScheduler { Schedule: { } schedule } => new() { ["schedule"] = OptimizerJson.Write(schedule) },
            LearningRateScheduler one => new()
            {
                ["schedule"] = new JsonObject
                {
                    ["name"] = CallbackKeys.Multiply,
                    ["factor"] = one.Factor,
                    ["from_epoch"] = one.FromEpoch,
                },
            },
            ReduceLROnPlateau one => new()
            {
                ["factor"] = one.Factor,
                ["patience"] = one.Patience,
                ["min_delta"] = one.MinDelta,
                ["cooldown"] = one.Cooldown,
                ["min_lr"] = one.MinLearningRate,
            },
            EarlyStopping one => new()
            {
                ["patience"] = one.Patience,
                ["min_delta"] = one.MinDelta,
                ["baseline"] = one.Baseline,
                ["restore_best_weights"] = one.RestoreBestWeights,
                ["start_from_epoch"] = one.StartFromEpoch,
            },
            ModelCheckpoint one => new()
            {
                ["filepath"] = one.FilePath,
                ["save_best_only"] = one.SaveBestOnly,
                ["initial_value_threshold"] = one.InitialValueThreshold,
                ["load_saved"] = one.LoadSaved,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(callback), callback, "There is no such callback."),
        };

    private static LearningRateScheduler Scheduler(JsonFields fields)
    {
        string[] names = [CallbackKeys.Multiply, .. ScheduleKeys.Names];
        if (fields.OneOf("name", names) != CallbackKeys.Multiply)
        {
            return new LearningRateScheduler(OptimizerReader.Schedule(fields));
        }

        LearningRateScheduler scheduler = new(
            null,
            fields.Number("factor", ScheduleKeys.Least, ScheduleKeys.Largest),
            Epochs(fields, "from_epoch", 0)
        );
        fields.End();
        return scheduler;
    }

    private static string Monitor(JsonFields fields)
    {
        string monitor = fields.OptionalText("monitor") ?? "val_loss";
        return ObservedValues.IsName(monitor)
            ? monitor
            : throw fields.Wrong(
                "monitor",
                $"is '{monitor}', but must be one of {string.Join(", ", CallbackKeys.Monitors)}, or one of these of an output, such as val_OUTPUT_loss."
            );
    }

    private static bool IsModeAuto(JsonFields fields) => Mode(fields) == CallbackKeys.Auto;

    private static string Mode(JsonFields fields) => fields.OptionalOneOf("mode", CallbackKeys.Modes) ?? CallbackKeys.Auto;

    private static bool IsMaximum(JsonFields fields) =>
        Mode(fields) switch
        {
            "max" => true,
            "min" => false,
            _ when ObservedValues.NeedsMode(Monitor(fields)) => throw fields.Wrong(
                "mode",
                $"must be min or max for '{Monitor(fields)}': with auto, versions of Keras differ in which values are better."
            ),
            _ => ObservedValues.IsAccuracy(Monitor(fields)),
        };

    private static int Epochs(JsonFields fields, string key, int otherwise) =>
        fields.OptionalWhole(key, 0, CallbackKeys.MostEpochs) ?? otherwise;

    private static string FilePath(JsonFields fields) =>
        fields.Text("filepath") is var name && RunConfigurationReader.IsSavedModelName(name)
            ? name
            : throw fields.Wrong("filepath", $"is '{name}', but must be the name of a file that ends in .h5 or .keras; {PlainName.Rule}.");
}
