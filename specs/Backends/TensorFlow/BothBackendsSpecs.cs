using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Evidence.Comparison;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Backends.Cpu.SameBits;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.TensorFlow;

/// <summary>The Cpu backend and TensorFlow beside each other: the same weights, batches and masks, twenty steps.</summary>
[Category("TensorFlow")]
[NonParallelizable]
internal sealed class BothBackendsSpecs
{
    // Rounding alone makes them differ: both lie within 1e-5 of the float64 oracles where there are such, and the larger nets'
    // longer sums are given ten times that.
    private const double Tolerance = 1e-4;

    private const int Steps = 20;

    [TestCase("binary", 8)]
    [TestCase("softmax", 8)]
    [TestCase("residual-batchnorm", 8)]
    [TestCase("transfer", 8)]
    public void Reference_networks_lose_alike(string name, int samples) =>
        Compare(KerasModel.Read(Fixture.Json("keras", "trajectories", name + ".json").GetProperty("config")), samples);

    // The same weights before every step: nothing that an earlier step's rounding carried apart is in the way.
    [Test]
    public void The_digit_convnet_loses_alike_from_the_same_weights()
    {
        using BackendList backends = new(Digits());
        for (int step = 0; step < Steps; step++)
        {
            AreAlike(backends.Train(step, samples: 16), 1e-5, step);
            backends.Align();
        }
    }

    // With 16 images a step a ReLU or a maximum near its corner may turn on one rounding, on some processors' kernels and not on others';
    // RMSprop's first steps carry that on. Shadows of the Cpu backend measure how far (RoundingBound).
    [Test]
    public void The_digit_convnet_loses_alike_as_far_as_rounding_allows()
    {
        using BackendList backends = new(Digits(), Lockstep.Shadows);
        BatchResult[][] results = [.. Enumerable.Range(0, Steps).Select(step => backends.Train(step, samples: 16))];
        double[] Losses(int backend) => [.. results.Select(step => step[backend].Loss)];

        (double[] cpu, double[] tensorFlow) = (Losses(0), Losses(1));
        IReadOnlyList<double> bounds = RoundingBound.Of(cpu, [.. Enumerable.Range(2, Lockstep.Shadows).Select(Losses)]);
        bounds[0].Should().BeLessThan(Tolerance * cpu[0], "the first step has no rounding behind it");
        for (int step = 0; step < Steps; step++)
        {
            tensorFlow[step]
                .Should()
                .BeApproximately(cpu[step], Math.Max(Tolerance * cpu[step], bounds[step]), "the loss of step {0}", step);
        }
    }

    [TestCase("mobilenet")]
    [TestCase("mixed")]
    public void Networks_of_many_layers_lose_alike(string name)
    {
        (Model model, int samples) = Trainings.Case(name);
        Compare(model, samples);
    }

    [Test]
    public void Dropout_and_penalties_lose_alike() =>
        Compare(
            ModelBuilder
                .Sequential("penalised", new Shape(12, 12, 2))
                .Add(
                    new Conv2D(6, 3)
                    {
                        Name = "conv2d",
                        Activation = Activation.Relu,
                        Padding = Padding.Same,
                        L2 = 0.001f,
                    }
                )
                .Add(new AveragePooling2D { Name = "average_pooling2d" })
                .Add(new Flatten { Name = "flatten" })
                .Add(new Dropout(0.5f) { Name = "dropout" })
                .Add(
                    new Dense(16)
                    {
                        Name = "dense",
                        Activation = Activation.Relu,
                        L2 = 0.001f,
                    }
                )
                .Add(new Dropout(0.25f) { Name = "dropout_1" })
                .Add(new Dense(3) { Name = "dense_1", Activation = Activation.Softmax })
                .Build(),
            samples: 8
        );

    private static Model Digits() => SpecModels.Parse("mnist-full{tf.keras}").Model;

    private static void Compare(Model model, int samples)
    {
        using BackendList backends = new(model);
        for (int step = 0; step < Steps; step++)
        {
            AreAlike(backends.Train(step, samples), Tolerance, step);
        }
    }

    private static void AreAlike(BatchResult[] results, double tolerance, int step)
    {
        results[1].Loss.Should().BeApproximately(results[0].Loss, tolerance * results[0].Loss, "the loss of step {0}", step);
        results[1].Correct.Should().Be(results[0].Correct, "the correct answers of step {0}", step);
    }

    /// <summary>A model on both backends, and on shadows of the Cpu backend, from the same weights.</summary>
    private sealed class BackendList : IDisposable
    {
        private readonly CountedTensorFlow _tensorFlow = new();
        private readonly CpuBackend _cpu = new();
        private readonly INetwork[] _networks;
        private readonly int _classes;

        public BackendList(Model model, int shadows = 0)
        {
            _classes = model.OutputShapes[0].Elements;
            CompileOptions options = new(_classes == 1 ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy, new RmsProp());
            IEnumerable<IBackend> backends =
            [
                _cpu,
                _tensorFlow,
                .. Enumerable.Range(0, shadows).Select(draw => new PerturbedBackend(_cpu, draw)),
            ];
            _networks = [.. backends.Select(backend => backend.Build(model, options))];
            Array.ForEach(_networks, network => SeededInputs.FillWeights(network));
        }

        /// <summary>A step of the Cpu backend, of TensorFlow, and of the shadows.</summary>
        public BatchResult[] Train(int step, int samples)
        {
            Tensor x = SeededInputs.Batch(_networks[0].Model, 1000 + step, samples);
            Tensor y = SeededInputs.Labels(2000 + step, samples, _classes);
            return [.. _networks.Select(network => network.TrainOnBatch(x, y, new SeededMasks(step)))];
        }

        /// <summary>Gives TensorFlow the Cpu backend's weights and optimizer state.</summary>
        public void Align()
        {
            foreach (FlatWeight weight in _networks[0].Weights)
            {
                float[] values = new float[weight.Spec.Elements];
                _networks[0].ReadWeight(weight.Path, values);
                _networks[1].WriteWeight(weight.Path, values);
                if (weight.Trainable)
                {
                    _networks[0].ReadOptimizerState(weight.Path, values);
                    _networks[1].WriteOptimizerState(weight.Path, values);
                }
            }
        }

        public void Dispose()
        {
            Array.ForEach(_networks, network => network.Dispose());
            _cpu.Dispose();
            _tensorFlow.Dispose();
        }
    }
}
