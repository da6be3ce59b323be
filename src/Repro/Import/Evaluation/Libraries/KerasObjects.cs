using System.Globalization;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>
/// Optimizers, losses, metrics, callbacks, regularizers, initializers, constraints and schedules: their arguments and defaults, as in Keras
/// 2.15 and 3.
/// </summary>
internal static class KerasObjects
{
    // AREA CLASS ARGUMENT=DEFAULT ...
    private static readonly string[] Lines =
    [
        "optimizers Adam learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 amsgrad=False weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers AdamW learning_rate=0.001 weight_decay=0.004 beta_1=0.9 beta_2=0.999 epsilon=1e-07 amsgrad=False clipnorm=None clipvalue=None global_clipnorm=None",
        "optimizers RMSprop learning_rate=0.001 rho=0.9 momentum=0.0 epsilon=1e-07 centered=False weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers SGD learning_rate=0.01 momentum=0.0 nesterov=False weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers Adagrad learning_rate=0.001 initial_accumulator_value=0.1 epsilon=1e-07 weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers Adadelta learning_rate=0.001 rho=0.95 epsilon=1e-07 weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers Adamax learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers Nadam learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-07 weight_decay=None clipnorm=None clipvalue=None global_clipnorm=None decay=None",
        "optimizers Ftrl learning_rate=0.001 learning_rate_power=-0.5 initial_accumulator_value=0.1 l1_regularization_strength=0.0 l2_regularization_strength=0.0",
        "schedules ExponentialDecay initial_learning_rate decay_steps decay_rate staircase=False name=None",
        "schedules PiecewiseConstantDecay boundaries values name=None",
        "schedules PolynomialDecay initial_learning_rate decay_steps end_learning_rate=0.0001 power=1.0 cycle=False name=None",
        "schedules InverseTimeDecay initial_learning_rate decay_steps decay_rate staircase=False name=None",
        "schedules CosineDecay initial_learning_rate decay_steps alpha=0.0 name=None warmup_target=None warmup_steps=0",
        "losses BinaryCrossentropy from_logits=False label_smoothing=0.0 axis=-1 reduction=None name=None",
        "losses CategoricalCrossentropy from_logits=False label_smoothing=0.0 axis=-1 reduction=None name=None",
        "losses SparseCategoricalCrossentropy from_logits=False ignore_class=None reduction=None name=None",
        "losses MeanSquaredError reduction=None name=None",
        "losses MeanAbsoluteError reduction=None name=None",
        "losses MeanAbsolutePercentageError reduction=None name=None",
        "losses MeanSquaredLogarithmicError reduction=None name=None",
        "losses Huber delta=1.0 reduction=None name=None",
        "losses KLDivergence reduction=None name=None",
        "losses Poisson reduction=None name=None",
        "losses Hinge reduction=None name=None",
        "losses SquaredHinge reduction=None name=None",
        "losses CategoricalHinge reduction=None name=None",
        "losses LogCosh reduction=None name=None",
        "losses CosineSimilarity axis=-1 reduction=None name=None",
        "losses BinaryFocalCrossentropy apply_class_balancing=False alpha=0.25 gamma=2.0 from_logits=False",
        "metrics Accuracy name=None",
        "metrics BinaryAccuracy name=None dtype=None threshold=0.5",
        "metrics CategoricalAccuracy name=None",
        "metrics SparseCategoricalAccuracy name=None",
        "metrics TopKCategoricalAccuracy k=5 name=None",
        "metrics SparseTopKCategoricalAccuracy k=5 name=None",
        "metrics AUC num_thresholds=200 curve=ROC",
        "metrics Precision thresholds=None top_k=None class_id=None name=None",
        "metrics Recall thresholds=None top_k=None class_id=None name=None",
        "metrics MeanSquaredError name=None",
        "metrics RootMeanSquaredError name=None",
        "metrics MeanAbsoluteError name=None",
        "metrics Mean name=None",
        "metrics BinaryCrossentropy name=None",
        "metrics CategoricalCrossentropy name=None",
        "metrics SparseCategoricalCrossentropy name=None",
        "metrics F1Score average=None threshold=None name=None",
        "metrics TruePositives thresholds=None name=None",
        "metrics FalsePositives thresholds=None name=None",
        "metrics TrueNegatives thresholds=None name=None",
        "metrics FalseNegatives thresholds=None name=None",
        "metrics MeanIoU num_classes name=None",
        "metrics MeanAbsolutePercentageError name=None",
        "callbacks EarlyStopping monitor=val_loss min_delta=0 patience=0 verbose=0 mode=auto baseline=None restore_best_weights=False start_from_epoch=0",
        "callbacks ModelCheckpoint filepath monitor=val_loss verbose=0 save_best_only=False save_weights_only=False mode=auto save_freq=epoch initial_value_threshold=None",
        "callbacks ReduceLROnPlateau monitor=val_loss factor=0.1 patience=10 verbose=0 mode=auto min_delta=0.0001 cooldown=0 min_lr=0.0",
        "callbacks LearningRateScheduler schedule verbose=0",
        "callbacks TensorBoard log_dir=logs histogram_freq=0",
        "callbacks CSVLogger filename separator=, append=False",
        "callbacks TerminateOnNaN",
        "callbacks LambdaCallback on_epoch_begin=None on_epoch_end=None",
        "callbacks History",
        "callbacks BackupAndRestore backup_dir",
        "callbacks RemoteMonitor",
        "callbacks ProgbarLogger count_mode=samples",
        "regularizers L1 l1=0.01",
        "regularizers L2 l2=0.01",
        "regularizers L1L2 l1=0.0 l2=0.0",
        "regularizers OrthogonalRegularizer factor=0.01 mode=rows",
        "constraints MaxNorm max_value=2 axis=0",
        "constraints NonNeg",
        "constraints UnitNorm axis=0",
        "constraints MinMaxNorm min_value=0.0 max_value=1.0 rate=1.0 axis=0",
        "initializers GlorotUniform seed=None",
        "initializers GlorotNormal seed=None",
        "initializers HeUniform seed=None",
        "initializers HeNormal seed=None",
        "initializers LecunUniform seed=None",
        "initializers LecunNormal seed=None",
        "initializers RandomNormal mean=0.0 stddev=0.05 seed=None",
        "initializers RandomUniform minval=-0.05 maxval=0.05 seed=None",
        "initializers TruncatedNormal mean=0.0 stddev=0.05 seed=None",
        "initializers VarianceScaling scale=1.0 mode=fan_in distribution=truncated_normal seed=None",
        "initializers Orthogonal gain=1.0 seed=None",
        "initializers Zeros",
        "initializers Ones",
        "initializers Constant value=0.0",
        "initializers Identity gain=1.0",
    ];

