using System.Buffers.Binary;
using System.Security.Cryptography;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Cpu.SameBits;

/// <summary>
/// Small trainings whose bits must be the same everywhere. Together they use every operation of the backend, and stay below
/// 0.1 G multiply-adds, since a fused one costs tens of nanoseconds where the processor's own is switched off.
/// </summary>
internal static class Trainings
{
    private const int MostSteps = 20;

    /// <summary>Trainings of one small network with different optimizers.</summary>
    public static IReadOnlyDictionary<string, Optimizer> Optimizers { get; } =
        new Dictionary<string, Optimizer>
        {
            ["sgd"] = new Sgd { Clipping = new Clipping(Norm: 0.5) },
            ["sgd-nesterov"] = new Sgd(0.02, 0.9f, Nesterov: true)
            {
                Clipping = new Clipping(Value: 0.01),
                Schedule = new CosineDecay(0.02, 15, 0.1),
            },
            ["rmsprop-centered"] = new RmsProp { Centered = true, EpsilonInside = true },
            ["rmsprop-momentum"] = new RmsProp
            {
                Centered = true,
                Momentum = 0.9f,
                Schedule = new PolynomialDecay(0.001, 7, 0.0001, 1.5, Cycle: true),
            },
            ["adam"] = new Adam { Clipping = new Clipping(GlobalNorm: 0.5) },
            ["amsgrad"] = new Adam(Beta2: 0.9, Amsgrad: true)
            {
                WeightDecay = 0.004,
                Schedule = new ExponentialDecay(0.001, 6, 0.7, Staircase: false),
            },
            ["adagrad"] = new Adagrad(0.01),
            ["adadelta"] = new Adadelta(0.5),
            ["adamax"] = new Adamax { Schedule = new InverseTimeDecay(0.001, 5, 0.5, Staircase: false) },
            ["ftrl"] = new Ftrl(0.05, L1: 0.0001, L2: 0.01),
            ["nadam"] = new Nadam(),
            ["nadam-legacy"] = new Nadam(Legacy: true) { Schedule = new PiecewiseConstantDecay([4, 11], [0.05, 0.02, 0.005]) },
        };

    public static IEnumerable<string> OptimizerNames => Optimizers.Keys;

    public static IReadOnlyList<string> Names { get; } =
    ["binary", "softmax", "winograd", "residual", "winograd-gradients", "mobilenet", "mixed", .. Optimizers.Keys];

    /// <summary>
    /// Trains 20 steps, or 5 of the largest network, and hashes the weights with the optimizer's state, and all that the network answers.
    /// </summary>
    public static Hashes Run(string name, CpuBackend backend)
    {
        (Model model, int samples) = Case(name);
        int steps = name == "winograd-gradients" ? 5 : MostSteps;
        Loss loss = model.OutputShapes[0].Elements == 1 ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy;
        using INetwork network = backend.Build(model, new CompileOptions(loss, Optimizers.GetValueOrDefault(name, new RmsProp())));
        SeededInputs.FillWeights(network);

        using IncrementalHash answers = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int step = 0; step < steps; step++)
        {
            BatchResult result = network.TrainOnBatch(
                SeededInputs.Batch(model, 1000 + step, samples),
                SeededInputs.Labels(2000 + step, samples, model.OutputShapes[0].Elements),
                new SeededMasks(step)
            );
            Append(answers, [result.LossSum, result.Penalty, result.Correct]);
        }

