using System.Text.Json;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes layers that change images at random, or their size, out of their settings.</summary>
internal static class AugmentationReader
{
    private const float Most = 1e6f;

    public static RandomFlip Flip(string name, LayerFields config)
    {
        string mode = config.Fields.OptionalText("mode") ?? "horizontal_and_vertical";
        if (mode is not ("horizontal" or "vertical" or "horizontal_and_vertical"))
        {
            throw config.Fields.Wrong("mode", "must be horizontal, vertical or horizontal_and_vertical.");
        }

        return new RandomFlip(mode != "vertical", mode != "horizontal") { Name = name, OneCoin = config.Keras3 };
    }

    public static RandomRotation Rotation(string name, LayerFields config)
    {
        (float low, float high) = Range(config.Fields, "factor");
        return With(config, new RandomRotation(low, high) { Name = name });
    }

    public static RandomZoom Zoom(string name, LayerFields config)
    {
        (float low, float high) = Range(config.Fields, "height_factor");
        if (!config.Fields.Has("width_factor"))
        {
            return With(config, new RandomZoom(low, high) { Name = name });
        }

        (float left, float right) = Range(config.Fields, "width_factor");
        return With(config, new RandomZoom(low, high, left, right) { Name = name });
    }

    public static RandomTranslation Translation(string name, LayerFields config)
    {
        (float low, float high) = Range(config.Fields, "height_factor");
        (float left, float right) = Range(config.Fields, "width_factor");
        return With(config, new RandomTranslation(low, high, left, right) { Name = name });
    }

    public static RandomContrast Contrast(string name, LayerFields config)
    {
        config.Fields.RequireNeutral(
            "value_range",
            value => value.ValueKind == JsonValueKind.Array && config.Fields.Numbers("value_range") is [0, 255]
        );
        IReadOnlyList<float> factor = config.Fields.Numbers("factor");
        (float lower, float upper) = factor.Count switch
        {
            1 => (factor[0], factor[0]),
            2 => (factor[0], factor[1]),
            _ => throw config.Fields.Wrong("factor", "must be a number or [lower, upper]."),
        };
        return lower is >= 0 and <= 1 && upper is >= 0 and <= Most
            ? new RandomContrast(lower, upper) { Name = name, PerImage = config.Keras3 }
            : throw config.Fields.Wrong("factor", "must be from 0 to 1.");
    }

    public static Resizing Resizing(string name, LayerFields config)
    {
        string interpolation = config.Fields.OptionalText("interpolation") ?? "bilinear";
        ResizeMethod[] known = Enum.GetValues<ResizeMethod>();
        int at = Array.FindIndex(known, method => LayerWriter.Lower(method) == interpolation);
        if (at < 0)
        {
            throw config.Fields.Wrong(
                "interpolation",
                $"must be one of {string.Join(", ", known.Select(method => LayerWriter.Lower(method)))}."
            );
        }

        bool cropped = config.Fields.Flag("crop_to_aspect_ratio", false);
        bool padded = config.Fields.Flag("pad_to_aspect_ratio", false);
        if (cropped && padded)
        {
            throw config.Fields.Wrong("pad_to_aspect_ratio", "and 'crop_to_aspect_ratio' exclude each other.");
        }

        config.Fields.RequireNeutral("fill_mode", value => value.ValueKind == JsonValueKind.String && value.ValueEquals("constant"));
        config.Fields.RequireNeutral("fill_value", value => value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0);
        return new Resizing(config.Fields.Count("height"), config.Fields.Count("width"))
        {
            Name = name,
            Method = known[at],
            Antialias = config.Fields.Flag("antialias", false),
            AspectRatio =
                cropped ? AspectRatio.Cropped
                : padded ? AspectRatio.Padded
                : AspectRatio.Changed,
        };
    }

    private static TLayer With<TLayer>(LayerFields config, TLayer layer)
        where TLayer : RandomAffine =>
        layer with
        {
            FillMode = config.Fields.OptionalText("fill_mode") switch
            {
                null or "reflect" => FillMode.Reflect,
                "wrap" => FillMode.Wrap,
                "constant" => FillMode.Constant,
                "nearest" => FillMode.Nearest,
                _ => throw config.Fields.Wrong("fill_mode", "must be reflect, wrap, constant or nearest."),
            },
            IsBilinear = config.Fields.OptionalText("interpolation") switch
            {
                null or "bilinear" => true,
                "nearest" => false,
                _ => throw config.Fields.Wrong("interpolation", "must be bilinear or nearest."),
            },
            FillValue = config.Fields.Number("fill_value", -Most, Most, 0),
        };

    // One number stands for both directions.
    private static (float Low, float High) Range(ConfigFields config, string key) =>
        config.Numbers(key) switch
        {
            [float both] => (-both, both),
            [float low, float high] when low <= high => (low, high),
            _ => throw config.Wrong(key, "must be a number or [lower, upper]."),
        };
}
