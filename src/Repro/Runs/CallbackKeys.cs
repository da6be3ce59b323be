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

    /// <summary>The values that can be named.</summary>
    public static IReadOnlyList<string> Monitors { get; } =
    [.. ObservedValues.Names, .. ObservedValues.Names.Select(name => "val_" + name)];

    private static readonly JsonKey Monitor = new(
        "monitor",
        new Either(
            new Choice([.. Monitors]),
            new Text(
                "one of these of an output, such as val_OUTPUT_loss",
                $"^[A-Za-z0-9][A-Za-z0-9._-]*_({string.Join('|', ObservedValues.Names)})$"
            )
        ),
        "Value that is observed, by its name in Keras's log: a weighted metric is weighted_NAME where metrics has NAME too, else NAME.",
        "val_loss"
    );
    private static readonly JsonKey Mode = new(
        "mode",
        new Choice([.. Modes]),
        "Whether lower or higher values are better; auto: higher ones of accuracies, lower ones of losses and errors. Required for precision, recall and auc, which versions of Keras take differently.",
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
                        "Keeps the weights of the best or the last epoch, and saves the model with them and with the state of the optimizer when the training ends.",
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
