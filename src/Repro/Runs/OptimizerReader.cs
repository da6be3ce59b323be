using System.Text.Json;
using Repro.Backends.Optimizers;
using Repro.Inputs;
using Repro.Keras.Optimizers;

namespace Repro.Runs;

/// <summary>Reads a run's optimizer by the table <see cref="OptimizerKeys"/>.</summary>
internal static class OptimizerReader
{
    private static readonly string[] Limits = ["clipvalue", "clipnorm", "global_clipnorm"];

    /// <exception cref="InputException">A key is unknown, of another type or out of range, or excludes another one.</exception>
    public static OptimizerConfiguration Read(JsonFields fields)
    {
        OptimizerKind kind = OptimizerKeys.Of(fields.OneOf("name", [.. OptimizerKeys.Names]));
        Schedule? schedule = fields.HoldsObject("learning_rate") ? Schedule(fields.Object("learning_rate")) : null;
        double rate =
            schedule?.Initial ?? fields.OptionalNumber("learning_rate", ScheduleKeys.Least, ScheduleKeys.Largest) ?? kind.LearningRate;
        Dictionary<string, object> settings = new(StringComparer.Ordinal);
        foreach (OptimizerKey key in kind.Keys)
        {
            object? value = key.Type switch
            {
                JsonType.Flag => fields.OptionalSwitch(key.Name) ?? key.Default,
                JsonType.Number number => fields.OptionalNumber(key.Name, number.IsAbove ? double.Epsilon : number.Minimum, number.Maximum)
                    ?? key.Default,
                _ => throw new InvalidOperationException($"'{key.Name}' is neither a number nor a flag."),
            };
            if (value is not null)
            {
                settings[key.Name] = value;
            }
        }

        fields.End();
        if (schedule is not null && settings.GetValueOrDefault("decay") is not (null or 0.0))
        {
            throw fields.Wrong("decay", "excludes a schedule in 'learning_rate': give one of them.");
        }

        string[] limits = [.. Limits.Where(settings.ContainsKey)];
        return limits.Length <= 1
            ? new OptimizerConfiguration(kind.Name, rate, settings)
            {
                Schedule = schedule,
                IsLegacyOpen =
                    kind.Keys.Any(key => key.Name == OptimizerConfiguration.Legacy) && !fields.Has(OptimizerConfiguration.Legacy),
            }
            : throw fields.Wrong(limits[1], $"excludes '{limits[0]}': give one of {string.Join(", ", Limits)}.");
    }

    /// <exception cref="InputException">The schedule is unknown, or a key is unknown, of another type or out of range.</exception>
    public static Schedule Schedule(JsonFields fields)
    {
        Schedule schedule = fields.OneOf("name", [.. ScheduleKeys.Names]) switch
        {
            ScheduleKeys.Exponential => new ExponentialDecay(
                Initial(fields),
                Steps(fields),
                fields.Number("decay_rate", ScheduleKeys.Least, ScheduleKeys.Largest),
                Flag(fields, "staircase")
            ),
            ScheduleKeys.InverseTime => new InverseTimeDecay(
                Initial(fields),
                Steps(fields),
                fields.Number("decay_rate", 0, ScheduleKeys.Million),
                Flag(fields, "staircase")
            ),
            ScheduleKeys.Cosine => new CosineDecay(Initial(fields), Steps(fields), fields.OptionalNumber("alpha", 0, 1) ?? 0),
            ScheduleKeys.Polynomial => new PolynomialDecay(
                Initial(fields),
                Steps(fields),
                fields.OptionalNumber("end_learning_rate", 0, ScheduleKeys.Largest) ?? 0.0001,
                fields.OptionalNumber("power", 0, 100) ?? 1,
                Flag(fields, "cycle")
            ),
            _ => Piecewise(fields),
        };
        fields.End();
        return schedule;
    }

    private static double Initial(JsonFields fields) => fields.Number("initial_learning_rate", ScheduleKeys.Least, ScheduleKeys.Largest);

    private static int Steps(JsonFields fields) => fields.Count("decay_steps", ScheduleKeys.MostSteps);

    private static bool Flag(JsonFields fields, string key) => fields.OptionalSwitch(key) ?? false;

    private static PiecewiseConstantDecay Piecewise(JsonFields fields)
    {
        long[] boundaries =
        [
            .. fields
                .List("boundaries")
                .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int value) ? value : -1L),
        ];
        if (boundaries.Length == 0 || boundaries[0] < 0 || boundaries.Zip(boundaries.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw fields.Wrong("boundaries", "must list whole numbers from 0 on in ascending order, at least one.");
        }

        double[] values =
        [
            .. fields
                .List("values")
                .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double value) ? value : 0),
        ];
        return
            values.Length == boundaries.Length + 1
            && Array.TrueForAll(values, value => value is >= ScheduleKeys.Least and <= ScheduleKeys.Largest)
            ? new PiecewiseConstantDecay(boundaries, values)
            : throw fields.Wrong(
                "values",
                FormattableString.Invariant(
                    $"must list {boundaries.Length + 1} numbers from {ScheduleKeys.Least} to {ScheduleKeys.Largest}: one more than 'boundaries'."
                )
            );
    }
}
