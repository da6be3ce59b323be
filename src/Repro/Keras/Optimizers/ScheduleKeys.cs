using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Keras.Optimizers;

/// <summary>The keys of a schedule of the learning rate: Keras's names and defaults.</summary>
internal static class ScheduleKeys
{
    public const string Exponential = "ExponentialDecay";
    public const string InverseTime = "InverseTimeDecay";
    public const string Cosine = "CosineDecay";
    public const string Polynomial = "PolynomialDecay";
    public const string Piecewise = "PiecewiseConstantDecay";

    public const double Least = 1e-12;
    public const double Largest = 10;
    public const double Million = 1_000_000;
    public const int MostSteps = int.MaxValue;

    private static readonly JsonType Steps = new Integer(1, MostSteps);
    private static readonly JsonType OneRate = new Number(Least, Largest);

    private static readonly JsonKey Initial = JsonKey.Required("initial_learning_rate", OneRate, "Learning rate of the first step.");
    private static readonly JsonKey DecaySteps = JsonKey.Required("decay_steps", Steps, "Number of steps T in the formula.");
    private static readonly JsonKey Staircase = new("staircase", new Flag(), "Whether t/T is rounded down.", "false");

    public static IReadOnlyList<string> Names { get; } = [Exponential, InverseTime, Cosine, Polynomial, Piecewise];

    /// <summary>The schedules.</summary>
    public static IReadOnlyList<JsonCase> Kinds { get; } =
    [
        new(
            Exponential,
            "initial_learning_rate * decay_rate^(t/T).",
            [
                Initial,
                DecaySteps,
                JsonKey.Required("decay_rate", new Number(Least, Largest), "Factor of the learning rate over T steps."),
                Staircase,
            ]
        ),
        new(
            InverseTime,
            "initial_learning_rate / (1 + decay_rate * t/T).",
            [Initial, DecaySteps, JsonKey.Required("decay_rate", new Number(0, Million), "Factor of t/T."), Staircase]
        ),
        new(
            Cosine,
            "Half a cosine wave over T steps.",
            [Initial, DecaySteps, new("alpha", new Number(0, 1), "Last learning rate as a share of the first one.", "0")]
        ),
        new(
            Polynomial,
            "From the first to the last learning rate over T steps, by (1 - t/T)^power.",
            [
                Initial,
                DecaySteps,
                new("end_learning_rate", new Number(0, Largest), "Last learning rate.", "0.0001"),
                new("power", new Number(0, 100), "Exponent.", "1"),
                new("cycle", new Flag(), "Whether T grows to its smallest multiple that t does not exceed.", "false"),
            ]
        ),
        new(
            Piecewise,
            "Constant up to each boundary, the boundary included.",
            [
                JsonKey.Required(
                    "boundaries",
                    new List(new Integer(0, MostSteps), Fewest: 1),
                    "Steps after which the learning rate changes, in ascending order."
                ),
                JsonKey.Required("values", new List(OneRate, Fewest: 2), "Learning rates: one more than boundaries."),
            ]
        ),
    ];

    /// <summary>A learning rate or a schedule.</summary>
    public static JsonType Rate { get; } = new Either(OneRate, new Cases("name", "Class of the schedule.", Kinds));
}
