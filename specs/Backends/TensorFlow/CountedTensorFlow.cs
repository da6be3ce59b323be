using Repro.Backends;
using Repro.Models;
using Repro.Specs.TensorFlow;
using Repro.TensorFlow;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.Backends.TensorFlow;

/// <summary>
/// The TensorFlow backend, which must have freed every tensor by the time that it is disposed of: that is, after each spec.
/// </summary>
internal sealed class CountedTensorFlow : IBackend, IDisposable
{
    private readonly IEager _eager = Library.Require();
    private readonly TensorFlowBackend _backend;
    private readonly long _live;

    public CountedTensorFlow()
    {
        _backend = new TensorFlowBackend(_eager, threads: 2);
        _live = _eager.Counters.LiveTensors;
    }

    public string Name => _backend.Name;

    public BackendDescription Describe(Model model, CompileOptions? options = null) => _backend.Describe(model, options);

    public INetwork Build(Model model, CompileOptions options) => _backend.Build(model, options);

    public void Dispose() => _eager.Counters.LiveTensors.Should().Be(_live, "every tensor must have been freed");
}
