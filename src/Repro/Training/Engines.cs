using Repro.Backends;
using Repro.Backends.Cpu;

namespace Repro.Training;

/// <summary>The engines that training can choose from.</summary>
public static class Engines
{
    /// <summary>The engine of that name, <c>cpu</c>, or the settings' own where none is named. To be disposed of where it is disposable.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static IBackend Create(Settings settings, string? name = null) => (name ?? settings.Engine).ToLowerInvariant() switch
    {
        "cpu" => new CpuBackend(new CpuOptions(settings.Threads, settings.InstructionSet, settings.Winograd)),
        "tensorflow" => throw new InputException("The TensorFlow engine is not built yet. Use --backend cpu."),
        string other => throw new InputException($"There is no engine '{other}'. The engines are cpu and tensorflow."),
    };
}
