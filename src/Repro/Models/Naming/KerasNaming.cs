using System.Globalization;

namespace Repro.Models.Naming;

/// <summary>The names that a version of Keras gives to layers and models without one.</summary>
internal static class KerasNaming
{
    private static readonly Dictionary<string, string> KindsOfKeras1 = new(StringComparer.Ordinal)
    {
        ["conv2d"] = "convolution2d",
        ["add"] = "merge",
        ["concatenate"] = "merge",
    };

    /// <summary>
    /// What a kind of layer is counted under: <c>conv2d</c>, in Keras 1 <c>convolution2d</c>; an input is <c>input_layer</c> in Keras 3.
    /// </summary>
    /// <param name="kind">The name of Keras 2, without a number: <c>max_pooling2d</c>, <c>sequential</c>, <c>model</c>.</param>
    public static string Kind(string kind, KerasVersion version)
    {
        if (version < new KerasVersion(2, 0))
        {
            return KindsOfKeras1.TryGetValue(kind, out string? old) ? old : kind.Replace("_", "", StringComparison.Ordinal);
        }

        bool isFunctional = NamesModelsTwice(version) || version >= new KerasVersion(3, 0);
        return kind switch
        {
            "input" when version >= new KerasVersion(3, 0) => "input_layer",
            "model" when isFunctional => "functional",
            _ => kind,
        };
    }

    /// <summary>The name of the so-many-th of a kind in a session.</summary>
    /// <param name="kind">What <see cref="Kind"/> gives.</param>
    /// <param name="number">From 1.</param>
    public static string Name(string kind, int number, KerasVersion version)
    {
        // These versions name a functional model twice and keep the second name: functional_1, functional_3.
        int shown =
            kind == "functional" && NamesModelsTwice(version) ? (2 * number) - 1
            : kind == "input" || version < new KerasVersion(1, 0, 0, InsideTensorFlow: true) ? number
            : number - 1;
        return shown == 0 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}_{shown}");
    }

    private static bool NamesModelsTwice(KerasVersion version) =>
        (version >= new KerasVersion(2, 3, 0, InsideTensorFlow: true) && version < new KerasVersion(2, 5))
        || (version >= new KerasVersion(3, 0) && version < new KerasVersion(3, 5));
}
