using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Keras.Optimizers;
using Repro.Models;

namespace Repro.Keras.Files;

/// <summary>What a model was compiled with, as <c>compile_config</c> of Keras 3 has it.</summary>
internal static class Keras3Compile
{
    /// <param name="rate">The learning rate that a callback has set; null for the optimizer's own.</param>
    public static JsonObject Write(Model model, CompileOptions options, Optimizer optimizer, float? rate = null)
    {
        JsonObject training = KerasFileWriter.TrainingConfig(model, options, OptimizerOf(optimizer, rate));
        JsonObject config = new() { ["optimizer"] = training["optimizer_config"]!.DeepClone() };
        foreach (string key in (string[])["loss", "loss_weights", "metrics", "weighted_metrics"])
        {
            config[key] = training[key]?.DeepClone();
        }

        config["loss"] = OfLosses(config["loss"]!);
        config["run_eagerly"] = false;
        config["steps_per_execution"] = 1;
        config["jit_compile"] = false;
        return config;
    }

    /// <summary>Keras 3's name of an optimizer: <c>adam</c>.</summary>
    public static string NameOf(OptimizerLayout layout) => layout.ClassName.ToLowerInvariant();

    private static JsonObject OptimizerOf(Optimizer optimizer, float? rate)
    {
        OptimizerLayout layout = OptimizerLayout.Of(optimizer)!;
        JsonObject old = OptimizerConfig.Write(optimizer, layout, rate)["config"]!.AsObject();
        JsonObject config = new() { ["name"] = NameOf(layout), ["learning_rate"] = RateOf(old["learning_rate"]!.DeepClone()) };
        foreach (string key in (string[])["weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum"])
        {
            config[key] = old[key]?.DeepClone();
        }

        config["ema_overwrite_frequency"] = null;
        config["loss_scale_factor"] = null;
        config["gradient_accumulation_steps"] = null;
        foreach ((string key, JsonNode? value) in old)
        {
            if (!config.ContainsKey(key) && key is not ("jit_compile" or "is_legacy_optimizer"))
            {
                config[key] = value?.DeepClone();
            }
        }

        return Layers.LayerWriter.Keras("keras.optimizers", layout.ClassName, config);
    }

    // A schedule needs a name there.
    private static JsonNode RateOf(JsonNode rate)
    {
        if (rate is JsonObject schedule)
        {
            schedule["config"]!["name"] = (string)schedule["class_name"]!;
        }

        return rate;
    }

    // The name, or the class with its module.
    private static JsonNode OfLosses(JsonNode loss)
    {
        if (loss is not JsonObject named)
        {
            return loss.DeepClone();
        }

        if (!named.ContainsKey("class_name"))
        {
            return new JsonObject(named.Select(output => KeyValuePair.Create<string, JsonNode?>(output.Key, OfLosses(output.Value!))));
        }

        JsonObject config = named["config"]!.DeepClone().AsObject();
        config["reduction"] = "sum_over_batch_size";
        return Layers.LayerWriter.Keras("keras.losses", (string)named["class_name"]!, config);
    }
}
