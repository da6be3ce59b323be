using System.Text.Json.Nodes;
using Repro.Backends.Optimizers;

namespace Repro.Keras.Optimizers;

/// <summary>Writes a run's optimizer back, with defaults filled in.</summary>
internal static class OptimizerJson
{
    public static JsonObject Write(OptimizerConfiguration optimizer)
    {
        JsonObject json = new()
        {
            ["name"] = optimizer.Name,
            ["learning_rate"] = optimizer.Schedule is { } schedule ? Write(schedule) : optimizer.LearningRate,
        };
        foreach (OptimizerKey key in OptimizerKeys.Of(optimizer.Name).Keys)
        {
            if (optimizer.Settings.TryGetValue(key.Name, out object? value) && !(key.IsOption && value.Equals(key.Default)))
            {
                json[key.Name] = value is bool flag ? flag : (double)value;
            }
        }

        return json;
    }

    /// <summary>A schedule with Keras's keys, and its class under <c>name</c>.</summary>
    public static JsonObject Write(Schedule schedule) =>
        schedule switch
        {
            ExponentialDecay one => new()
            {
                ["name"] = ScheduleKeys.Exponential,
                ["initial_learning_rate"] = one.InitialLearningRate,
                ["decay_steps"] = one.DecaySteps,
                ["decay_rate"] = one.DecayRate,
                ["staircase"] = one.Staircase,
            },
            InverseTimeDecay one => new()
            {
                ["name"] = ScheduleKeys.InverseTime,
                ["initial_learning_rate"] = one.InitialLearningRate,
                ["decay_steps"] = one.DecaySteps,
                ["decay_rate"] = one.DecayRate,
                ["staircase"] = one.Staircase,
            },
            CosineDecay one => new()
            {
                ["name"] = ScheduleKeys.Cosine,
                ["initial_learning_rate"] = one.InitialLearningRate,
                ["decay_steps"] = one.DecaySteps,
                ["alpha"] = one.Alpha,
            },
            PolynomialDecay one => new()
            {
                ["name"] = ScheduleKeys.Polynomial,
                ["initial_learning_rate"] = one.InitialLearningRate,
                ["decay_steps"] = one.DecaySteps,
                ["end_learning_rate"] = one.EndLearningRate,
                ["power"] = one.Exponent,
                ["cycle"] = one.Cycle,
            },
            PiecewiseConstantDecay one => new()
            {
                ["name"] = ScheduleKeys.Piecewise,
                ["boundaries"] = new JsonArray([.. one.Boundaries.Select(boundary => JsonValue.Create(boundary))]),
                ["values"] = new JsonArray([.. one.Values.Select(value => JsonValue.Create(value))]),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "There is no such schedule."),
        };
}
