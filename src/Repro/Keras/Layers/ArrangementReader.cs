using System.Text.Json;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes layers that only move values out of their settings.</summary>
internal static class ArrangementReader
{
    public static ZeroPadding2D ZeroPadding2D(string name, LayerFields config)
    {
        (int top, int bottom, int left, int right) = config.Fields.Has("padding") ? Sides(config.Fields, "padding") : (1, 1, 1, 1);
        return new ZeroPadding2D(top, bottom, left, right) { Name = name };
    }

    public static Cropping2D Cropping2D(string name, LayerFields config)
    {
        (int top, int bottom, int left, int right) = config.Fields.Has("cropping") ? Sides(config.Fields, "cropping") : (0, 0, 0, 0);
        return new Cropping2D(top, bottom, left, right) { Name = name };
    }

    public static ZeroPadding1D ZeroPadding1D(string name, LayerFields config)
    {
        (int before, int after) = config.Fields.Has("padding") ? Ends(config.Fields, "padding") : (1, 1);
        return new ZeroPadding1D(before, after) { Name = name };
    }

    public static Cropping1D Cropping1D(string name, LayerFields config)
    {
        (int before, int after) = config.Fields.Has("cropping") ? Ends(config.Fields, "cropping") : (1, 1);
        return new Cropping1D(before, after) { Name = name };
    }

    public static UpSampling2D UpSampling2D(string name, LayerFields config) =>
        new(config.SizeOrTwo("size"))
        {
            Name = name,
            IsBilinear = config.Fields.OptionalText("interpolation") switch
            {
                null or "nearest" => false,
                "bilinear" => true,
                _ => throw config.Fields.Wrong("interpolation", "must be nearest or bilinear."),
            },
        };

    public static Reshape Reshape(string name, LayerFields config)
    {
        IReadOnlyList<int> target = config.Fields.Integers("target_shape", -1);
        return target.Contains(0)
            ? throw config.Fields.Wrong("target_shape", "must have lengths of 1 or more, and at most one -1.")
            : new Reshape(target) { Name = name };
    }

    public static Dot Dot(string name, LayerFields config)
    {
        IReadOnlyList<int> axes = config.Fields.Integers("axes", -8);
        if (axes.Count is 0 or > 2 || axes.Contains(0))
        {
            throw config.Fields.Wrong("axes", "must be one axis or two, counted from 1 or, from the end, as -1.");
        }

        return new Dot(axes[0], axes[^1]) { Name = name, IsNormalized = config.Fields.Flag("normalize", false) };
    }

    private static (int Before, int After) Ends(ConfigFields config, string key) =>
        config.Integers(key, 0) is [int before, int after] ? (before, after) : throw config.Wrong(key, "must be [before, after].");

    private static (int Top, int Bottom, int Left, int Right) Sides(ConfigFields config, string key)
    {
        JsonElement[] sides = config.List(key);
        if (sides.Length != 2 || Array.Exists(sides, side => side.ValueKind != JsonValueKind.Array || side.GetArrayLength() != 2))
        {
            throw config.Wrong(key, "must be [[top, bottom], [left, right]].");
        }

        return (Side(0, 0), Side(0, 1), Side(1, 0), Side(1, 1));

        int Side(int axis, int end) => config.Count(key, sides[axis][end], 0);
    }
}