    // Names that a class has besides its own and the one of its words: "mse", "kld".
    private static readonly Dictionary<string, string> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mse"] = "MeanSquaredError",
        ["mae"] = "MeanAbsoluteError",
        ["mape"] = "MeanAbsolutePercentageError",
        ["msle"] = "MeanSquaredLogarithmicError",
        ["kld"] = "KLDivergence",
        ["kullback_leibler_divergence"] = "KLDivergence",
        ["kl_divergence"] = "KLDivergence",
        ["kldivergence"] = "KLDivergence",
        ["logcosh"] = "LogCosh",
        ["log_cosh"] = "LogCosh",
        ["huber_loss"] = "Huber",
        ["cosine_proximity"] = "CosineSimilarity",
        ["normal"] = "RandomNormal",
        ["uniform"] = "RandomUniform",
        ["zero"] = "Zeros",
        ["one"] = "Ones",
        ["l1_l2"] = "L1L2",
        ["max_norm"] = "MaxNorm",
        ["maxnorm"] = "MaxNorm",
        ["non_neg"] = "NonNeg",
        ["nonneg"] = "NonNeg",
        ["unit_norm"] = "UnitNorm",
        ["binary_crossentropy_loss"] = "BinaryCrossentropy",
        ["auc"] = "AUC",
        ["adam_experimental"] = "Adam",
        ["top_k_categorical_accuracy"] = "TopKCategoricalAccuracy",
        ["sparse_top_k_categorical_accuracy"] = "SparseTopKCategoricalAccuracy",
        ["random_normal"] = "RandomNormal",
        ["rmse"] = "RootMeanSquaredError",
    };

    private static readonly Dictionary<string, string> OldArguments = new(StringComparer.Ordinal)
    {
        ["lr"] = "learning_rate",
        ["epsilon_"] = "epsilon",
        ["beta1"] = "beta_1",
        ["beta2"] = "beta_2",
        ["epsilon1"] = "epsilon",
        ["l"] = "l2",
        ["m"] = "max_value",
        ["period"] = "save_freq",
        ["epsilon"] = "min_delta",
    };

    private static readonly Dictionary<(string Area, string Class), (string Name, string? Default)[]> Classes = Lines
        .Select(Parse)
        .ToDictionary(each => (each.Area, each.Class), each => each.Arguments);

    // By lower-case name without underscores: "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy".
    private static readonly Dictionary<(string Area, string Key), string> ByName = Classes.Keys.ToDictionary(
        each => (each.Area, KeyOf(each.Class)),
        each => each.Class
    );

    public static bool IsKnown(string area, string name) => NameOf(area, name) is not null;

    /// <summary>The class that a name stands for: of <c>mse</c> MeanSquaredError; null for none.</summary>
    public static string? NameOf(string area, string name) =>
        ByName.GetValueOrDefault((area, KeyOf(name)))
        ?? (Short.TryGetValue(name, out string? full) ? ByName.GetValueOrDefault((area, KeyOf(full))) : null);

    /// <summary>Keras's arguments of a class, with their defaults as values; null for one without.</summary>
    public static IReadOnlyList<(string Name, Value? Default)> Arguments(string area, string className) =>
        Classes.TryGetValue((area, className), out (string Name, string? Default)[]? arguments)
            ? [.. arguments.Select(argument => (argument.Name, argument.Default is null ? null : Literal(argument.Default)))]
            : [];

    /// <summary>A call of a class or function of one of the areas; null where it is not one.</summary>
    public static Value? Call(ApiValue api, CallArguments arguments, Context context)
    {
        if (AreaOf(api) is not { } area)
        {
            return null;
        }

        if (api.Last == "get" && arguments.Get("identifier", 0) is TextValue name)
        {
            return NameOf(area, name.Value) is { } named
                ? new KerasValue(area, named, new Dictionary<string, Value>())
                : new UnknownValue($"'{name.Value}' is not known");
        }

        // Functions, not classes: keras.losses.mse(y, p), keras.metrics.mean_squared_error(y, p).
        if (area is "losses" or "metrics" && char.IsLower(api.Last[0]))
        {
            return new UnknownValue($"the result of '{api.Last}' is not computed");
        }

        if (NameOf(area, api.Last) is not { } className)
        {
            return char.IsUpper(api.Last[0]) ? new KerasValue(area, api.Last, Given([], arguments)) : null;
        }

        context.Note($"{(area == "losses" ? "loss" : area[..^1])} {className}");
        string[] order =
            className == "L2" || className == "L1"
                ? [className.ToLowerInvariant()]
                : [.. Classes[(area, className)].Select(argument => argument.Name)];

        // regularizers.l1_l2(...) has other defaults than the class.
        Dictionary<string, Value> given = Given(order, arguments);
        if (api.Last == "l1_l2")
        {
            given.TryAdd("l1", new FloatValue(0.01));
            given.TryAdd("l2", new FloatValue(0.01));
        }

        return new KerasValue(area, className, given);
    }

    /// <summary>An object with its defaults, as the result has it.</summary>
    public static KerasObject Resolved(KerasValue value)
    {
        Dictionary<string, object?> settings = new(StringComparer.Ordinal);
        List<string> unknown = [];
        foreach ((string name, Value? otherwise) in Arguments(value.Area, value.ClassName))
        {
            if (!value.Settings.ContainsKey(name) && otherwise is not (null or NoneValue))
            {
                settings[name] = Plain(otherwise);
            }
        }

        foreach ((string name, Value given) in value.Settings)
        {
            if (given is UnknownValue or FunctionValue)
            {
                unknown.Add(name);
            }
            else
            {
                settings[name] = Plain(given);
            }
        }

        return new KerasObject(value.ClassName, settings) { Unknown = unknown, Given = [.. value.Settings.Keys] };
    }

    /// <summary>A value without the evaluation's own types.</summary>
    public static object? Plain(Value value) =>
        value switch
        {
            NoneValue => null,
            BoolValue flag => flag.Value,
            IntValue whole => (double)whole.Value,
            FloatValue number => number.Value,
            TextValue text => text.Value,
            KerasValue keras => Resolved(keras),
            SequenceValue sequence when sequence.Items.Count <= 1000 && sequence.Items.TrueForAll(item => item is not SequenceValue) =>
                sequence.Items.Select(Plain).ToArray(),
            ApiValue api => api.Last,
            _ => value.Shown,
        };

    private static string? AreaOf(ApiValue api)
    {
        if (api.IsIn("tensorflow.train") && api.Last.EndsWith("Optimizer", StringComparison.Ordinal))
        {
            return "optimizers";
        }

        if (api.IsIn("tensorflow.initializers"))
        {
            return "initializers";
        }

        if (!api.IsKeras())
        {
            return null;
        }

        if (api.Path.Contains(".schedules.", StringComparison.Ordinal))
        {
            return "schedules";
        }

        string[] parts = api.Path.Split('.');
        return parts.Length < 3
            ? null
            : parts[1] switch
            {
                "optimizers" or "losses" or "metrics" or "callbacks" or "regularizers" or "constraints" or "initializers" => parts[1],
                "objectives" => "losses",
                "initializations" => "initializers",
                "activations" => "activations",
                _ => null,
            };
    }

    private static Dictionary<string, Value> Given(string[] order, CallArguments arguments)
    {
        Dictionary<string, Value> given = new(StringComparer.Ordinal);
        for (int at = 0; at < arguments.Positional.Count && at < order.Length; at++)
        {
            given[order[at]] = arguments.Positional[at];
        }

        foreach ((string name, Value value) in arguments.Named)
        {
            string present =
                !order.Contains(name) && OldArguments.TryGetValue(name, out string? renamed) && order.Contains(renamed) ? renamed : name;
            given[present] = value;
        }

        return given;
    }

    private static string KeyOf(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() is var key && key.EndsWith("v2", StringComparison.Ordinal)
            ? key[..^2]
            : key;

    private static (string Area, string Class, (string Name, string? Default)[] Arguments) Parse(string line)
    {
        string[] words = line.Split(' ');
        return (
            words[0],
            words[1],
            [.. words.Skip(2).Select(word => word.Split('=', 2)).Select(parts => (parts[0], parts.Length > 1 ? parts[1] : null))]
        );
    }

    private static Value Literal(string text) =>
        text switch
        {
            "None" => NoneValue.Instance,
            "True" => BoolValue.Of(true),
            "False" => BoolValue.Of(false),
            _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? new IntValue(whole)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? new FloatValue(number)
            : new TextValue(text),
        };
}
