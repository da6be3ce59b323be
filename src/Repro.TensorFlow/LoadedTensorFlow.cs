using Repro.Backends;
using Repro.Configuration;
using Repro.Models;
using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow;

/// <summary>The TensorFlow backend with the native library that the settings name; both are disposed together.</summary>
internal sealed class LoadedTensorFlow : IBackend, IDisposable
{
    private readonly IEager _eager;
    private readonly TensorFlowBackend _backend;

    private LoadedTensorFlow(IEager eager, Settings settings)
    {
        _eager = eager;
        _backend = new TensorFlowBackend(eager, settings.Threads, TensorFlowFacts.Of(eager, EagerOptions.From(settings)).ToLibraries());
    }

    public string Name => _backend.Name;

    /// <summary>Counters of the library calls: executions, the time inside them, live tensors.</summary>
    public EagerCounters Counters => _eager.Counters;

    /// <summary>Whether a library is set or part of a package. No file is read.</summary>
    public static bool IsNamed(Settings settings) => NativeTensorFlow.IsNamed(settings);

    /// <exception cref="InputException">No library is set, or it cannot be used.</exception>
    public static LoadedTensorFlow Open(Settings settings) => new(NativeTensorFlow.Open(settings), settings);

    public BackendDescription Describe(Model model, CompileOptions? options = null) => _backend.Describe(model, options);

    public INetwork Build(Model model, CompileOptions options) => _backend.Build(model, options);

    public void Dispose() => _eager.Dispose();
}
