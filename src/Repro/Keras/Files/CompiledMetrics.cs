using System.Text.Json;
using Repro.Backends;
using Repro.Keras.Layers;

namespace Repro.Keras.Files;

/// <summary>The metrics that an output of a model was compiled with.</summary>
/// <param name="HasAccuracy">Whether the accuracy is one of them.</param>
/// <param name="Metrics">The others, plain before weighted ones.</param>
/// <param name="Others">The names of metrics that are not computed here.</param>
internal sealed record CompiledMetrics(bool HasAccuracy, IReadOnlyList<Metric> Metrics, IReadOnlyList<string> Others)
{
    // Each is computed for every sample.
    private const int Most = 100;

    /// <param name="training">A <c>training_config</c> or <c>compile_config</c>.</param>
    /// <param name="index">The output's number.</param>
    /// <param name="outputs">The names of the model's outputs.</param>
    /// <param name="isSparse">Whether labels are numbers of classes.</param>
    /// <exception cref="KerasFormatException">There are too many, or one is not as Keras writes it.</exception>
    internal static CompiledMetrics Read(
        ConfigFields training,
        int index,
        IReadOnlyList<string> outputs,
        string? kerasVersion,
        bool isSparse
    )
    {
        List<string> others = [];
        Metric[] plain = [.. Of("metrics", weighted: false)];
        Metric[] weighted = [.. Of("weighted_metrics", weighted: true)];
        return plain.Length + weighted.Length <= Most
            ? new CompiledMetrics(
                plain.Any(metric => metric.Name == Metric.Accuracy),
                [.. plain.Where(metric => metric.Name != Metric.Accuracy), .. weighted],
                others
            )
            : throw new KerasFormatException(
                FormattableString.Invariant(
                    $"the output '{outputs[index]}' has {plain.Length + weighted.Length} metrics, more than the {Most} that are read."
                )
            );

        IEnumerable<Metric> Of(string key, bool weighted)
        {
            foreach (JsonElement given in Given(training.Find(key), index, outputs, WriterHabits.Of(kerasVersion).Major >= 3))
            {
                if (MetricConfig.Read(given, isSparse) is { } metric)
                {
                    yield return metric with
                    {
                        IsWeighted = weighted,
                        Called = outputs.Count > 1 ? WithoutOutput(metric.Called, outputs[index]) : metric.Called,
                    };
                }
                else
                {
                    others.Add(NameOf(given));
                }
            }
        }
    }

    // Keras 2 saves the metric "auc" of the output "a" as "a_auc" where there are several outputs.
    private static string? WithoutOutput(string? name, string output) =>
        name?.StartsWith(output + "_", StringComparison.Ordinal) == true ? name[(output.Length + 1)..] : name;

    // A flat list is one for all outputs in Keras 2, and one metric for each of several outputs in Keras 3.
    private static IEnumerable<JsonElement> Given(JsonElement? given, int index, IReadOnlyList<string> outputs, bool isKeras3)
    {
        bool isForAll =
            given is { ValueKind: JsonValueKind.Array } list
            && (!isKeras3 || outputs.Count == 1)
            && list.EnumerateArray().All(CompiledOutputs.IsOne);
        JsonElement? own = isForAll ? given : CompiledOutputs.Of(given, index, outputs);
        return own switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Where(one => one.ValueKind != JsonValueKind.Null),
            { } one => [one],
        };
    }

    private static string NameOf(JsonElement metric) =>
        MetricConfig.NameOf(metric) ?? new ConfigFields(metric, "metrics").OptionalText("class_name") ?? "unnamed";
}
