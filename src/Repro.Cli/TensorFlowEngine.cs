using Repro.Backends;
using Repro.Models;
using Repro.TensorFlow;
using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Cli;

/// <summary>The TensorFlow engine as the tool uses it: made from the settings, and the native library's context goes with it.</summary>
internal sealed class TensorFlowEngine : IBackend, IDisposable
{
    private readonly IEager _eager;
    private readonly TensorFlowBackend _backend;

    private TensorFlowEngine(IEager eager, int threads)
    {
        _eager = eager;
        _backend = new TensorFlowBackend(eager, threads);
    }

    public string Name => _backend.Name;

    /// <summary>What the seam counts: executions, the time inside them, live tensors.</summary>
    public EagerCounters Counters => _eager.Counters;

    /// <summary>Whether a library is named at all; looks at nothing.</summary>
    public static bool IsNamed(Settings settings) => Environment.GetEnvironmentVariable("REPRO_LIBTENSORFLOW") is { Length: > 0 };

    /// <exception cref="InputException">No library is named, or it cannot serve.</exception>
    public static TensorFlowEngine Open(Settings settings)
    {
        string where = Environment.GetEnvironmentVariable("REPRO_LIBTENSORFLOW") is { Length: > 0 } named
            ? named
            : throw new InputException("The TensorFlow engine needs TensorFlow's native library. Name its file or folder with REPRO_LIBTENSORFLOW (docs/backends.md).");
        return new TensorFlowEngine(NativeTensorFlow.Open(where, new EagerOptions("auto", settings.Threads)), settings.Threads);
    }

    public EngineDescription Describe(Model model) => _backend.Describe(model);

    public INetwork Build(Model model, CompileOptions options) => _backend.Build(model, options);

    public void Dispose() => _eager.Dispose();
}
