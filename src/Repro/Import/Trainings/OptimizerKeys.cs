using System.Text.Json.Nodes;
using Repro.Import.Programs;

namespace Repro.Import.Trainings;

/// <summary>An optimizer in the keys of a run.</summary>
internal static class OptimizerKeys
{
    /// <exception cref="NoRunException">A setting is not known or cannot be described.</exception>
    public static JsonObject Of(KerasObject optimizer)
    {
        JsonObject json = new() { ["name"] = optimizer.ClassName.ToLowerInvariant() };
        if (optimizer.Unknown.Count > 0)
        {
            throw new NoRunException($"the optimizer's {optimizer.Unknown[0]} is not known");
        }

        foreach (string setting in optimizer.Given.Prepend("learning_rate").Distinct().Where(setting => setting != "name"))
        {
            switch (optimizer.Settings.GetValueOrDefault(setting))
            {
                case double or long:
                    json[setting] = optimizer.Number(setting);
                    break;
                case bool flag:
                    json[setting] = flag;
                    break;
                case KerasObject schedule:
                    json[setting] = ScheduleOf(schedule);
                    break;
            }
        }

        return json;
    }

    /// <summary>A schedule of the learning rate.</summary>
    /// <exception cref="NoRunException">A setting cannot be described.</exception>
    public static JsonObject ScheduleOf(KerasObject schedule)
    {
        JsonObject json = new() { ["name"] = schedule.ClassName };
        foreach (string setting in schedule.Given)
        {
            json[setting] = schedule.Settings.GetValueOrDefault(setting) switch
            {
                bool flag => JsonValue.Create(flag),
                long whole => JsonValue.Create(whole),
                double number => JsonValue.Create(number),
                object?[] list when Array.TrueForAll(list, item => item is double) => new JsonArray([
                    .. list.Select(item => JsonValue.Create((double)item!)),
                ]),
                _ => throw new NoRunException($"the learning rate's '{setting}' cannot be described"),
            };
        }

        return json;
    }
}
