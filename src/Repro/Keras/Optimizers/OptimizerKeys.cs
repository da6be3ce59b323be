using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Keras.Optimizers;

/// <summary>The keys of a run's optimizer: Keras's names, with the defaults of Keras 2.15.</summary>
internal static class OptimizerKeys
{
    private const double Most = 1_000_000;
    private const double BelowOne = 0.9999999;

    private static readonly OptimizerKey Epsilon = OptimizerKey.Number(
        "epsilon",
        1e-7,
        1e-30,
        1,
        "Added to the divisor, against division by zero."
    );
    private static readonly OptimizerKey Beta1 = OptimizerKey.Number("beta_1", 0.9, 0, BelowOne, "Decay of the mean of gradients.");
    private static readonly OptimizerKey Beta2 = OptimizerKey.Number(
        "beta_2",
        0.999,
        0,
        BelowOne,
        "Decay of the mean of squared gradients; of adamax: of the largest gradient."
    );
    private static readonly OptimizerKey Momentum = OptimizerKey.Number(
        "momentum",
        0,
        0,
        1,
        "Share of the previous move that each move keeps."
    );
    private static readonly OptimizerKey Amsgrad = OptimizerKey.Flag(
        "amsgrad",
        false,
        "Whether the largest mean of squared gradients so far is divided by."
    );

    // Later than the first records: where these are not set, they are not written.
    private static readonly OptimizerKey[] Common =
    [
        OptimizerKey.Option(
            "weight_decay",
            0,
            10,
            "Share of each weight, times the learning rate, that is subtracted before a step, as in Keras 2.11 and later."
        ),
        OptimizerKey.Option(
            "decay",
            0,
            Most,
            "Decay of the learning rate as in Keras up to 2.10: it is divided by 1 + decay t, t being the number of steps before."
        ),
        OptimizerKey.Limit(
            "clipvalue",
            Most,
            "Largest magnitude of an element of a gradient. At most one of clipvalue, clipnorm and global_clipnorm is allowed."
        ),
        OptimizerKey.Limit("clipnorm", Most, "Largest Euclidean norm of the gradient of a weight."),
        OptimizerKey.Limit("global_clipnorm", Most, "Largest Euclidean norm of all gradients together."),
    ];

