namespace Repro.Keras.Architecture;

/// <summary>Regularisers: <c>{"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.001}}</c>, in later versions also <c>L2</c> alone.</summary>
internal static class Regularizers
{
    /// <summary>The factor of an L2 penalty, 0 for none.</summary>
    /// <exception cref="KerasFormatException">It is another kind of penalty.</exception>
    public static float L2(ConfigFields config, string key)
    {
        if (config.Find(key) is not { } regularizer)
        {
            return 0;
        }

        ConfigFields outer = new(regularizer, key);
        ConfigFields inner = outer.Find("config") is { } found ? new ConfigFields(found, key) : throw config.Wrong(key, "has no config.");
        bool known = outer.OptionalText("class_name") is "L1L2" or "L2";
        float l1 = inner.Has("l1") ? inner.Number("l1", float.MinValue, float.MaxValue) : 0;
        return known && l1 == 0
            ? inner.Has("l2") ? inner.Number("l2", 0, 1e6f) : 0
            : throw config.Wrong(key, "is not supported; an L2 penalty is.");
    }

    /// <exception cref="KerasFormatException">There is a penalty.</exception>
    public static void RequireNone(ConfigFields config, string key)
    {
        if (L2(config, key) != 0)
        {
            throw config.Wrong(key, "is not supported; a penalty of the kernel is.");
        }
    }
}
