using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;

namespace Repro.Specs.Backends.Cpu;

/// <summary>What a built network trains is what its model's flags said when it was built.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class TrainedTensorsSpecs
{
    [TestCase("vgg16-plus-dense256", 30)]
    [TestCase("vgg16-plus-dense256{base frozen}", 4)]
    [TestCase("vgg16-plus-dense256{block5 open}", 10)]
    public void The_documents_counts_are_the_built_networks(string model, int tensors)
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(SpecModels.Parse(model).Model, new CompileOptions(Loss.BinaryCrossentropy, new RmsProp()));

        network.Weights.Count(weight => weight.Trainable).Should().Be(tensors);
        network.Weights.Should().HaveCount(30);
        float[] state = new float[1];
        FluentActions.Invoking(() => network.ReadOptimizerState("dense_2/bias", state)).Should().NotThrow();
        Action readFrozen = () => network.ReadOptimizerState("vgg16/block1_conv1/bias", new float[64]);
        if (tensors < 30)
        {
            readFrozen.Should().Throw<ArgumentException>("the first block is not trained");
        }
        else
        {
            readFrozen.Should().NotThrow();
        }
    }
}
