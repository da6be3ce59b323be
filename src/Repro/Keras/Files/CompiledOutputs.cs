using System.Text.Json;
using Repro.Backends;
using Repro.Keras.Layers;

namespace Repro.Keras.Files;

/// <summary>The losses and metrics that a model with several outputs was compiled with.</summary>
/// <param name="Losses">One for each output, in the order of the model; empty where one is not computed here.</param>
/// <param name="Obstacle">Why they are not, as a clause; empty where they are.</param>
internal sealed record CompiledOutputs(IReadOnlyList<OutputLoss> Losses, string Obstacle)
{
    /// <summary>The metrics that are not computed here, as <c>OUTPUT: NAME</c>.</summary>
    public IReadOnlyList<string> OtherMetrics { get; private init; } = [];

    // Each is computed for every sample.
    private const int MostMetrics = 100;

    /// <param name="training">A <c>training_config</c> or <c>compile_config</c>.</param>
    /// <param name="outputs">The names of the model's outputs.</param>
    internal static CompiledOutputs Read(ConfigFields training, string? kerasVersion, IReadOnlyList<string> outputs)
    {
        JsonElement? loss = training.Find("loss");
        List<OutputLoss> losses = [];
        List<string> others = [];
        for (int index = 0; index < outputs.Count; index++)
        {
            string output = outputs[index];
            if (Of(loss, index, outputs) is not { } own)
            {
                return new CompiledOutputs([], $"the output '{output}' has no loss");
            }

            CompiledLoss compiled = CompiledLoss.Of(own, WeightOf(training.Find("loss_weights"), index, outputs), kerasVersion);
            if (compiled.Loss is null)
            {
                return new CompiledOutputs([], $"the loss of the output '{output}': {compiled.Obstacle}");
            }

            bool isSparse = compiled.Loss.IsSparse;
            Metric[] plain = [.. Metrics("metrics", index, weighted: false, isSparse)];
            Metric[] weighted = [.. Metrics("weighted_metrics", index, weighted: true, isSparse)];
            if (plain.Length + weighted.Length > MostMetrics)
            {
                throw new KerasFormatException(
                    FormattableString.Invariant(
                        $"the output '{output}' has {plain.Length + weighted.Length} metrics, more than the {MostMetrics} that are read."
                    )
                );
            }

            losses.Add(
                new OutputLoss(output, compiled.Loss)
                {
                    Weight = compiled.Weight,
                    HasAccuracy = plain.Any(metric => metric.Name == Metric.Accuracy),
                    Metrics = [.. plain.Where(metric => metric.Name != Metric.Accuracy), .. weighted],
                }
            );
        }

        return new CompiledOutputs(losses, "") { OtherMetrics = others };

        IEnumerable<Metric> Metrics(string key, int index, bool weighted, bool isSparse)
        {
            foreach (JsonElement given in MetricsOf(training.Find(key), index, outputs, WriterHabits.Of(kerasVersion).Major >= 3))
            {
                if (MetricConfig.Read(given, isSparse) is { } metric)
                {
                    yield return metric with
                    {
                        IsWeighted = weighted,
                        Called = WithoutOutput(metric.Called, outputs[index]),
                    };
                }
                else
                {
                    others.Add($"{outputs[index]}: {NameOf(given)}");
                }
            }
        }
    }

    // Keras 2 saves the metric "auc" of the output "a" as "a_auc".
    private static string? WithoutOutput(string? name, string output) =>
        name?.StartsWith(output + "_", StringComparison.Ordinal) == true ? name[(output.Length + 1)..] : name;

    // One for all outputs, a list in their order, or by their names.
    private static JsonElement? Of(JsonElement? given, int index, IReadOnlyList<string> outputs) =>
        given switch
        {
            { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == outputs.Count ? NotNull(list[index]) : null,
            { ValueKind: JsonValueKind.Object } named when !IsOne(named) => named.TryGetProperty(outputs[index], out JsonElement own)
                ? NotNull(own)
                : null,
            _ => given,
        };

    private static double? WeightOf(JsonElement? weights, int index, IReadOnlyList<string> outputs) =>
        weights is null ? 1
        : weights is { ValueKind: JsonValueKind.Object } named && !named.TryGetProperty(outputs[index], out _) ? 1
        : Of(weights, index, outputs) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : null;

    // A flat list is one for all outputs in Keras 2, and one metric for each output in Keras 3.
    private static IEnumerable<JsonElement> MetricsOf(JsonElement? given, int index, IReadOnlyList<string> outputs, bool isKeras3)
    {
        bool isForAll = given is { ValueKind: JsonValueKind.Array } list && !isKeras3 && list.EnumerateArray().All(IsOne);
        JsonElement? own = isForAll ? given : Of(given, index, outputs);
        return own switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Where(one => one.ValueKind != JsonValueKind.Null),
            { } one => [one],
        };
    }

    private static bool IsOne(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
        || (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("class_name", out _));

    private static JsonElement? NotNull(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element;

    private static string NameOf(JsonElement metric) =>
        MetricConfig.NameOf(metric) ?? new ConfigFields(metric, "metrics").OptionalText("class_name") ?? "unnamed";
}
