using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Cpu;

/// <summary>Weights that no optimizer changes are kept in the form that products read; results follow the values all the same.</summary>
[Category("Fast")]
internal sealed class FrozenWeightsSpecs
{
    [Test]
    public void Predictions_stay_the_same_and_follow_written_weights([Values] bool pooled)
    {
        Model model = Convolutions(pooled);
        Tensor images = SeededInputs.Batch(model, 1, 3);
        using CpuBackend backend = new(new CpuOptions(2));
        using INetwork network = backend.Build(model, new CompileOptions(Loss.CategoricalCrossentropy, null));
        SeededInputs.FillWeights(network);
        float[] first = network.Predict(images).Values;

        for (int i = 0; i < 3; i++)
        {
            network.Predict(images).Values.Should().Equal(first);
        }

        float[] kernel = new float[3 * 3 * 64 * 64];
        network.ReadWeight("conv2d/kernel", kernel);
        Array.Reverse(kernel);
        network.WriteWeight("conv2d/kernel", kernel);
        float[] after = network.Predict(images).Values;

        using INetwork fresh = backend.Build(model, new CompileOptions(Loss.CategoricalCrossentropy, null));
        SeededInputs.FillWeights(fresh);
        fresh.WriteWeight("conv2d/kernel", kernel);
        after.Should().Equal(fresh.Predict(images).Values).And.NotEqual(first);
    }

    /// <summary>A model whose 3x3 convolution is Winograd's.</summary>
    private static Model Convolutions(bool pooled)
    {
        ModelBuilder builder = ModelBuilder
            .Sequential("convolutions", new Shape(10, 10, 64))
            .Add(new Conv2D(64, 3) { Name = "conv2d", Activation = Activation.Relu });
        if (pooled)
        {
            builder = builder.Add(new MaxPooling2D { Name = "max_pooling2d" });
        }

        return builder.Add(new Flatten { Name = "flatten" }).Add(new Dense(3) { Name = "dense" }).Build();
    }
}
