using System.Text.Json.Nodes;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Initializers, regularizers and constraints that are not the defaults, as Keras 2.15 writes them.</summary>
internal static class WeightRulesWriter
{
    public static void Describe(Layer layer, JsonObject config)
    {
        foreach (WeightRule rule in layer.Rules)
        {
            (string setting, _, _) = WeightRules.All.Single(each => each.Weight == rule.Weight);
            if (rule.Initializer is { } initializer)
            {
                config[setting + "_initializer"] = Of(initializer);
            }

            if (!rule.Penalty.IsNone)
            {
                config[setting + "_regularizer"] = Of(rule.Penalty);
            }

            if (rule.Constraint is { } constraint)
            {
                config[setting + "_constraint"] = Of(constraint);
            }
        }

        if (!layer.ActivityPenalty.IsNone && layer is not ActivityRegularization)
        {
            config["activity_regularizer"] = Of(layer.ActivityPenalty);
        }
    }

    private static JsonObject Of(Penalty penalty) =>
        LayerWriter.Keras("keras.regularizers", "L1L2", new JsonObject { ["l1"] = (double)penalty.L1, ["l2"] = (double)penalty.L2 });

    private static JsonObject Of(Constraint constraint) =>
        constraint switch
        {
            Constraint.NonNegative => Kind("NonNeg"),
            Constraint.MaxNorm norm => Kind("MaxNorm", ("max_value", LayerWriter.AsWritten(norm.Most)), ("axis", Axes(norm.Axes))),
            Constraint.UnitNorm norm => Kind("UnitNorm", ("axis", Axes(norm.Axes))),
            Constraint.MinMaxNorm norm => Kind(
                "MinMaxNorm",
                ("min_value", LayerWriter.AsWritten(norm.Least)),
                ("max_value", LayerWriter.AsWritten(norm.Most)),
                ("rate", LayerWriter.AsWritten(norm.Rate)),
                ("axis", Axes(norm.Axes))
            ),
            _ => throw new ArgumentOutOfRangeException(
                nameof(constraint),
                constraint,
                "A constraint that Keras's files have no form for here."
            ),
        };

    private static JsonObject Of(Initializer initializer) =>
        initializer switch
        {
            Initializer.Constant constant => Initial("Constant", ("value", LayerWriter.AsWritten(constant.Value))),
            Initializer.RandomUniform uniform => Initial(
                "RandomUniform",
                ("minval", LayerWriter.AsWritten(uniform.Low)),
                ("maxval", LayerWriter.AsWritten(uniform.High)),
                ("seed", null)
            ),
            Initializer.RandomNormal normal => Initial(
                normal.Truncated ? "TruncatedNormal" : "RandomNormal",
                ("mean", LayerWriter.AsWritten(normal.Mean)),
                ("stddev", LayerWriter.AsWritten(normal.Deviation)),
                ("seed", null)
            ),
            Initializer.VarianceScaling scaling => Initial(
                "VarianceScaling",
                ("scale", LayerWriter.AsWritten(scaling.Scale)),
                ("mode", Mode(scaling.Mode)),
                ("distribution", Name(scaling.Distribution)),
                ("seed", null)
            ),
            Initializer.Orthogonal orthogonal => Initial("Orthogonal", ("gain", LayerWriter.AsWritten(orthogonal.Gain)), ("seed", null)),
            Initializer.Identity identity => Initial("Identity", ("gain", LayerWriter.AsWritten(identity.Gain))),
            _ => throw new ArgumentOutOfRangeException(
                nameof(initializer),
                initializer,
                "An initializer that Keras's files have no form for here."
            ),
        };

    private static string Mode(FanMode mode) =>
        mode switch
        {
            FanMode.In => "fan_in",
            FanMode.Out => "fan_out",
            _ => "fan_avg",
        };

    private static string Name(Distribution distribution) =>
        distribution switch
        {
            Distribution.Uniform => "uniform",
            Distribution.TruncatedNormal => "truncated_normal",
            _ => "untruncated_normal",
        };

    private static JsonNode Axes(IReadOnlyList<int> axes) =>
        axes.Count == 1 ? axes[0] : new JsonArray([.. axes.Select(axis => (JsonNode)axis)]);

    private static JsonObject Kind(string kind, params (string Key, JsonNode? Value)[] settings) =>
        LayerWriter.Keras("keras.constraints", kind, Config(settings));

    private static JsonObject Initial(string kind, params (string Key, JsonNode? Value)[] settings) =>
        LayerWriter.Keras("keras.initializers", kind, Config(settings));

    private static JsonObject Config((string Key, JsonNode? Value)[] settings)
    {
        JsonObject config = [];
        foreach ((string key, JsonNode? value) in settings)
        {
            config[key] = value;
        }

        return config;
    }
}
