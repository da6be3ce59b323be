using Repro.Backends;
using Repro.Inputs;
using Repro.Keras.Optimizers;
using static Repro.Inputs.JsonType;

namespace Repro.Runs;

/// <summary>The keys of a run's callbacks: Keras's names and defaults.</summary>
internal static class CallbackKeys
{
    public const string Multiply = "Multiply";
    public const int MostEpochs = 100_000;
    public const double Largest = 1_000_000;
    public const string Auto = "auto";

    /// <summary>The modes of callbacks that observe a value.</summary>
    public static readonly string[] Modes = [Auto, "min", "max"];

    /// <summary>What callbacks can observe, with the ending of its column in the history.</summary>
    public static IReadOnlyDictionary<string, string> Endings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["loss"] = "loss",
            ["acc"] = "acc",
            ["accuracy"] = "acc",
            [Metric.AbsoluteError] = "mae",
            ["mae"] = "mae",
            [Metric.SquaredError] = "mse",
            ["mse"] = "mse",
            [Metric.TopK] = "top_k_acc",
        };

    /// <summary>The ending of the column of an observed value, without <c>val_</c>; null where there is no such value.</summary>
    /// <param name="output">The output whose value it is; null for the whole model.</param>
    public static string? EndingOf(string monitor, out string? output)
    {
        output = null;
        if (Endings.TryGetValue(monitor, out string? whole))
        {
            return whole;
        }

        foreach ((string name, string ending) in Endings.OrderByDescending(pair => pair.Key.Length))
        {
            if (
                monitor.EndsWith("_" + name, StringComparison.Ordinal)
                && monitor[..^(name.Length + 1)] is var before
                && PlainName.IsValid(before)
            )
            {
                output = before;
                return $"{before}_{ending}";
            }
        }

        return null;
    }

    /// <summary>Whether an observed value is an accuracy, of which Keras takes higher ones for better.</summary>
    public static bool IsAccuracy(string monitor) =>
        EndingOf(WithoutPart(monitor), out _) is { } ending && ending.EndsWith("acc", StringComparison.Ordinal);

    /// <summary>An observed value without <c>val_</c>.</summary>
    public static string WithoutPart(string monitor) =>
        monitor.StartsWith("val_", StringComparison.Ordinal) ? monitor["val_".Length..] : monitor;

    /// <summary>The values that can be named.</summary>
    public static IReadOnlyList<string> Monitors { get; } = [.. Endings.Keys, .. Endings.Keys.Select(name => "val_" + name)];

    private static readonly JsonKey Monitor = new(
        "monitor",
        new Either(
            new Choice([.. Monitors]),
            new Text(
                "one of these of an output, such as val_OUTPUT_loss",
                $"^[A-Za-z0-9][A-Za-z0-9._-]*_({string.Join('|', Endings.Keys)})$"
            )
        ),
        "Value that is observed.",
        "val_loss"
    );
    private static readonly JsonKey Mode = new(
        "mode",
        new Choice([.. Modes]),
        "Whether lower or higher values are better; auto: higher ones of accuracies.",
        Auto
    );

    private static readonly JsonKey Schedule = JsonKey.Required(
        "schedule",
        new Cases(
            "name",
            "Class of the schedule, in which steps are epochs.",
            [
                new(
                    Multiply,
                    "The learning rate of the epoch before, times factor.",
                    [
                        JsonKey.Required("factor", new Number(ScheduleKeys.Least, ScheduleKeys.Largest), "Factor."),
                        new(
                            "from_epoch",
                            new Integer(0, MostEpochs),
                            "First epoch, counted from 0, whose learning rate is multiplied.",
                            "0"
                        ),
                    ]
                ),
                .. ScheduleKeys.Kinds,
            ]
        ),
        "Learning rate of each epoch; epochs are counted from 0."
    );

    /// <summary>The type of the key <c>callbacks</c>.</summary>
    public static JsonType Type { get; } =
        new List(
            new Cases(
                "name",
                "Class of the callback.",
                [
                    new(
                        nameof(CallbackConfiguration.LearningRateScheduler),
                        "Sets the learning rate at the beginning of each epoch.",
                        [Schedule]
                    ),
                    new(
                        nameof(CallbackConfiguration.ReduceLROnPlateau),
                        "Multiplies the learning rate where the value has not improved.",
                        [
                            Monitor,
                            Mode,
                            new("factor", new Number(0, 0.9999999), "Factor.", "0.1"),
                            Patience("10"),
                            MinDelta("0.0001"),
                            new(
                                "cooldown",
                                new Integer(0, MostEpochs),
                                "Number of epochs after a reduction in which none is counted.",
                                "0"
                            ),
                            new("min_lr", new Number(0, ScheduleKeys.Largest), "Lowest learning rate.", "0"),
                        ]
                    ),
                    new(
                        nameof(CallbackConfiguration.EarlyStopping),
                        "Ends the training where the value has not improved.",
                        [
                            Monitor,
                            Mode,
                            Patience("0"),
                            MinDelta("0"),
                            new("baseline", new Number(-Largest, Largest), "Value that must be reached too.", "none"),
                            new(
                                "restore_best_weights",
                                new Flag(),
                                "Whether the training ends with the weights of the best epoch. Keras 2 restores them only where it stops early.",
                                "false"
                            ),
                            new("start_from_epoch", new Integer(0, MostEpochs), "First epoch, counted from 0, that is looked at.", "0"),
                        ]
                    ),
                    new(
                        nameof(CallbackConfiguration.ModelCheckpoint),
                        "Keeps the weights of the best or the last epoch, and saves them with the model when the training ends.",
                        [
                            JsonKey.Required("filepath", RunFileKeys.SavedModel, "Name of the file in the folder of the seed."),
                            Monitor,
                            Mode,
                            new("save_best_only", new Flag(), "Whether only an improvement is kept.", "false"),
                            new(
                                "initial_value_threshold",
                                new Number(-Largest, Largest),
                                "Value that the first kept one must be better than.",
                                "none"
                            ),
                            new(
                                "load_saved",
                                new Flag(),
                                "Whether the kept weights are loaded after the last epoch, before the test.",
                                "false"
                            ),
                        ]
                    ),
                ]
            )
        );

    private static JsonKey Patience(string value) =>
        new("patience", new Integer(0, MostEpochs), "Number of epochs without an improvement.", value);

    private static JsonKey MinDelta(string value) =>
        new("min_delta", new Number(0, Largest), "Smallest change that is an improvement.", value);
}
