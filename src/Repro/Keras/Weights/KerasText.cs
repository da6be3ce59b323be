using Repro.Hdf5;

namespace Repro.Keras.Weights;

/// <summary>Keras's lists of names in attributes.</summary>
internal static class KerasText
{
    /// <summary>
    /// The list under that name; one longer than an attribute may be stands in parts, <c>weight_names0</c>, <c>weight_names1</c> ...
    /// Null where there is none.
    /// </summary>
    public static List<string>? List(Hdf5Object group, string name)
    {
        if (group.Attributes.TryGetValue(name, out Hdf5Attribute? whole))
        {
            return [.. whole.Texts];
        }

        List<string> texts = [];
        int part = 0;
        for (; group.Attributes.TryGetValue(FormattableString.Invariant($"{name}{part}"), out Hdf5Attribute? some); part++)
        {
            texts.AddRange(some.Texts);
        }

        return part == 0 ? null : texts;
    }

    /// <summary>A single text, or null.</summary>
    public static string? Single(Hdf5Object? group, string name) =>
        group is not null && group.Attributes.TryGetValue(name, out Hdf5Attribute? text) && text.Texts.Count == 1 ? text.Texts[0] : null;
}
