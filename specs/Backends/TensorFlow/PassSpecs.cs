using Repro.Backends;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.TensorFlow;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Ops;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.Backends.TensorFlow;

/// <summary>The walk back through a graph.</summary>
[Category("TensorFlow")]
[NonParallelizable]
internal sealed class PassSpecs
{
    [Test]
    public void Gradients_of_several_readers_are_summed()
    {
        IEager eager = Library.Require();
        long live = eager.Counters.LiveTensors;
        Model model = ModelBuilder
            .Sequential("chain", new Shape(2))
            .Add(new ActivationLayer(Activation.Linear) { Name = "first" })
            .Add(new ActivationLayer(Activation.Relu) { Name = "second" })
            .Build();
        float[] found = new float[2];
        using (OperationGraph graph = new(eager, model, training: false))
        {
            using Pass pass = new(eager, graph, new Step(1, Training: false, null), [2], [true, true, true]);
            pass.Forward(new Tensor([3, -4], 1, 2));
            // Another reader of the first layer, whose gradient has arrived before.
            pass.Give(1, eager.Upload([10, 20], 1, 2));
            using EagerTensor gradient = pass.Backward(2, eager.Upload([1, 2], 1, 2), target: 0)!;
            eager.Download(gradient, found);
        }

        found.Should().Equal(11, 20);
        eager.Counters.LiveTensors.Should().Be(live);
    }
}
