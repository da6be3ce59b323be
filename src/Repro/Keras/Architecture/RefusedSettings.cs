using System.Text.Json;
using Repro.Models;

namespace Repro.Keras.Architecture;

/// <summary>Settings of a layer with which Keras does not build it.</summary>
internal static class RefusedSettings
{
    private const int DeepestNesting = 4;

    /// <summary>
    /// Sizes that the Keras of the file does not build: no version has negative ones, and some have none of 0. Only Keras's own layers are
    /// checked: in another class, a setting of the same name may have another meaning.
    /// </summary>
    /// <param name="keras">The version that wrote the file; null where it is not known.</param>
    /// <returns>What is wrong, as a message that names the layer; null where nothing is.</returns>
    public static string? Size(string name, string kind, JsonElement config, KerasVersion? keras) => Size(name, kind, config, keras, 0);

    /// <summary>An axis of a concatenation that its inputs do not have. The batch is axis 0.</summary>
    /// <returns>What is wrong, as a message that names the layer; null where nothing is.</returns>
    public static string? Axis(string name, string kind, JsonElement config, IReadOnlyList<Shape> inputs)
    {
        if (kind != "Concatenate" || WholeNumber(config, "axis") is not { } axis)
        {
            return null;
        }

        Shape? without = inputs.FirstOrDefault(input => !input.IsUnknown && (axis > input.Rank || axis < -input.Rank - 1));
        return without is null
            ? null
            : FormattableString.Invariant(
                $"layer '{name}' ({kind}): 'axis' is {axis}, but an input of the shape {without} has the axes 0 (the batch) to {without.Rank}, or -{without.Rank + 1} to -1."
            );
    }

    private static string? Size(string name, string kind, JsonElement config, KerasVersion? keras, int depth)
    {
        foreach (string key in Sizes(kind))
        {
            if (
                WholeNumber(config, key) is { } size and <= 0
                && (size < 0 ? "no version of Keras builds" : WithoutZero(kind, key, keras)) is { } who
            )
            {
                return FormattableString.Invariant($"layer '{name}' ({kind}): '{key}' is {size}, which {who}; it must be at least 1.");
            }
        }

        return
            kind is "TimeDistributed" or "Bidirectional"
            && depth < DeepestNesting
            && config.ValueKind == JsonValueKind.Object
            && config.TryGetProperty("layer", out JsonElement layer)
            && layer.ValueKind == JsonValueKind.Object
            && ForeignShapes.Text(layer, "class_name") is { } inner
            && layer.TryGetProperty("config", out JsonElement settings)
            ? Size(name, inner, settings, keras, depth + 1)
            : null;
    }

    // Keras 1 calls units output_dim and filters nb_filter.
    private static IReadOnlyList<string> Sizes(string kind) =>
        kind switch
        {
            "Dense" or "SimpleRNN" or "LSTM" or "GRU" or "CuDNNLSTM" or "CuDNNGRU" => ["units", "output_dim"],
            "Embedding" => ["input_dim", "output_dim"],
            "Convolution1D" or "Convolution2D" or "Convolution3D" or "SeparableConvolution2D" => ["nb_filter"],
            "AtrousConvolution1D" or "AtrousConvolution2D" or "Deconvolution2D" => ["nb_filter"],
            "ConvLSTM1D" or "ConvLSTM2D" or "ConvLSTM3D" or "LocallyConnected1D" or "LocallyConnected2D" => ["filters"],
            _ => IsConvolution(kind) ? ["filters"] : [],
        };

    // Those whose filters one class of Keras checks, or since Keras 3 one of three.
    private static bool IsConvolution(string kind) =>
        kind
            is "Conv1D"
                or "Conv2D"
                or "Conv3D"
                or "Conv1DTranspose"
                or "Conv2DTranspose"
                or "Conv3DTranspose"
                or "SeparableConv1D"
                or "SeparableConv2D";

    // Read in the sources of the releases: the first one that checks for 0. Earlier ones build such layers.
    private static string? WithoutZero(string kind, string key, KerasVersion? keras)
    {
        (KerasVersion from, KerasVersion? until) = (kind, key) switch
        {
            (_, "filters") when IsConvolution(kind) => (new KerasVersion(2, 9), (KerasVersion?)null),
            ("Dense", "units") => (new KerasVersion(3, 13), null),
            ("SimpleRNN" or "LSTM" or "GRU", "units") => (new KerasVersion(2, 11), null),
            ("Embedding", _) => (new KerasVersion(2, 6), new KerasVersion(3, 0)),
            _ => (new KerasVersion(int.MaxValue, 0), null),
        };
        return keras >= from && (until is null || keras < until) ? $"{keras} does not build" : null;
    }

    private static int? WholeNumber(JsonElement config, string key) =>
        config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty(key, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out int number)
            ? number
            : null;
}
