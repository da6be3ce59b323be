using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.TensorFlow;

/// <summary>The Cpu engine and TensorFlow beside each other: the same weights, batches and masks, twenty steps.</summary>
[Category("TensorFlow")]
public sealed class BothEnginesSpecs
{
    // Rounding alone makes them differ: both lie within 1e-5 of the float64 oracles where there are such, and the larger nets'
    // longer sums are given ten times that.
    private const double Tolerance = 1e-4;

    [TestCase("binary", 8)]
    [TestCase("softmax", 8)]
    [TestCase("residual-batchnorm", 8)]
    [TestCase("transfer", 8)]
    public void Reference_networks_lose_alike(string name, int samples) =>
        Compare(KerasModel.Read(Fixture.Json("keras", "trajectories", name + ".json").GetProperty("config")), samples);

    [Test]
    public void The_digit_convnet_loses_alike() => Compare(Zoo.Build("mnist-full", new KerasSession(KerasGeneration.TfKeras)), samples: 16);

    [Test]
    public void Dropout_and_penalties_lose_alike() => Compare(
        ModelBuilder.Sequential("penalised", new Shape(12, 12, 2))
            .Add(new Conv2D(6, 3) { Name = "conv2d", Activation = Activation.Relu, Padding = Padding.Same, L2 = 0.001f })
            .Add(new AveragePooling2D { Name = "average_pooling2d" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dropout(0.5f) { Name = "dropout" })
            .Add(new Dense(16) { Name = "dense", Activation = Activation.Relu, L2 = 0.001f })
            .Add(new Dropout(0.25f) { Name = "dropout_1" })
            .Add(new Dense(3) { Name = "dense_1", Activation = Activation.Softmax })
            .Build(),
        samples: 8);

    private static void Compare(Model model, int samples)
    {
        using CountedTensorFlow tensorFlow = new();
        using CpuBackend cpu = new();
        int classes = model.OutputShapes[0].Elements;
        CompileOptions options = new(classes == 1 ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy, new RmsProp());
        using INetwork left = cpu.Build(model, options);
        using INetwork right = tensorFlow.Build(model, options);
        SeededInputs.FillWeights(left);
        SeededInputs.FillWeights(right);
        for (int step = 0; step < 20; step++)
        {
            Tensor x = SeededInputs.Batch(model, 1000 + step, samples);
            Tensor y = SeededInputs.Labels(2000 + step, samples, classes);
            BatchResult expected = left.TrainOnBatch(x, y, new SeededMasks(step));
            BatchResult actual = right.TrainOnBatch(x, y, new SeededMasks(step));
            actual.Loss.Should().BeApproximately(expected.Loss, Tolerance * expected.Loss, "the loss of step {0}", step);
            actual.Correct.Should().Be(expected.Correct, "the correct answers of step {0}", step);
        }
    }
}
