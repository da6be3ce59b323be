using System.Text.Json.Nodes;
using Repro.Backends.Optimizers;
using Repro.Keras.Layers;

namespace Repro.Keras.Optimizers;

/// <summary>Writes <c>optimizer_config</c> as Keras 2.15 does.</summary>
internal static class OptimizerConfig
{
    /// <param name="rate">The learning rate that a callback has set; null for the optimizer's own.</param>
    public static JsonObject Write(Optimizer optimizer, OptimizerLayout layout, float? rate = null)
    {
        JsonObject config = new() { ["name"] = layout.ClassName };
        if (layout.IsLegacy)
        {
            AddLegacy(config, optimizer, rate);
        }
        else
        {
            AddNew(config, optimizer, rate);
        }

        foreach ((string key, JsonNode? value) in Own(optimizer, layout))
        {
            config[key] = value?.DeepClone();
        }

        return new JsonObject { ["class_name"] = layout.IsLegacy ? layout.ClassName : $"Custom>{layout.ClassName}", ["config"] = config };
    }

    private static void AddLegacy(JsonObject config, Optimizer optimizer, float? rate)
    {
        if (optimizer.Clipping.Norm is { } norm)
        {
            config["clipnorm"] = norm;
        }

        if (optimizer.Clipping.GlobalNorm is { } global)
        {
            config["global_clipnorm"] = global;
        }

        if (optimizer.Clipping.Value is { } value)
        {
            config["clipvalue"] = value;
        }

        config["learning_rate"] = Rate(optimizer, rate);
        config["decay"] = 0.0;
    }

    private static void AddNew(JsonObject config, Optimizer optimizer, float? rate)
    {
        config["weight_decay"] = optimizer.WeightDecay == 0 ? null : optimizer.WeightDecay;
        config["clipnorm"] = optimizer.Clipping.Norm;
        config["global_clipnorm"] = optimizer.Clipping.GlobalNorm;
        config["clipvalue"] = optimizer.Clipping.Value;
        config["use_ema"] = false;
        config["ema_momentum"] = 0.99;
        config["ema_overwrite_frequency"] = optimizer is RmsProp ? 100 : null;
        config["jit_compile"] = false;
        config["is_legacy_optimizer"] = false;
        config["learning_rate"] = Rate(optimizer, rate);
    }

    // Keras keeps a constant rate, and a legacy optimizer's other numbers, in float32.
    private static JsonNode Rate(Optimizer optimizer, float? rate) =>
        optimizer.Schedule is { } schedule ? Schedule(schedule) : JsonValue.Create((double)(rate ?? (float)optimizer.ConstantRate));

    private static JsonObject Own(Optimizer optimizer, OptimizerLayout layout) =>
        optimizer switch
        {
            RmsProp rmsProp => new()
            {
                ["rho"] = Number(rmsProp.Rho, layout),
                ["momentum"] = Number(rmsProp.Momentum, layout),
                ["epsilon"] = LayerWriter.AsWritten(rmsProp.Epsilon),
                ["centered"] = rmsProp.Centered,
            },
            Sgd sgd => new() { ["momentum"] = Number(sgd.Momentum, layout), ["nesterov"] = sgd.Nesterov },
            Adam adam => new()
            {
                ["beta_1"] = adam.Beta1,
                ["beta_2"] = adam.Beta2,
                ["epsilon"] = adam.Epsilon,
                ["amsgrad"] = adam.Amsgrad,
            },
            Adagrad adagrad => new() { ["initial_accumulator_value"] = adagrad.InitialAccumulator, ["epsilon"] = adagrad.Epsilon },
            Adadelta adadelta => new() { ["rho"] = adadelta.Rho, ["epsilon"] = adadelta.Epsilon },
            Adamax adamax => new()
            {
                ["beta_1"] = adamax.Beta1,
                ["beta_2"] = adamax.Beta2,
                ["epsilon"] = adamax.Epsilon,
            },
            Nadam nadam => new()
            {
                ["beta_1"] = nadam.Beta1,
                ["beta_2"] = nadam.Beta2,
                ["epsilon"] = nadam.Epsilon,
            },
            Ftrl ftrl => new()
            {
                ["learning_rate_power"] = -0.5,
                ["initial_accumulator_value"] = ftrl.InitialAccumulator,
                ["l1_regularization_strength"] = ftrl.L1,
                ["l2_regularization_strength"] = ftrl.L2,
                ["l2_shrinkage_regularization_strength"] = ftrl.L2Shrinkage,
                ["beta"] = ftrl.Beta,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(optimizer), optimizer, "Keras's files do not hold this optimizer."),
        };

    private static double Number(float value, OptimizerLayout layout) => layout.IsLegacy ? value : LayerWriter.AsWritten(value);

    private static JsonObject Schedule(Schedule schedule)
    {
        JsonObject config = OptimizerJson.Write(schedule);
        string kind = (string)config["name"]!;
        config["name"] = null;
        if (schedule is CosineDecay)
        {
            config["warmup_target"] = null;
            config["warmup_steps"] = 0;
        }

        return new()
        {
            ["module"] = "keras.optimizers.schedules",
            ["class_name"] = kind,
            ["config"] = config,
            ["registered_name"] = null,
        };
    }
}
