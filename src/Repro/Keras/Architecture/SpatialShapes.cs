using System.Text.Json;
using Repro.Models;

namespace Repro.Keras.Architecture;

/// <summary>
/// Output shapes of convolutions, pooling, padding, cropping and upsampling that are only listed: axes (steps, channels) to (depth, height,
/// width, channels).
/// </summary>
internal static class SpatialShapes
{
    public static Shape? Of(string kind, JsonElement config, Shape input)
    {
        int axes = kind switch
        {
            _ when kind.EndsWith("1D", StringComparison.Ordinal) || kind.EndsWith("1DTranspose", StringComparison.Ordinal) => 1,
            _ when kind.EndsWith("2D", StringComparison.Ordinal) || kind.EndsWith("2DTranspose", StringComparison.Ordinal) => 2,
            _ when kind.EndsWith("3D", StringComparison.Ordinal) || kind.EndsWith("3DTranspose", StringComparison.Ordinal) => 3,
            _ => 0,
        };
        if (axes == 0 || input.Rank != axes + 1 || !ForeignShapes.IsChannelsLast(config))
        {
            return null;
        }

        int? channels = input[axes];
        return kind[
            ..kind.IndexOf(
                axes == 1 ? '1'
                    : axes == 2 ? '2'
                    : '3',
                StringComparison.Ordinal
            )
        ] switch
        {
            "Conv" or "SeparableConv" or "Convolution" or "AtrousConvolution" => kind.EndsWith("Transpose", StringComparison.Ordinal)
                ? Transposed(config, input, axes)
                : Windows(
                    config,
                    input,
                    axes,
                    Kernel(config, axes),
                    ForeignShapes.Count(config, "filters") ?? ForeignShapes.Count(config, "nb_filter"),
                    1
                ),
            "DepthwiseConv" => channels is null
                ? null
                : Windows(
                    config,
                    input,
                    axes,
                    Kernel(config, axes),
                    checked(channels * (ForeignShapes.Count(config, "depth_multiplier") ?? 1)),
                    1
                ),
            "MaxPooling" or "AveragePooling" => Windows(
                config,
                input,
                axes,
                Sizes(config, axes, "pool_size", "pool_length"),
                channels,
                null
            ),
            "UpSampling" => Sizes(config, axes, "size", "length") is { } factors
                ? With(input, axes, (axis, length) => length * factors[axis], channels)
                : null,
            "ZeroPadding" => Borders(config, axes, "padding") is { } added
                ? With(input, axes, (axis, length) => length + added[axis], channels)
                : null,
            "Cropping" => Borders(config, axes, "cropping") is { } cut
                ? With(input, axes, (axis, length) => length - cut[axis], channels)
                : null,
            _ => null,
        };
    }

    /// <param name="stride">Where no strides are given: 1 for convolutions, null for pooling, whose strides are its window.</param>
    private static Shape? Windows(JsonElement config, Shape input, int axes, int[]? window, int? channels, int? stride)
    {
        int[]? strides =
            Sizes(config, axes, "strides", "subsample")
            ?? Sizes(config, axes, "stride", "subsample_length")
            ?? (stride is null ? window : Repeat(stride.Value, axes));
        int[] dilation = Sizes(config, axes, "dilation_rate", "atrous_rate") ?? Repeat(1, axes);
        string? padding = Padding(config);
        if (window is null || strides is null || channels is null || padding is not ("valid" or "same" or "causal"))
        {
            return null;
        }

        return With(
            input,
            axes,
            (axis, length) =>
                padding == "valid"
                    ? Inside(length, (window[axis] - 1L) * dilation[axis] + 1, strides[axis])
                    : (length + strides[axis] - 1) / strides[axis],
            channels
        );
    }

    // Keras 1 calls it border_mode. All layers that have it are "valid" by default, in all releases.
    private static string? Padding(JsonElement config)
    {
        foreach (string key in (string[])["padding", "border_mode"])
        {
            if (config.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                return ForeignShapes.Text(config, key);
            }
        }

        return "valid";
    }

