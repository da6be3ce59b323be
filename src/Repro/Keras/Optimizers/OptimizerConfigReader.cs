using System.Text.Json;
using Repro.Backends.Optimizers;
using Repro.Keras.Layers;

namespace Repro.Keras.Optimizers;

/// <summary>Reads <c>optimizer_config</c> of any version of Keras.</summary>
internal static class OptimizerConfigReader
{
    private const string Custom = "Custom>";
    private const float MostLimit = 1e9f;
    private const float LargestRate = 10;
    private static readonly string[] Neutral = ["use_ema", "loss_scale_factor", "gradient_accumulation_steps"];

    /// <returns>The optimizer, or null where it is not computed here; and its name, with the reason where it is not.</returns>
    public static (Optimizer? Optimizer, string Name, bool IsLegacy) Read(string kind, ConfigFields config)
    {
        try
        {
            return ReadStrictly(kind, config);
        }
        catch (KerasFormatException exception)
        {
            // A file is evaluated and listed whatever it was trained with.
            return (null, $"{kind} ({exception.Message})", false);
        }
    }

    private static (Optimizer? Optimizer, string Name, bool IsLegacy) ReadStrictly(string kind, ConfigFields config)
    {
        bool isLegacy =
            !(config.Has("use_ema") || config.Has("jit_compile") || config.Has("is_legacy_optimizer"))
            || config.Flag("is_legacy_optimizer", false);
        string name = kind.StartsWith(Custom, StringComparison.Ordinal) ? kind[Custom.Length..] : kind;
        if (Array.Find(Neutral, key => config.Find(key) is { ValueKind: not JsonValueKind.False }) is { } unsupported)
        {
            return (null, $"{kind} with {unsupported} (not supported)", isLegacy);
        }

        if (
            name == "Nadam"
            && Number(config, config.Has("schedule_decay") ? "schedule_decay" : "decay", Nadam.LegacyExponent, 0, MostLimit)
                != Nadam.LegacyExponent
        )
        {
            return (null, $"{kind} with a decay of its momentum other than 0.004 (not supported)", isLegacy);
        }

        if (name == "Ftrl" && Number(config, "learning_rate_power", -0.5, -MostLimit, 0) != -0.5)
        {
            return (null, $"{kind} with a learning_rate_power other than -0.5 (not supported)", isLegacy);
        }

        string rateKey = config.Has("learning_rate") ? "learning_rate" : "lr";
        Schedule? schedule = config.Find(rateKey) is { ValueKind: JsonValueKind.Object } scheduled ? ScheduleOf(scheduled) : null;
        if (schedule is null && config.Find(rateKey) is not { ValueKind: JsonValueKind.Number })
        {
            return (null, $"{kind} with a schedule of the learning rate that is not supported", isLegacy);
        }

        float rate = schedule is null ? config.Number(rateKey, 0, LargestRate) : (float)schedule.Initial;
        if (Of(name, config, rate, isLegacy) is not { } optimizer)
        {
            return (null, $"{kind} (supported are RMSprop, SGD, Adam, AdamW, Adagrad, Adadelta, Adamax, Nadam and Ftrl)", isLegacy);
        }

        // A legacy Nadam's decay is that of its momentum, a constant here.
        double decay = name == "Nadam" ? 0 : Number(config, "decay", 0, 0, MostLimit);
        Clipping clipping = new(Limit(config, "clipvalue"), Limit(config, "clipnorm"), Limit(config, "global_clipnorm"));
        return (
            optimizer with
            {
                Schedule = decay > 0 ? new InverseTimeDecay(LayerWriter.AsWritten(rate), 1, decay, Staircase: false) : schedule,
                WeightDecay = Number(config, "weight_decay", 0, 0, LargestRate),
                Clipping = clipping,
            },
            kind,
            isLegacy
        );
    }