        Tensor images = SeededInputs.Batch(model, 3000, 2);
        Append(answers, network.Predict(images).Values);
        ScalarGradient gradient = network.Gradient(images, new ScalarObjective.ClassScore(0));
        Append(answers, [.. gradient.Values]);
        Append(answers, gradient.Gradient.Values);
        return new Hashes(WeightsOf(network), Hex(answers));
    }

    private static string WeightsOf(INetwork network)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FlatWeight weight in network.Weights)
        {
            float[] values = new float[weight.Spec.Elements];
            network.ReadWeight(weight.Path, values);
            Append(hash, values);
            if (!weight.Trainable)
            {
                continue;
            }

            for (int slot = 0; slot < network.OptimizerSlots.Count; slot++)
            {
                network.ReadOptimizerState(weight.Path, values, slot);
                Append(hash, values);
            }
        }

        return Hex(hash);
    }

    /// <summary>A training's model, and the samples of its batches.</summary>
    public static (Model Model, int Samples) Case(string name) =>
        name switch
        {
            "binary" => (
                Sequential(
                    name,
                    new Shape(14, 13, 3),
                    new Conv2D(8, 3) { Name = "conv2d", Activation = Activation.Relu },
                    new MaxPooling2D { Name = "max_pooling2d" },
                    new Conv2D(19, 3)
                    {
                        Name = "conv2d_1",
                        Padding = Padding.Same,
                        Activation = Activation.Relu,
                        L2 = 0.001f,
                    },
                    new AveragePooling2D
                    {
                        Name = "average_pooling2d",
                        PoolSize = 3,
                        Strides = 2,
                    },
                    new Flatten { Name = "flatten" },
                    new Dropout(0.5f) { Name = "dropout" },
                    new Dense(17)
                    {
                        Name = "dense",
                        Activation = Activation.Relu,
                        L2 = 0.01f,
                    },
                    new Dense(1) { Name = "dense_1", Activation = Activation.Sigmoid }
                ),
                7
            ),
            // 20 x 19 outputs: the weight gradient's segments are rows here, and whole images below.
            "softmax" => (
                Sequential(
                    name,
                    new Shape(22, 21, 1),
                    new Conv2D(5, 3) { Name = "conv2d", Activation = Activation.Relu },
                    new Conv2D(9, new Size(3, 2))
                    {
                        Name = "conv2d_1",
                        Strides = new Size(2, 1),
                        Padding = Padding.Same,
                        UseBias = false,
                    },
                    new ActivationLayer(Activation.Relu) { Name = "activation" },
                    new MaxPooling2D
                    {
                        Name = "max_pooling2d",
                        PoolSize = 3,
                        Strides = 2,
                        Padding = Padding.Same,
                    },
                    new AveragePooling2D { Name = "average_pooling2d", Padding = Padding.Same },
                    new Flatten { Name = "flatten" },
                    new Dense(12) { Name = "dense", Activation = Activation.Sigmoid },
                    new Dropout(0.25f) { Name = "dropout" },
                    new Dense(10) { Name = "dense_1", Activation = Activation.Softmax }
                ),
                9
            ),
            "winograd" => (
                Sequential(
                    name,
                    new Shape(11, 10, 2),
                    new Conv2D(64, 1)
                    {
                        Name = "conv2d",
                        Activation = Activation.Relu,
                        Trainable = false,
                    },
                    new Conv2D(64, 3) { Name = "conv2d_1", Activation = Activation.Relu },
                    new MaxPooling2D { Name = "max_pooling2d", PoolSize = 3 },
                    new Flatten { Name = "flatten" },
                    new Dense(3) { Name = "dense", Activation = Activation.Softmax }
                ),
                1
            ),
            // The second convolution's gradients are Winograd's in version 2, and its way to the data trains the first one.
            "winograd-gradients" => (
                Sequential(
                    name,
                    new Shape(17, 18, 2),
                    new Conv2D(64, 1) { Name = "conv2d", Activation = Activation.Relu },
                    new Conv2D(64, 3)
                    {
                        Name = "conv2d_1",
                        Padding = Padding.Same,
                        Activation = Activation.Relu,
                    },
                    new MaxPooling2D { Name = "max_pooling2d", PoolSize = 4 },
                    new Flatten { Name = "flatten" },
                    new Dense(3) { Name = "dense", Activation = Activation.Softmax }
                ),
                1
            ),
            "residual" => (Residual(name), 6),
            "mobilenet" => (
                Sequential(
                    name,
                    new Shape(17, 16, 3),
                    new Rescaling([1f / 127.5f], [-1]) { Name = "rescaling" },
                    new Conv2D(8, 3)
                    {
                        Name = "conv2d",
                        Strides = 2,
                        Padding = Padding.Same,
                        UseBias = false,
                    },
                    new BatchNormalization { Name = "bn", Momentum = 0.9f },
                    new ReLU { Name = "relu6", MaxValue = 6 },
                    new DepthwiseConv2D(3)
                    {
                        Name = "depthwise",
                        Padding = Padding.Same,
                        UseBias = false,
                    },
                    new BatchNormalization
                    {
                        Name = "bn_1",
                        Momentum = 0.9f,
                        Scale = false,
                        KeepsBiasedVariance = true,
                    },
                    new ReLU { Name = "relu6_1", MaxValue = 6 },
                    new Conv2D(19, 1) { Name = "conv2d_1", UseBias = false },
                    new DepthwiseConv2D(3)
                    {
                        Name = "depthwise_1",
                        Strides = 2,
                        Padding = Padding.Same,
                        Activation = Activation.Relu6,
                    },
                    new SeparableConv2D(11, 3)
                    {
                        Name = "separable",
                        DepthMultiplier = 2,
                        Activation = Activation.Relu6,
                    },
                    new GlobalAveragePooling2D { Name = "pooling" },
                    new Dropout(0.25f) { Name = "dropout" },
                    new Dense(3) { Name = "dense", Activation = Activation.Softmax }
                ),
                5
            ),
            "mixed" => (Mixed(name), 4),
            _ when Optimizers.ContainsKey(name) => (
                Sequential(
                    name,
                    new Shape(7, 6, 2),
                    new Conv2D(3, 3) { Name = "conv2d", Activation = Activation.Relu },
                    new Flatten { Name = "flatten" },
                    new Dense(11)
                    {
                        Name = "dense",
                        Activation = Activation.Relu,
                        L2 = 0.01f,
                    },
                    new Dense(3) { Name = "dense_1", Activation = Activation.Softmax }
                ),
                5
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An unknown training."),
        };

    // 19 channels: no vector's width divides them.
    private static Model Residual(string name)
    {
        ModelBuilder builder = ModelBuilder.Functional(name, new InputLayer(new Shape(13, 12, 3)) { Name = "input" });
        int padded = builder.Connect(new ZeroPadding2D(1, 2, 0, 1) { Name = "padding" }, 0);
        int conv = builder.Connect(
            new Conv2D(19, 3)
            {
                Name = "conv2d",
                Strides = 2,
                UseBias = false,
            },
            padded
        );
        int normal = builder.Connect(new BatchNormalization { Name = "bn", Momentum = 0.9f }, conv);
        int relu = builder.Connect(new ActivationLayer(Activation.Relu) { Name = "relu" }, normal);
        int narrow = builder.Connect(new Conv2D(19, 1) { Name = "conv2d_1", Activation = Activation.Relu }, relu);
        int sum = builder.Connect(new Add { Name = "add" }, narrow, relu);
        int frozen = builder.Connect(new BatchNormalization { Name = "bn_1", Trainable = false }, sum);
        int joined = builder.Connect(new Concatenate { Name = "concatenate" }, frozen, relu, sum);
        int pooled = builder.Connect(new GlobalAveragePooling2D { Name = "pooling" }, joined);
        int vector = builder.Connect(new BatchNormalization { Name = "bn_2" }, pooled);
        return builder.Build([builder.Connect(new Dense(3) { Name = "dense", Activation = Activation.Softmax }, vector)]);
    }

    // Layers that no other training has.
    private static Model Mixed(string name)
    {
        ModelBuilder builder = ModelBuilder.Functional(name, new InputLayer(new Shape(9, 8, 4)) { Name = "input" });
        int wide = builder.Connect(
            new Conv2D(6, 3)
            {
                Name = "dilated",
                Dilation = 2,
                Groups = 2,
                Activation = Activation.Elu,
            },
            0
        );
        int normal = builder.Connect(new LayerNormalization { Name = "layernorm" }, wide);
        int sloped = builder.Connect(new PReLU(1, 2) { Name = "prelu" }, normal);
        int large = builder.Connect(new UpSampling2D(2) { Name = "up", IsBilinear = true }, sloped);
        int turned = builder.Connect(
            new Conv2DTranspose(6, 3)
            {
                Name = "transposed",
                Strides = 2,
                Padding = Padding.Same,
                Activation = Activation.Gelu,
            },
            sloped
        );
        int product = builder.Connect(new Multiply { Name = "product" }, large, turned);
        int noisy = builder.Connect(new GaussianNoise(0.1f) { Name = "noise" }, product);
        int dropped = builder.Connect(new SpatialDropout2D(0.25f) { Name = "dropped" }, noisy);
        int largest = builder.Connect(new GlobalMaxPooling2D { Name = "largest" }, dropped);
        int unit = builder.Connect(new UnitNormalization { Name = "unit" }, largest);
        int hidden = builder.Connect(
            new Dense(5)
            {
                Name = "hidden",
                Activation = Activation.Tanh,
                ActivityPenalty = new Penalty(0.01f, 0.02f),
                Rules = [new WeightRule("kernel", Penalty: new Penalty(0.001f, 0.002f), Constraint: new Constraint.MaxNorm(1.5f, 0))],
            },
            unit
        );
        return builder.Build([builder.Connect(new Dense(3) { Name = "dense", Activation = Activation.Softmax }, hidden)]);
    }

    private static Model Sequential(string name, Shape input, params Layer[] layers)
    {
        ModelBuilder builder = ModelBuilder.Sequential(name, input);
        foreach (Layer layer in layers)
        {
            builder.Add(layer);
        }

        return builder.Build();
    }

    private static void Append(IncrementalHash hash, float[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, double[] values)
    {
        byte[] bytes = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        }

        hash.AppendData(bytes);
    }

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}

/// <summary>SHA-256 of a training's weights with their optimizer state, and of its losses, predictions and a gradient.</summary>
internal readonly record struct Hashes(string Weights, string Answers)
{
    public override string ToString() => $"{Weights} {Answers}";
}
