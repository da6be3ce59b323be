using Repro.Models;

namespace Repro.Keras.Layers;

/// <summary>
/// Regularizers: <c>{"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.001}}</c>, in later versions also <c>L1</c> and <c>L2</c> alone.
/// </summary>
internal static class Regularizers
{
    private const float Most = 1e6f;

    /// <summary>The penalty of a setting; none where it is missing.</summary>
    /// <exception cref="KerasFormatException">It is another kind of penalty.</exception>
    public static Penalty Read(ConfigFields config, string key)
    {
        if (config.Find(key) is not { } regularizer)
        {
            return default;
        }

        ConfigFields outer = new(regularizer, key);
        ConfigFields inner = outer.Find("config") is { } found ? new ConfigFields(found, key) : throw config.Wrong(key, "has no config.");
        return outer.OptionalText("class_name") is "L1L2" or "L1" or "L2"
            ? new Penalty(inner.Number("l1", 0, Most, 0), inner.Number("l2", 0, Most, 0))
            : throw config.Wrong(key, "is not supported; L1, L2 and L1L2 are.");
    }

    /// <summary>The factor of a penalty that is L2 alone; 0 for none, and for a penalty that a rule of the weight describes.</summary>
    public static float PlainL2(ConfigFields config, string key) => Read(config, key) is { L1: 0 } penalty ? penalty.L2 : 0;
}
