using System.Text.Json;
using Repro.Backends;
using Repro.Training.KerasFiles.Architecture;

namespace Repro.Training.KerasFiles;

/// <summary>Keras's <c>training_config</c>: what the model was compiled with.</summary>
/// <param name="Loss">The loss where engines train with it; null otherwise.</param>
/// <param name="Optimizer">Null where it is not an RMSprop as it is computed here.</param>
/// <param name="OptimizerName">As the file calls it, with why it is not supported where it is not.</param>
public sealed record KerasTraining(Loss? Loss, RmsProp? Optimizer, string OptimizerName)
{
    /// <summary>The loss as it is evaluated; null where the model was compiled without one.</summary>
    public CompiledLoss? Compiled { get; private init; }

    /// <exception cref="KerasFormatException">It is not as Keras writes it.</exception>
    internal static KerasTraining Read(string json, string? kerasVersion)
    {
        try
        {
            using JsonDocument document = InputJson.Document(json);
            ConfigFields fields = new(document.RootElement, "training_config");
            CompiledLoss? compiled = CompiledLoss.Read(fields, kerasVersion);
            (RmsProp? rmsProp, string name) = Optimized(fields);
            return new KerasTraining(compiled is null ? null : LossOf(compiled.Name), rmsProp, name) { Compiled = compiled };
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"its training_config is not JSON: {exception.Message}");
        }
    }

    // A model that was compiled for evaluation alone has none.
    private static (RmsProp? Optimizer, string Name) Optimized(ConfigFields training)
    {
        if (training.Find("optimizer_config") is not { } config)
        {
            return (null, "none");
        }

        ConfigFields optimizer = new(config, "optimizer_config");
        return OptimizerOf(optimizer.Text("class_name"), new ConfigFields(optimizer.Value("config"), "optimizer_config"));
    }

    private static Loss? LossOf(string name) => name switch
    {
        "binary_crossentropy" or "BinaryCrossentropy" => Backends.Loss.BinaryCrossentropy,
        "categorical_crossentropy" or "CategoricalCrossentropy" => Backends.Loss.CategoricalCrossentropy,
        _ => null,
    };

    private static (RmsProp? Optimizer, string Name) OptimizerOf(string kind, ConfigFields config)
    {
        if (kind is not ("RMSprop" or "Custom>RMSprop"))
        {
            return (null, $"{kind} (only RMSprop is supported)");
        }

        // From 2.11 on the class of that name has epsilon inside the root; this key tells the two apart.
        if (config.Has("jit_compile") || config.Has("is_legacy_optimizer"))
        {
            return (null, $"{kind} of Keras 2.11 and later (epsilon inside the root; only the legacy one is supported)");
        }

        bool plain = IsZero(config, "momentum") && IsZero(config, "decay") && !config.Flag("centered", false);
        string rate = config.Has("learning_rate") ? "learning_rate" : "lr";
        return plain && config.Find(rate) is { ValueKind: JsonValueKind.Number }
            ? (new RmsProp(config.Number(rate, 0, 10), config.Number("rho", 0, 1), config.Has("epsilon") ? config.Number("epsilon", 0, 1) : 1e-7f), kind)
            : (null, $"{kind} with momentum, decay, centring or a schedule (not supported)");
    }

    private static bool IsZero(ConfigFields config, string key) => !config.Has(key) || config.Number(key, float.MinValue, float.MaxValue) == 0;
}
