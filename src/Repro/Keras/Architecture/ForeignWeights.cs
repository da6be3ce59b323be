using System.Text.Json;
using Repro.Models;

namespace Repro.Keras.Architecture;

/// <summary>
/// Weights of layers that are only listed, where no file holds them: from the class, its settings and the shapes of its inputs.
/// A rule that does not apply gives nothing, never a wrong number.
/// </summary>
internal static class ForeignWeights
{
    private const int DeepestNesting = 4;

    // Layers without weights for one, two and three axes.
    private static readonly string[] Windows =
    [
        "MaxPooling",
        "AveragePooling",
        "GlobalMaxPooling",
        "GlobalAveragePooling",
        "UpSampling",
        "ZeroPadding",
        "Cropping",
    ];

    /// <returns>Empty for a layer without weights; null where no rule gives them.</returns>
    public static IReadOnlyList<WeightSpec>? Of(string kind, JsonElement config, IReadOnlyList<Shape> inputs) =>
        Of(kind, config, inputs, 0);

    private static IReadOnlyList<WeightSpec>? Of(string kind, JsonElement config, IReadOnlyList<Shape> inputs, int depth)
    {
        if (HasNone(kind))
        {
            return [];
        }

        if (
            config.ValueKind != JsonValueKind.Object
            || inputs.Count != 1
            || inputs[0] is not { IsUnknown: false, Rank: > 0 } input
            || depth > DeepestNesting
        )
        {
            return null;
        }

        return kind switch
        {
            "Dense" => Kernel(config, [input[input.Rank - 1], Units(config)], Units(config)),
            "Conv1D" or "Conv2D" or "Conv3D" or "Convolution1D" or "Convolution2D" or "Convolution3D" => Convolution(kind, config, input),
            "Conv2DTranspose" => Kernel(
                config,
                [.. Window(config, 2), Count(config, "filters"), Channels(config, input)],
                Count(config, "filters")
            ),
            "DepthwiseConv2D" => Depthwise(config, input) is { } depthwise
                ? Kernel(config, [.. Window(config, 2), .. depthwise], checked(depthwise[0] * depthwise[1]))
                : null,
            "SeparableConv2D" => Separable(config, input),
            "Embedding" => Tensors(("embeddings", [ForeignShapes.Rows(config, "input_dim"), Count(config, "output_dim")])),
            "SimpleRNN" => Recurrent(config, input, gates: 1, biases: 1),
            "LSTM" => Recurrent(config, input, gates: 4, biases: 1),

            // The cuDNN layout has a second bias for the state.
            "GRU" => Recurrent(config, input, gates: 3, ForeignShapes.Flag(config, "reset_after") ? 2 : 1),
            "BatchNormalization" => Normalization(config, Axis(config, input), statistics: true),
            "LayerNormalization" => Normalization(config, Axis(config, input), statistics: false),
            "Bidirectional" => Inner(config, input, depth) is { } inner ? [.. inner, .. inner] : null,
            "TimeDistributed" => input.Rank > 1 ? Inner(config, new Shape([.. input.Axes.Skip(1)]), depth) : null,
            _ => null,
        };
    }

    private static bool HasNone(string kind) =>
        kind
            is "Activation"
                or "ReLU"
                or "LeakyReLU"
                or "ELU"
                or "ThresholdedReLU"
                or "Softmax"
                or "Rescaling"
                or "Resizing"
                or "CenterCrop"
                or "UnitNormalization"
                or "Dropout"
                or "SpatialDropout1D"
                or "SpatialDropout2D"
                or "SpatialDropout3D"
                or "GaussianNoise"
                or "GaussianDropout"
                or "AlphaDropout"
                or "ActivityRegularization"
                or "Masking"
                or "Flatten"
                or "Reshape"
                or "Permute"
                or "RepeatVector"
                or "Merge"
                or "Add"
                or "Subtract"
                or "Multiply"
                or "Average"
                or "Maximum"
                or "Minimum"
                or "Concatenate"
                or "Dot"
                or "Lambda"
        || kind.StartsWith("Random", StringComparison.Ordinal)
        || Windows.Any(family =>
            kind.Length == family.Length + 2
            && kind.StartsWith(family, StringComparison.Ordinal)
            && kind[^1] == 'D'
            && kind[^2] is '1' or '2' or '3'
        );

    private static IReadOnlyList<WeightSpec>? Convolution(string kind, JsonElement config, Shape input)
    {
        int axes = kind[^2] - '0';
        int groups = Count(config, "groups") ?? 1;
        int? filters = Count(config, "filters") ?? Count(config, "nb_filter");
        return Channels(config, input) is { } channels && channels % groups == 0 && input.Rank == axes + 1
            ? Kernel(config, [.. Window(config, axes), channels / groups, filters], filters)
            : null;
    }

