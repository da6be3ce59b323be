using Repro.Models;

namespace Repro.Keras.Layers;

/// <summary>Constraints: <c>{"class_name": "MaxNorm", "config": {"max_value": 2, "axis": 0}}</c>.</summary>
internal static class Constraints
{
    /// <summary>The constraint of a setting; null where it is missing.</summary>
    /// <exception cref="KerasFormatException">It is another kind of constraint.</exception>
    public static Constraint? Read(ConfigFields config, string key)
    {
        if (config.Find(key) is not { } constraint)
        {
            return null;
        }

        ConfigFields outer = new(constraint, key);
        ConfigFields inner = outer.Find("config") is { } found ? new ConfigFields(found, key) : throw config.Wrong(key, "has no config.");
        return outer.OptionalText("class_name") switch
        {
            "NonNeg" => new Constraint.NonNegative(),
            "MaxNorm" => new Constraint.MaxNorm(inner.Number("max_value", 0, float.MaxValue, 2), Axes(inner)),
            "UnitNorm" => new Constraint.UnitNorm(Axes(inner)),
            "MinMaxNorm" => new Constraint.MinMaxNorm(
                inner.Number("min_value", 0, float.MaxValue, 0),
                inner.Number("max_value", 0, float.MaxValue, 1),
                inner.Number("rate", 0, 1, 1),
                Axes(inner)
            ),
            _ => throw config.Wrong(key, "is not supported; MaxNorm, NonNeg, UnitNorm and MinMaxNorm are."),
        };
    }

    private static IReadOnlyList<int> Axes(ConfigFields config) => config.Integers("axis", 0) is { Count: > 0 } axes ? axes : [0];
}
