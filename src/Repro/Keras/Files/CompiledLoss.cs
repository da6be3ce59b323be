using System.Text.Json;
using Repro.Backends;
using Repro.Keras.Layers;

namespace Repro.Keras.Files;

/// <summary>The loss of a file's <c>training_config</c>.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Loss">The formula; null where it is not computed here.</param>
/// <param name="Weight">What the loss is multiplied by (<c>loss_weights</c>).</param>
/// <param name="Obstacle">Why it is not computed here, as a clause; empty where it is.</param>
internal sealed record CompiledLoss(string Name, Loss? Loss, double Weight, string Obstacle)
{
    /// <returns>Null where the model was compiled without a loss.</returns>
    internal static CompiledLoss? Read(ConfigFields training, string? kerasVersion)
    {
        return Single(training.Find("loss")) is { } loss ? Of(loss, Weighted(training.Find("loss_weights")), kerasVersion) : null;
    }

    /// <param name="loss">A name, a class with its arguments, or a function.</param>
    /// <param name="weight">Null for weights of another form.</param>
    internal static CompiledLoss Of(JsonElement loss, double? weight, string? kerasVersion)
    {
        (string name, JsonElement? config) = Named(loss);
        if (Backends.Loss.NameOf(name) is not { } known)
        {
            return new CompiledLoss(
                name,
                null,
                1,
                $"'{name}' is not computed here; these losses are: {string.Join(", ", Backends.Loss.Names)}"
            );
        }

        ConfigFields fields = new(config ?? default, "loss");
        string? obstacle = weight is null ? "several loss_weights are not supported" : Unsupported(fields);
        return obstacle is not null
            ? new CompiledLoss(name, null, 1, obstacle)
            : new CompiledLoss(
                name,
                new Loss(known)
                {
                    FromLogits = fields.Flag("from_logits", false),
                    LabelSmoothing = Number(fields, "label_smoothing", 0),
                    Delta = Number(fields, "delta", 1),
                    Gamma = Number(fields, "gamma", 2),
                    Alpha = Number(fields, "alpha", 0.25),
                    BalancesClasses = fields.Flag("apply_class_balancing", false),
                    AddsEpsilon = WriterHabits.AddsEpsilon(kerasVersion),
                    TakesLogitsOfAny = WriterHabits.TakesLogitsOfAny(kerasVersion),
                },
                weight!.Value,
                ""
            );
    }

    // A model with one output may have its loss in a list, or under the output's name.
    private static JsonElement? Single(JsonElement? loss) =>
        loss switch
        {
            { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 1 ? list[0] : null,
            { ValueKind: JsonValueKind.Object } named when !named.TryGetProperty("class_name", out _) => named.EnumerateObject().Count()
            == 1
                ? named.EnumerateObject().First().Value
                : null,
            _ => loss,
        };

    // "mse"; {"class_name": "Huber", "config": {...}}; of a function {"class_name": "function", "config": "my_loss"}.
    private static (string Name, JsonElement? Config) Named(JsonElement loss)
    {
        if (loss.ValueKind == JsonValueKind.String)
        {
            return (loss.GetString()!, null);
        }

        ConfigFields fields = new(loss, "loss");
        string kind = fields.OptionalText("class_name") ?? "unnamed";
        return fields.Find("config") switch
        {
            { ValueKind: JsonValueKind.String } function => (function.GetString()!, null),
            { ValueKind: JsonValueKind.Object } config => (kind, config),
            _ => (kind, null),
        };
    }

    private static double? Weighted(JsonElement? weights) =>
        weights switch
        {
            null => 1,
            { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
            { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 1 ? Weighted(list[0]) : null,
            { ValueKind: JsonValueKind.Object } named => named.EnumerateObject().Count() == 1
                ? Weighted(named.EnumerateObject().First().Value)
                : null,
            _ => null,
        };

    private static string? Unsupported(ConfigFields fields)
    {
        string reduction = fields.OptionalText("reduction") ?? "auto";
        return reduction is not ("auto" or "sum_over_batch_size") ? $"the reduction '{reduction}' is not supported"
            : fields.Has("ignore_class") ? "'ignore_class' is not supported"
            : fields.Find("axis") is { } axis && !(axis.ValueKind == JsonValueKind.Number && axis.TryGetInt32(out int last) && last == -1)
                ? "an 'axis' other than -1 is not supported"
            : null;
    }

    private static double Number(ConfigFields fields, string key, double otherwise) =>
        fields.Has(key) ? fields.Number(key, 0, 1e6f) : otherwise;
}
