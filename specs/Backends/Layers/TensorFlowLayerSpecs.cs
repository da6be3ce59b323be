using Repro.Specs.TensorFlow;

namespace Repro.Specs.Backends.Layers;

[Category("TensorFlow")]
public sealed class TensorFlowLayerSpecs : LayerContract
{
    private long _live;

    private protected override LayerPass.Engine Engine => LayerPass.TensorFlow(Library.Require());

    // The recurrent layers have no operations on TensorFlow.
    private protected override IReadOnlySet<string> Refused { get; } = new HashSet<string>(["SimpleRNN", "LSTM", "GRU", "Bidirectional"], StringComparer.Ordinal);

    [SetUp]
    public void Count() => _live = Library.Require().Counters.LiveTensors;

    [TearDown]
    public void Every_tensor_is_freed()
    {
        if (Library.Where is not null) Library.Require().Counters.LiveTensors.Should().Be(_live);
    }
}
