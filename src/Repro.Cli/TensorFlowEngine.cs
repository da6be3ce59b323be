using Repro.Backends;

namespace Repro.Cli;

/// <summary>Makes the TensorFlow engine as the settings say.</summary>
internal static class TensorFlowEngine
{
    /// <exception cref="InputException">No library is named, or it cannot serve.</exception>
    public static IBackend Create(Settings settings) => throw new InputException("The TensorFlow engine is not built yet. Use --backend cpu.");
}
