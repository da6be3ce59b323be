using System.Text.Json;
using Repro.Models;

namespace Repro.Keras.Architecture;

/// <summary>
/// Output shapes of layers that are only listed, never computed: from the class, its settings and the shapes of its inputs.
/// A rule that does not apply gives no shape, never a wrong one.
/// </summary>
internal static class ForeignShapes
{
    /// <param name="config">The layer's settings; anything but an object gives no shape.</param>
    /// <returns>Null where no rule gives the shape.</returns>
    public static Shape? Of(string kind, JsonElement config, IReadOnlyList<Shape> inputs)
    {
        if (config.ValueKind != JsonValueKind.Object || inputs.Count == 0 || inputs.Any(input => input.IsUnknown))
        {
            return null;
        }

        Shape input = inputs[0];
        return kind switch
        {
            "Activation"
            or "Dropout"
            or "BatchNormalization"
            or "ReLU"
            or "LeakyReLU"
            or "PReLU"
            or "ELU"
            or "ThresholdedReLU"
            or "Softmax"
            or "Rescaling"
            or "Normalization"
            or "LayerNormalization"
            or "GroupNormalization"
            or "UnitNormalization"
            or "SpectralNormalization"
            or "SpatialDropout1D"
            or "SpatialDropout2D"
            or "SpatialDropout3D"
            or "GaussianNoise"
            or "GaussianDropout"
            or "AlphaDropout"
            or "ActivityRegularization"
            or "Masking"
            or "RandomFlip"
            or "RandomRotation"
            or "RandomZoom"
            or "RandomTranslation"
            or "RandomContrast"
            or "RandomBrightness" => input,
            "Add" or "Subtract" or "Multiply" or "Average" or "Maximum" or "Minimum" => inputs.All(each => each.Equals(input))
                ? input
                : null,
            "Dense" => Last(input, Count(config, "units") ?? Count(config, "output_dim")),
            "Embedding" => Count(config, "output_dim") is { } width ? new Shape([.. input.Axes, width]) : null,
            "LSTM" or "GRU" or "SimpleRNN" => Recurrent(config, input),
            "Bidirectional" => Inner(config, input) is { Rank: > 0 } one && Merge(config) is { } factor
                ? Last(one, checked(one[one.Rank - 1] * factor))
                : null,
            "TimeDistributed" => input.Rank > 1 && Inner(config, new Shape([.. input.Axes.Skip(1)])) is { IsUnknown: false } step
                ? new Shape([input[0], .. step.Axes])
                : null,
            "Flatten" => new Shape(input.IsKnown ? input.Elements : null),
            "Reshape" => Reshape(config, input),
            "RepeatVector" => Count(config, "n") is { } copies && input.Rank == 1 ? new Shape(copies, input[0]) : null,
            "GlobalAveragePooling1D" or "GlobalMaxPooling1D" => input.Rank == 2 && !Flag(config, "keepdims") ? new Shape(input[1]) : null,
            "GlobalAveragePooling2D" or "GlobalMaxPooling2D" => input.Rank == 3 && !Flag(config, "keepdims") && IsChannelsLast(config)
                ? new Shape(input[2])
                : null,
            _ => SpatialShapes.Of(kind, config, input),
        };
    }

    /// <summary>A whole number above 0, or null.</summary>
    internal static int? Count(JsonElement config, string key) => config.TryGetProperty(key, out JsonElement value) ? Count(value) : null;

    internal static int? Count(JsonElement value) => Whole(value) is { } count and < 1 << 20 ? count : null;

    /// <summary>The rows of a table, which may be more than an axis is long.</summary>
    internal static int? Rows(JsonElement config, string key) => config.TryGetProperty(key, out JsonElement value) ? Whole(value) : null;

    private static int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count > 0 ? count : null;

    internal static string? Text(JsonElement config, string key) =>
        config.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static bool Flag(JsonElement config, string key) =>
        config.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Keras 1 calls the setting dim_ordering, and its channels last "tf".</summary>
    internal static bool IsChannelsLast(JsonElement config) =>
        (Text(config, "data_format") ?? "channels_last") == "channels_last" && (Text(config, "dim_ordering") ?? "tf") == "tf";

    internal static Shape? Last(Shape input, int? width) =>
        width is null || input.Rank == 0 ? null : new Shape([.. input.Axes.Take(input.Rank - 1), width]);

    // The layer that a wrapper holds.
    private static Shape? Inner(JsonElement config, Shape input) =>
        config.TryGetProperty("layer", out JsonElement layer)
        && layer.ValueKind == JsonValueKind.Object
        && Text(layer, "class_name") is { } kind
        && layer.TryGetProperty("config", out JsonElement inner)
            ? Of(kind, inner, [input])
            : null;

    // Both directions side by side, or as one.
    private static int? Merge(JsonElement config) =>
        Text(config, "merge_mode") switch
        {
            "concat" => 2,
            "sum" or "mul" or "ave" => 1,
            _ => null,
        };

    private static Shape? Recurrent(JsonElement config, Shape input)
    {
        int? units = Count(config, "units") ?? Count(config, "output_dim");
        return units is null || input.Rank != 2 || Flag(config, "return_state") || Flag(config, "time_major") ? null
            : Flag(config, "return_sequences") ? new Shape(input[0], units)
            : new Shape(units);
    }

    // One length may be -1: what is left.
    private static Shape? Reshape(JsonElement config, Shape input)
    {
        if (!config.TryGetProperty("target_shape", out JsonElement target) || target.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        JsonElement[] axes = [.. target.EnumerateArray()];
        int?[] lengths = [.. axes.Select(Count)];
        if (Array.TrueForAll(lengths, length => length is not null))
        {
            return new Shape(lengths);
        }

        bool oneIsLeft =
            lengths.Count(length => length is null) == 1
            && Array.TrueForAll(
                axes,
                axis => Count(axis) is not null || (axis.ValueKind == JsonValueKind.Number && axis.TryGetInt32(out int rest) && rest == -1)
            );
        if (!oneIsLeft || !input.IsKnown)
        {
            return null;
        }

        long others = lengths.Aggregate(1L, (product, length) => product > int.MaxValue ? product : product * (length ?? 1));
        return input.Elements % others == 0 ? new Shape([.. lengths.Select(length => length ?? (int)(input.Elements / others))]) : null;
    }
}