    private static readonly OptimizerKind[] Kinds =
    [
        new(
            "rmsprop",
            "RMSprop.",
            0.001,
            [
                OptimizerKey.Number("rho", 0.9, 0, 1, "Decay of the mean of squared gradients."),
                Epsilon,
                Momentum with
                {
                    IsOption = true,
                },
                OptimizerKey.Flag(
                    "centered",
                    false,
                    "Whether the variance of the gradients is divided by, and not the mean of their squares."
                ) with
                {
                    IsOption = true,
                },
                OptimizerKey.Flag(
                    "legacy",
                    true,
                    "Whether epsilon is added outside the root if there is no momentum, as in tf.keras.optimizers.legacy and Keras up to 2.10. If the run or its documents name a version of Keras, the default is that of this version."
                ) with
                {
                    IsOption = true,
                },
                .. Common,
            ]
        ),
        new(
            "sgd",
            "Stochastic gradient descent.",
            0.01,
            [Momentum, OptimizerKey.Flag("nesterov", false, "Whether Nesterov's momentum is used."), .. Common]
        ),
        new("adam", "Adam.", 0.001, [Beta1, Beta2, Epsilon, Amsgrad, .. Common]),
        new(
            "adamw",
            "Adam with weight decay.",
            0.001,
            [
                Beta1,
                Beta2,
                Epsilon,
                Amsgrad,
                OptimizerKey.Number(
                    "weight_decay",
                    0.004,
                    0,
                    10,
                    "Share of each weight, times the learning rate, that is subtracted before a step."
                ),
                .. Common.Where(key => key.Name != "weight_decay"),
            ]
        ),
        new(
            "adagrad",
            "Adagrad.",
            0.001,
            [
                OptimizerKey.Number("initial_accumulator_value", 0.1, 0, Most, "Sum of squared gradients before the first step."),
                Epsilon,
                OptimizerKey.Flag(
                    "legacy",
                    false,
                    "Whether epsilon is added outside the root, as in tf.keras.optimizers.legacy and Keras up to 2.10. If the run or its documents name a version of Keras, the default is that of this version."
                ) with
                {
                    IsOption = true,
                },
                .. Common,
            ]
        ),
        new(
            "adadelta",
            "Adadelta.",
            0.001,
            [OptimizerKey.Number("rho", 0.95, 0, 1, "Decay of the mean of squared gradients."), Epsilon, .. Common]
        ),
        new("adamax", "Adamax.", 0.001, [Beta1, Beta2, Epsilon, .. Common]),
        new(
            "nadam",
            "Nadam, with one running product for all weights, as in Keras 3.",
            0.001,
            [
                Beta1,
                Beta2,
                Epsilon,
                OptimizerKey.Flag(
                    "legacy",
                    false,
                    "Whether the momentum follows .96^(.004 t), as in tf.keras.optimizers.legacy and Keras up to 2.10, and not .96^t. If the run or its documents name a version of Keras, the default is that of this version."
                ) with
                {
                    IsOption = true,
                },
                .. Common,
            ]
        ),
        new(
            "ftrl",
            "Follow the regularized leader, with a learning_rate_power of -0.5.",
            0.001,
            [
                OptimizerKey.Number("initial_accumulator_value", 0.1, 0, Most, "Sum of squared gradients before the first step."),
                OptimizerKey.Number("l1_regularization_strength", 0, 0, Most, "Strength of L1, which makes weights 0."),
                OptimizerKey.Number("l2_regularization_strength", 0, 0, Most, "Strength of L2, which makes weights smaller."),
                OptimizerKey.Option("l2_shrinkage_regularization_strength", 0, Most, "Strength of an L2 penalty that joins the gradient."),
                OptimizerKey.Option("beta", 0, Most, "Added to the root of the sum of squared gradients."),
                .. Common,
            ]
        ),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The type of the key <c>optimizer</c>: a name, or an object with parameters.</summary>
    public static JsonType Type { get; } = new Either(new Choice([.. Names]), Parameters());

    private static Cases Parameters() =>
        new(
            "name",
            "Name of the optimizer.",
            [
                .. Kinds.Select(kind => new JsonCase(
                    kind.Name,
                    kind.Meaning,
                    [
                        new(
                            "learning_rate",
                            ScheduleKeys.Rate,
                            "Learning rate, or a schedule of it. Steps are counted from 0 over all epochs.",
                            JsonText(kind.LearningRate)
                        ),
                        .. kind.Keys.Select(key => new JsonKey(
                            key.Name,
                            key.Type,
                            key.Meaning,
                            key.Default is { } value ? JsonText(value) : "none"
                        )),
                    ]
                )),
            ]
        );

    public static OptimizerKind Of(string name) => Kinds.First(kind => kind.Name == name);

    private static string JsonText(object value) =>
        value is bool flag ? (flag ? "true" : "false") : FormattableString.Invariant($"{value}");
}

/// <summary>An optimizer that a run can name.</summary>
/// <param name="LearningRate">The default.</param>
/// <param name="Keys">Apart from name and learning rate, in the order of records.</param>
internal sealed record OptimizerKind(string Name, string Meaning, double LearningRate, IReadOnlyList<OptimizerKey> Keys);

/// <summary>A hyperparameter: a number or a flag.</summary>
/// <param name="Default">A <c>double</c> or a <c>bool</c>; null where nothing holds.</param>
internal sealed record OptimizerKey(string Name, JsonType Type, string Meaning, object? Default)
{
    /// <summary>Whether records leave the key out where it has its default.</summary>
    public bool IsOption { get; init; }

    public static OptimizerKey Number(string name, double value, double minimum, double maximum, string meaning) =>
        new(name, new Number(minimum, maximum), meaning, value);

    public static OptimizerKey Flag(string name, bool value, string meaning) => new(name, new Flag(), meaning, value);

    /// <summary>A number that is 0 where it is not given.</summary>
    public static OptimizerKey Option(string name, double minimum, double maximum, string meaning) =>
        Number(name, 0, minimum, maximum, meaning) with
        {
            IsOption = true,
        };

    /// <summary>A number above 0, or none.</summary>
    public static OptimizerKey Limit(string name, double maximum, string meaning) =>
        new(name, new Number(0, maximum, IsAbove: true), meaning, null) { IsOption = true };
}
