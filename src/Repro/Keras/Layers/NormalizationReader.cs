using System.Text.Json;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes normalizing layers out of their settings.</summary>
internal static class NormalizationReader
{
    // Keras's, of all of them.
    private const float DefaultEpsilon = 1e-3f;

    public static BatchNormalization Batch(string name, LayerFields config)
    {
        ConfigFields fields = config.Fields;
        // The channels of an image are its last axis, 3; of a flat input, 1. Without the input's shape both are read as the last.
        IReadOnlyList<int>? axes = fields.Axes("axis");
        if (axes is { Count: > 1 })
        {
            throw fields.Wrong("axis", "must be one axis.");
        }

        fields.RequireNeutral("synchronized", value => value.ValueKind == JsonValueKind.False);
        return new BatchNormalization
        {
            Name = name,
            Momentum = fields.Number("momentum", 0, 1, 0.99f),
            Epsilon = fields.Number("epsilon", 0, 1, DefaultEpsilon),
            Center = fields.Flag("center", true),
            Scale = fields.Flag("scale", true),
            Axis = axes is null or [2] ? null : axes[0],
            KeepsBiasedVariance = config.Keras3,
        };
    }

    public static LayerNormalization Layer(string name, LayerFields config)
    {
        config.Fields.RequireNeutral("rms_scaling", value => value.ValueKind == JsonValueKind.False);
        return new LayerNormalization(config.Fields.Axes("axis") ?? [])
        {
            Name = name,
            Epsilon = config.Fields.Number("epsilon", 0, 1, DefaultEpsilon),
            Center = config.Fields.Flag("center", true),
            Scale = config.Fields.Flag("scale", true),
        };
    }

    public static GroupNormalization Group(string name, LayerFields config)
    {
        if (config.Fields.Axes("axis") is not null)
        {
            throw config.Fields.Wrong("axis", "is not supported; -1 is.");
        }

        JsonElement groups = config.Fields.Value("groups");
        bool perChannel = groups.ValueKind == JsonValueKind.Number && groups.TryGetInt32(out int number) && number == -1;
        return new GroupNormalization(perChannel ? -1 : config.Fields.Count("groups"))
        {
            Name = name,
            Epsilon = config.Fields.Number("epsilon", 0, 1, DefaultEpsilon),
            Center = config.Fields.Flag("center", true),
            Scale = config.Fields.Flag("scale", true),
        };
    }

    public static Normalization Data(string name, LayerFields config)
    {
        ConfigFields fields = config.Fields;
        bool given = fields.Has("mean") || fields.Has("variance");
        // No axis at all: one mean and one variance for all numbers.
        bool none = fields.IsNull("axis") || (fields.Has("axis") && fields.Integers("axis", -1).Count == 0);
        IReadOnlyList<int> axes = none ? [] : fields.Axes("axis") ?? [Normalization.LastAxis];
        return new Normalization(axes)
        {
            Name = name,
            Invert = fields.Flag("invert", false),
            Mean = given ? fields.Numbers("mean") : null,
            Variance = given ? fields.Numbers("variance") : null,
        };
    }
}
