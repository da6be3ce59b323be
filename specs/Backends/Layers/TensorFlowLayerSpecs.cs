using Repro.Specs.TensorFlow;

namespace Repro.Specs.Backends.Layers;

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowLayerSpecs : LayerContract
{
    private long _live;

    private protected override LayerPass.Backend Backend => LayerPass.TensorFlow(Library.Require());

    [SetUp]
    public void Count() => _live = Library.Require().Counters.LiveTensors;

    [TearDown]
    public void Every_tensor_is_freed()
    {
        if (Library.Where is not null)
        {
            Library.Require().Counters.LiveTensors.Should().Be(_live);
        }
    }
}
