using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Inputs;
using Repro.Keras.Architecture;
using Repro.Keras.Optimizers;

namespace Repro.Keras.Files;

/// <summary>Keras's <c>training_config</c>: what the model was compiled with.</summary>
/// <param name="Loss">The loss; null where the model was compiled without one, or it is not computed here.</param>
/// <param name="Optimizer">Null where it is not one that is computed here.</param>
/// <param name="OptimizerName">The class that the file names; where the optimizer is not supported, followed by the reason.</param>
public sealed record KerasTraining(Loss? Loss, Optimizer? Optimizer, string OptimizerName)
{
    /// <summary>The loss as it is evaluated; null where the model was compiled without one.</summary>
    public CompiledLoss? Compiled { get; private init; }

    /// <summary>Whether the optimizer is of the classes up to Keras 2.10, whose tensors are stored in another order.</summary>
    internal bool IsLegacyOptimizer { get; private init; }

    /// <exception cref="KerasFormatException">It is not as Keras writes it.</exception>
    internal static KerasTraining Read(string json, string? kerasVersion)
    {
        try
        {
            using JsonDocument document = InputJson.Document(json);
            ConfigFields fields = new(document.RootElement, "training_config");
            CompiledLoss? compiled = CompiledLoss.Read(fields, kerasVersion);
            (Optimizer? optimizer, string name, bool isLegacy) = Optimized(fields);
            return new KerasTraining(compiled?.Loss, optimizer, name) { Compiled = compiled, IsLegacyOptimizer = isLegacy };
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"its training_config is not JSON: {exception.Message}");
        }
    }

    // A model that was compiled for evaluation alone has none.
    private static (Optimizer? Optimizer, string Name, bool IsLegacy) Optimized(ConfigFields training)
    {
        if (training.Find("optimizer_config") is not { } config)
        {
            return (null, "none", false);
        }

        ConfigFields optimizer = new(config, "optimizer_config");
        return OptimizerConfigReader.Read(optimizer.Text("class_name"), new ConfigFields(optimizer.Value("config"), "optimizer_config"));
    }
}