    // A window that is longer than the axis has no place in it.
    private static long Inside(long length, long window, int stride) => length < window ? 0 : (length - window) / stride + 1;

    private static Shape? Transposed(JsonElement config, Shape input, int axes)
    {
        int[]? window = Kernel(config, axes);
        int[] strides = Sizes(config, axes, "strides") ?? Repeat(1, axes);
        int? channels = ForeignShapes.Count(config, "filters");
        bool plain =
            (Sizes(config, axes, "dilation_rate") ?? Repeat(1, axes)).All(rate => rate == 1)
            && !(config.TryGetProperty("output_padding", out JsonElement extra) && extra.ValueKind != JsonValueKind.Null);
        string? padding = Padding(config);
        if (window is null || channels is null || !plain || padding is not ("valid" or "same"))
        {
            return null;
        }

        return With(
            input,
            axes,
            (axis, length) =>
                padding == "same" ? length * strides[axis] : (length - 1) * strides[axis] + Math.Max(window[axis], strides[axis]),
            channels
        );
    }

    // Null as soon as a length is not one: the layer does not fit its input.
    private static Shape? With(Shape input, int axes, Func<int, long, long> change, int? channels)
    {
        int?[] lengths = new int?[axes + 1];
        for (int axis = 0; axis < axes; axis++)
        {
            if (input[axis] is not { } length)
            {
                continue;
            }

            long changed = change(axis, length);
            if (changed is < 1 or > int.MaxValue)
            {
                return null;
            }

            lengths[axis] = (int)changed;
        }

        lengths[axes] = channels;
        return new Shape(lengths);
    }

    // Keras 1 has nb_row and nb_col, or filter_length.
    private static int[]? Kernel(JsonElement config, int axes) =>
        Sizes(config, axes, "kernel_size", "filter_length")
        ?? (
            axes == 2 && ForeignShapes.Count(config, "nb_row") is { } rows && ForeignShapes.Count(config, "nb_col") is { } columns
                ? [rows, columns]
                : null
        );

    // One number stands for all axes.
    private static int[]? Sizes(JsonElement config, int axes, params string[] keys)
    {
        foreach (string key in keys)
        {
            if (!config.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            int?[] sizes =
                value.ValueKind == JsonValueKind.Array
                    ? [.. value.EnumerateArray().Select(ForeignShapes.Count)]
                    : [.. Repeat(1, axes).Select(_ => ForeignShapes.Count(value))];
            return sizes.Length == axes && Array.TrueForAll(sizes, size => size is not null)
                ? [.. sizes.Select(size => size!.Value)]
                : null;
        }

        return null;
    }

    // [[top, bottom], [left, right]], for one axis [before, after], or one number for both sides of each.
    private static int[]? Borders(JsonElement config, int axes, string key)
    {
        if (!config.TryGetProperty(key, out JsonElement value) || value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        JsonElement[] sides = [.. value.EnumerateArray()];
        if (axes == 1)
        {
            return Both(value) is { } both ? [both] : null;
        }

        int?[] sums = [.. sides.Select(Both)];
        return sums.Length == axes && Array.TrueForAll(sums, sum => sum is not null) ? [.. sums.Select(sum => sum!.Value)] : null;
    }

    private static int? Both(JsonElement pair)
    {
        if (pair.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        JsonElement[] ends = [.. pair.EnumerateArray()];
        return
            ends.Length == 2
            && Array.TrueForAll(
                ends,
                end => end.ValueKind == JsonValueKind.Number && end.TryGetInt32(out int size) && size is >= 0 and < 1 << 20
            )
            ? ends[0].GetInt32() + ends[1].GetInt32()
            : null;
    }

    private static int[] Repeat(int value, int axes) => [.. Enumerable.Repeat(value, axes)];
}