    private static IReadOnlyList<WeightSpec>? Separable(JsonElement config, Shape input)
    {
        int? filters = Count(config, "filters");
        return Depthwise(config, input) is not { } depthwise ? null
            : Tensors(("depthwise_kernel", [.. Window(config, 2), .. depthwise])) is { } first
            && Kernel(config, [1, 1, checked(depthwise[0] * depthwise[1]), filters], filters) is { } second
                ? [.. first, .. second]
            : null;
    }

    // Channels, and outputs for each of them.
    private static int?[]? Depthwise(JsonElement config, Shape input) =>
        input.Rank == 3 && Channels(config, input) is { } channels ? [channels, Count(config, "depth_multiplier") ?? 1] : null;

    private static IReadOnlyList<WeightSpec>? Recurrent(JsonElement config, Shape input, int gates, int biases)
    {
        int? units = Units(config);
        if (input.Rank != 2 || units > (1 << 20) / gates)
        {
            return null;
        }

        (string, int?[])[] weights = [("kernel", [input[1], gates * units]), ("recurrent_kernel", [units, gates * units])];
        return Tensors([
            .. weights,
            .. HasBias(config) ? new (string, int?[])[] { ("bias", biases == 1 ? [gates * units] : [biases, gates * units]) } : [],
        ]);
    }

    private static IReadOnlyList<WeightSpec>? Normalization(JsonElement config, int? channels, bool statistics)
    {
        bool Uses(string key) => !config.TryGetProperty(key, out JsonElement flag) || flag.ValueKind != JsonValueKind.False;
        IEnumerable<string> names =
        [
            .. Uses("scale") ? ["gamma"] : Array.Empty<string>(),
            .. Uses("center") ? ["beta"] : Array.Empty<string>(),
        ];
        return channels is not { } length
            ? null
            :
            [
                .. names.Select(name => new WeightSpec(name, [length], Initializer.Ones)),
                .. statistics ? [Statistic("moving_mean", length), Statistic("moving_variance", length)] : Array.Empty<WeightSpec>(),
            ];
    }

    private static WeightSpec Statistic(string name, int length) => new(name, [length], Initializer.Zeros, Statistic: true);

    // One axis, counted with the batch or from behind; several are not supported.
    private static int? Axis(JsonElement config, Shape input)
    {
        if (!config.TryGetProperty("axis", out JsonElement value))
        {
            return input[input.Rank - 1];
        }

        JsonElement single = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value;
        int at =
            single.ValueKind == JsonValueKind.Number && single.TryGetInt32(out int axis)
                ? axis < 0
                    ? input.Rank + axis
                    : axis - 1
                : -1;
        return at >= 0 && at < input.Rank ? input[at] : null;
    }

    private static IReadOnlyList<WeightSpec>? Inner(JsonElement config, Shape input, int depth) =>
        config.TryGetProperty("layer", out JsonElement layer)
        && layer.ValueKind == JsonValueKind.Object
        && ForeignShapes.Text(layer, "class_name") is { } kind
        && layer.TryGetProperty("config", out JsonElement inner)
            ? Of(kind, inner, [input], depth + 1)
            : null;

    private static IReadOnlyList<WeightSpec>? Kernel(JsonElement config, int?[] kernel, int? outputs) =>
        Tensors([("kernel", kernel), .. HasBias(config) ? new (string, int?[])[] { ("bias", [outputs]) } : []]);

    private static IReadOnlyList<WeightSpec>? Tensors(params (string Name, int?[] Shape)[] tensors) =>
        Array.Exists(tensors, tensor => Array.Exists(tensor.Shape, axis => axis is null or < 1))
            ? null
            : [.. tensors.Select(tensor => new WeightSpec(tensor.Name, [.. tensor.Shape.Select(axis => axis!.Value)], Initializer.Zeros))];

    private static bool HasBias(JsonElement config) => !IsFalse(config, "use_bias") && !IsFalse(config, "bias");

    private static bool IsFalse(JsonElement config, string key) =>
        config.TryGetProperty(key, out JsonElement flag) && flag.ValueKind == JsonValueKind.False;

    private static int? Units(JsonElement config) => Count(config, "units") ?? Count(config, "output_dim");

    private static int? Count(JsonElement config, string key) => ForeignShapes.Count(config, key);

    private static int? Channels(JsonElement config, Shape input) =>
        ForeignShapes.IsChannelsLast(config) ? input[input.Rank - 1] : input[0];

    // Keras 1 has a key for each side; a single number stands for all sides.
    private static IEnumerable<int?> Window(JsonElement config, int axes)
    {
        if (!config.TryGetProperty("kernel_size", out JsonElement size))
        {
            string[] keys =
                axes == 1 ? ["filter_length"]
                : axes == 2 ? ["nb_row", "nb_col"]
                : ["kernel_dim1", "kernel_dim2", "kernel_dim3"];
            return keys.Select(key => Count(config, key));
        }

        return size.ValueKind != JsonValueKind.Array ? Enumerable.Repeat(ForeignShapes.Count(size), axes)
            : size.GetArrayLength() == axes ? size.EnumerateArray().Select(ForeignShapes.Count)
            : [null];
    }
}
