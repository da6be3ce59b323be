using System.Globalization;
using Repro.Backends;
using Repro.Training.Feeding;

namespace Repro.Training.Observations;

/// <summary>
/// What trained layers make of one image, in inference mode:
/// <c>blank_channels</c>, maps that are zero throughout; <c>zero_share</c>, the share of zeros among all values;
/// <c>reconstruction_r2</c>, the share of the image's variance that a <see cref="LinearReconstruction"/> recovers.
/// </summary>
internal static class ActivationObservations
{
    /// <summary>What is observed, each with a sentence about its value.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> All { get; } =
    [
        ("blank_channels", "Number of channels of a trained layer that are zero everywhere on an image; the run must observe it."),
        ("zero_share", "Share of zeros, from 0 to 1, in the output of a trained layer on an image."),
        (
            "reconstruction_r2",
            "Share of an image's variance, up to 1, that a linear reconstruction from the output of a trained layer recovers."
        ),
    ];

    public static IReadOnlyList<string> Quantities { get; } = [.. All.Select(quantity => quantity.Name)];

    /// <summary>How records call a value: <c>blank_channels[cat.1700 conv2d_5]</c>.</summary>
    /// <param name="what">Image and layer: <c>cat.1700 conv2d_5</c>.</param>
    public static string Key(string quantity, string what) => string.Create(CultureInfo.InvariantCulture, $"{quantity}[{what}]");

    public static SortedDictionary<string, double> Of(INetwork network, Observed observed)
    {
        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        IReadOnlyList<Tensor> maps = network.Activations(observed.Image, [.. observed.Layers.Select(layer => layer.Path)]);
        for (int index = 0; index < maps.Count; index++)
        {
            string what = $"{observed.Name} {observed.Layers[index].Name}";
            values[Key("blank_channels", what)] = BlankChannels(maps[index]);
            values[Key("zero_share", what)] = ZeroShare(maps[index]);
            values[Key("reconstruction_r2", what)] = LinearReconstruction.R2(observed.Image, maps[index]);
        }

        return values;
    }

    /// <param name="maps">(1, height, width, channels)</param>
    internal static int BlankChannels(Tensor maps)
    {
        int channels = maps.Shape[^1];
        bool[] active = new bool[channels];
        for (int index = 0; index < maps.Values.Length; index++)
        {
            active[index % channels] |= maps.Values[index] != 0;
        }

        return active.Count(channel => !channel);
    }

    internal static double ZeroShare(Tensor maps) => (double)maps.Values.Count(value => value == 0) / maps.Values.Length;
}
