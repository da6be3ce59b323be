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

            CompiledMetrics metrics = CompiledMetrics.Read(training, index, outputs, kerasVersion, compiled.Loss.IsSparse);
            others.AddRange(metrics.Others.Select(name => $"{output}: {name}"));
            losses.Add(
                new OutputLoss(output, compiled.Loss)
                {
                    Weight = compiled.Weight,
                    HasAccuracy = metrics.HasAccuracy,
                    Metrics = metrics.Metrics,
                }
            );
        }

        return new CompiledOutputs(losses, "") { OtherMetrics = others };
    }

    /// <summary>That of one output: given once for all outputs, as a list in their order, or by their names.</summary>
    internal static JsonElement? Of(JsonElement? given, int index, IReadOnlyList<string> outputs) =>
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

    /// <summary>Whether it is one loss or metric, and not a list or a map of them.</summary>
    internal static bool IsOne(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
        || (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("class_name", out _));

    private static JsonElement? NotNull(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element;
}
