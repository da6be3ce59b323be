using System.Text.Json.Nodes;
using Repro.Backends;

namespace Repro.Keras.Files;

/// <summary>Writes the loss of a <c>training_config</c> as Keras 2.15 does: the name, or the class with its arguments.</summary>
internal static class LossConfig
{
    public static JsonNode Write(Loss loss)
    {
        if (loss is { FromLogits: false, LabelSmoothing: 0, Delta: 1, Gamma: 2, Alpha: 0.25, BalancesClasses: false })
        {
            return JsonValue.Create(loss.Name);
        }

        JsonObject config = new() { ["reduction"] = "auto", ["name"] = loss.Name };
        if (loss.IsCrossentropy)
        {
            config["from_logits"] = loss.FromLogits;
        }

        if (loss is { IsCrossentropy: true, IsSparse: false })
        {
            config["label_smoothing"] = loss.LabelSmoothing;
        }

        if (loss.IsFocal)
        {
            (config["gamma"], config["alpha"]) = (loss.Gamma, loss.Alpha);
        }

        if (loss is { IsFocal: true, IsBinary: true })
        {
            config["apply_class_balancing"] = loss.BalancesClasses;
        }

        if (!loss.IsCrossentropy)
        {
            config["delta"] = loss.Delta;
        }

        return new JsonObject { ["class_name"] = loss.ClassName, ["config"] = config };
    }
}
