using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Inputs;
using Repro.Keras.Layers;
using Repro.Keras.Optimizers;

namespace Repro.Keras.Files;

/// <summary>Keras's <c>training_config</c>: what the model was compiled with.</summary>
/// <param name="Loss">The loss; null where the model was compiled without one, or it is not computed here.</param>
/// <param name="Optimizer">Null where it is not one that is computed here.</param>
/// <param name="OptimizerName">The class that the file names; where the optimizer is not supported, followed by the reason.</param>
internal sealed record KerasTraining(Loss? Loss, Optimizer? Optimizer, string OptimizerName)
{
    /// <summary>The loss as it is evaluated; null where the model was compiled without one.</summary>
    public CompiledLoss? Compiled { get; private init; }

    /// <summary>The losses and metrics of a model with several outputs; null for other models.</summary>
    public CompiledOutputs? Outputs { get; private init; }

    /// <summary>The metrics of a model with one output; null for other models.</summary>
    public CompiledMetrics? Metrics { get; private init; }

    /// <summary>Whether the optimizer is of the classes up to Keras 2.10, whose tensors are stored in another order.</summary>
    internal bool IsLegacyOptimizer { get; private init; }

    /// <param name="outputs">The names of the model's outputs; empty where the file has no model.</param>
    /// <exception cref="KerasFormatException">It is not as Keras writes it.</exception>
    internal static KerasTraining Read(string json, string? kerasVersion, IReadOnlyList<string> outputs)
    {
        try
        {
            using JsonDocument document = InputJson.Document(json);
            ConfigFields fields = new(document.RootElement, "training_config");
            return Of(fields, kerasVersion, outputs, Optimized(fields));
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"its training_config is not JSON: {JsonFault.Of(json, exception)}");
        }
    }

    /// <summary>What a model in a <c>.keras</c> file was compiled with; null where it was not.</summary>
    /// <param name="config">The content of <c>config.json</c>.</param>
    /// <param name="outputs">The names of the model's outputs.</param>
    /// <exception cref="KerasFormatException">It is not as Keras writes it.</exception>
    internal static KerasTraining? OfArchive(JsonElement config, string? kerasVersion, IReadOnlyList<string> outputs)
    {
        if (
            new ConfigFields(config, "config.json").Find("compile_config") is not { ValueKind: JsonValueKind.Object } compile
            || !compile.EnumerateObject().Any()
        )
        {
            return null;
        }

        ConfigFields fields = new(compile, "compile_config");
        return Of(
            fields,
            kerasVersion,
            outputs,
            fields.Find("optimizer") switch
            {
                null => (null, "none", false),
                { ValueKind: JsonValueKind.String } named => (null, named.GetString()!, false),
                { } one => Optimized(new ConfigFields(one, "optimizer"), "optimizer"),
            }
        );
    }

    private static KerasTraining Of(
        ConfigFields fields,
        string? kerasVersion,
        IReadOnlyList<string> outputs,
        (Optimizer? Optimizer, string Name, bool IsLegacy) optimizer
    )
    {
        CompiledLoss? compiled = CompiledLoss.Read(fields, kerasVersion);
        return new KerasTraining(compiled?.Loss, optimizer.Optimizer, optimizer.Name)
        {
            Compiled = compiled,
            Outputs = outputs.Count > 1 ? CompiledOutputs.Read(fields, kerasVersion, outputs) : null,
            Metrics = outputs.Count == 1 ? CompiledMetrics.Read(fields, 0, outputs, kerasVersion, compiled?.Loss?.IsSparse == true) : null,
            IsLegacyOptimizer = optimizer.IsLegacy,
        };
    }

    // A model that was compiled for evaluation alone has none.
    private static (Optimizer? Optimizer, string Name, bool IsLegacy) Optimized(ConfigFields training)
    {
        if (training.Find("optimizer_config") is not { } config)
        {
            return (null, "none", false);
        }

        return Optimized(new ConfigFields(config, "optimizer_config"), "optimizer_config");
    }

    private static (Optimizer? Optimizer, string Name, bool IsLegacy) Optimized(ConfigFields optimizer, string what) =>
        OptimizerConfigReader.Read(optimizer.Text("class_name"), new ConfigFields(optimizer.Value("config"), what));
}
