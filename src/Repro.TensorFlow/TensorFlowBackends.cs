using Repro.Hosting;

namespace Repro.TensorFlow;

/// <summary>The TensorFlow backend for a host: <c>host.AddBackend(TensorFlowBackends.Factory)</c>.</summary>
public static class TensorFlowBackends
{
    /// <summary>
    /// Loads the TensorFlow library that the settings name (<c>REPRO_LIBTENSORFLOW</c>) when a command or a test asks for the backend.
    /// </summary>
    /// <exception cref="InputException">On loading: no library is set, or it cannot be used.</exception>
    public static BackendFactory Factory { get; } = new("TensorFlow", settings => LoadedTensorFlow.Open(settings));
}