    private static Optimizer? Of(string name, ConfigFields config, float rate, bool isLegacy)
    {
        double beta1 = Number(config, "beta_1", 0.9, 0, 0.9999999f);
        double beta2 = Number(config, "beta_2", 0.999, 0, 0.9999999f);
        double epsilon = Number(config, "epsilon", 1e-7, 0, 1);
        double written = LayerWriter.AsWritten(rate);
        return name switch
        {
            "RMSprop" => new RmsProp(rate, (float)Number(config, "rho", 0.9, 0, 1), (float)epsilon)
            {
                Momentum = (float)Number(config, "momentum", 0, 0, 1),
                Centered = config.Flag("centered", false),
                EpsilonInside = !isLegacy,
            },
            "SGD" => new Sgd(written, (float)Number(config, "momentum", 0, 0, 1), config.Flag("nesterov", false)),
            "Adam" or "AdamW" => new Adam(written, beta1, beta2, epsilon, config.Flag("amsgrad", false)),
            "Adagrad" => new Adagrad(written, Number(config, "initial_accumulator_value", 0, 0, MostLimit), epsilon, !isLegacy),
            "Adadelta" => new Adadelta(written, Number(config, "rho", 0.95, 0, 1), epsilon),
            "Adamax" => new Adamax(written, beta1, beta2, epsilon),
            "Nadam" => new Nadam(written, beta1, beta2, epsilon, isLegacy),
            "Ftrl" => new Ftrl(
                written,
                Number(config, "initial_accumulator_value", 0.1, 0, MostLimit),
                Number(config, "l1_regularization_strength", 0, 0, MostLimit),
                Number(config, "l2_regularization_strength", 0, 0, MostLimit),
                Number(config, "l2_shrinkage_regularization_strength", 0, 0, MostLimit),
                Number(config, "beta", 0, 0, MostLimit)
            ),
            _ => null,
        };
    }

    // Schedules have the keys that run files take over.
    private static Schedule? ScheduleOf(JsonElement element)
    {
        ConfigFields schedule = new(element, "learning_rate");
        ConfigFields config = new(schedule.Value("config"), "learning_rate");
        if (config.Find("warmup_target") is not null)
        {
            return null;
        }

        double First() => Number(config, "initial_learning_rate", 0.001, 0, LargestRate);
        int Steps() => config.Count("decay_steps");
        return schedule.Text("class_name") switch
        {
            ScheduleKeys.Exponential => new ExponentialDecay(
                First(),
                Steps(),
                Number(config, "decay_rate", 1, 0, LargestRate),
                config.Flag("staircase", false)
            ),
            ScheduleKeys.InverseTime => new InverseTimeDecay(
                First(),
                Steps(),
                Number(config, "decay_rate", 1, 0, MostLimit),
                config.Flag("staircase", false)
            ),
            ScheduleKeys.Cosine => new CosineDecay(First(), Steps(), Number(config, "alpha", 0, 0, 1)),
            ScheduleKeys.Polynomial => new PolynomialDecay(
                First(),
                Steps(),
                Number(config, "end_learning_rate", 0.0001, 0, LargestRate),
                Number(config, "power", 1, 0, MostLimit),
                config.Flag("cycle", false)
            ),
            ScheduleKeys.Piecewise => Piecewise(config),
            _ => null,
        };
    }

    private static PiecewiseConstantDecay Piecewise(ConfigFields config)
    {
        long[] boundaries = [.. config.List("boundaries").Select(item => (long)config.Count("boundaries", item, 0))];
        double[] values =
        [
            .. config
                .List("values")
                .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double value) ? value : double.NaN),
        ];
        return values.Length == boundaries.Length + 1 && Array.TrueForAll(values, value => value is >= 0 and <= LargestRate)
            ? new PiecewiseConstantDecay(boundaries, values)
            : throw config.Wrong("values", "must list one learning rate more than there are boundaries.");
    }

    private static double? Limit(ConfigFields config, string key) => config.Has(key) ? Number(config, key, 0, 0, MostLimit) : null;

    // Keras rounds some of these to float32; the shortest decimal is what was written.
    private static double Number(ConfigFields config, string key, double otherwise, float minimum, float maximum) =>
        config.Has(key) ? LayerWriter.AsWritten(config.Number(key, minimum, maximum)) : otherwise;
}
