using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Keras.Optimizers;

/// <summary>The optimizer of a run; numbers as written, rounded to float32 only for the backend.</summary>
/// <param name="LearningRate">The rate of the first step.</param>
/// <param name="Settings">The other hyperparameters: <c>double</c> or <c>bool</c>, with defaults filled in; those without a value are left
/// out.</param>
internal sealed record OptimizerConfiguration(string Name, double LearningRate, IReadOnlyDictionary<string, object> Settings)
{
    /// <summary>The key of the formula.</summary>
    internal const string Legacy = "legacy";

    private static readonly KerasVersion FirstNew = new(2, 11);

    /// <summary>The schedule of the learning rate; null where it is the same in all steps.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Whether the file leaves open which of Keras's two formulas applies: the key <c>legacy</c>.</summary>
    public bool IsLegacyOpen { get; init; }

    /// <summary>The optimizer with the formula of a version of Keras, where the file leaves it open.</summary>
    /// <param name="keras">As run files name it; null for none.</param>
    public OptimizerConfiguration OfKeras(string? keras) =>
        IsLegacyOpen && KerasVersion.TryParse(keras, out KerasVersion version)
            ? this with
            {
                Settings = new Dictionary<string, object>(Settings, StringComparer.Ordinal) { [Legacy] = version < FirstNew },
            }
            : this;

    /// <summary>RMSprop with all else as Keras up to 2.10 has it.</summary>
    public static OptimizerConfiguration RmsProp(double learningRate = 0.001, double rho = 0.9, double epsilon = 1e-7) =>
        new(
            "rmsprop",
            learningRate,
            new Dictionary<string, object>
            {
                ["rho"] = rho,
                ["epsilon"] = epsilon,
                [Legacy] = true,
            }
        );

    /// <summary>A number by its key; null where the optimizer has none of that name, or it is not set.</summary>
    public double? Number(string key) => Settings.GetValueOrDefault(key) as double?;

    /// <summary>A flag by its key; false where the optimizer has none of that name.</summary>
    public bool Flag(string key) => Settings.GetValueOrDefault(key) is true;

    public Optimizer ToOptimizer()
    {
        Optimizer optimizer = Name switch
        {
            "rmsprop" => new RmsProp((float)LearningRate, (float)Value("rho"), (float)Value("epsilon"))
            {
                Momentum = (float)(Number("momentum") ?? 0),
                Centered = Flag("centered"),
                EpsilonInside = !Flag(Legacy),
            },
            "sgd" => new Sgd(LearningRate, (float)Value("momentum"), Flag("nesterov")),
            "adam" or "adamw" => new Adam(LearningRate, Value("beta_1"), Value("beta_2"), Value("epsilon"), Flag("amsgrad")),
            "adagrad" => new Adagrad(LearningRate, Value("initial_accumulator_value"), Value("epsilon"), !Flag(Legacy)),
            "adadelta" => new Adadelta(LearningRate, Value("rho"), Value("epsilon")),
            "adamax" => new Adamax(LearningRate, Value("beta_1"), Value("beta_2"), Value("epsilon")),
            "nadam" => new Nadam(LearningRate, Value("beta_1"), Value("beta_2"), Value("epsilon"), Flag(Legacy)),
            "ftrl" => new Ftrl(
                LearningRate,
                Value("initial_accumulator_value"),
                Value("l1_regularization_strength"),
                Value("l2_regularization_strength"),
                Number("l2_shrinkage_regularization_strength") ?? 0,
                Number("beta") ?? 0
            ),
            _ => throw new InvalidOperationException($"No backend has the optimizer '{Name}'."),
        };
        return optimizer with
        {
            Schedule =
                Number("decay") is { } decay && decay > 0 ? new InverseTimeDecay(LearningRate, 1, decay, Staircase: false) : Schedule,
            WeightDecay = Number("weight_decay") ?? 0,
            Clipping = new Clipping(Number("clipvalue"), Number("clipnorm"), Number("global_clipnorm")),
        };
    }

    private double Value(string key) => Number(key) ?? throw new InvalidOperationException($"The optimizer '{Name}' has no '{key}'.");
}
