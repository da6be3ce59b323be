using Repro.Backends;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Graphs with branches, and what normalises over a batch.</summary>
internal abstract class BranchContract : BackendContract
{
    [Test]
    public void A_gradient_through_branches_says_how_the_scalar_changes()
    {
        // Every layer is linear, so that the difference of two values is the gradient times the step, however long the step.
        ModelBuilder builder = ModelBuilder.Functional("branches", new InputLayer(new Shape(6, 5, 3)) { Name = "input" });
        int padded = builder.Connect(new ZeroPadding2D(1, 2, 0, 3) { Name = "padding" }, 0);
        int wide = builder.Connect(new Conv2D(4, 3) { Name = "conv", Strides = new Size(2, 1) }, padded);
        int narrow = builder.Connect(
            new Conv2D(4, 1)
            {
                Name = "shortcut",
                Strides = new Size(2, 1),
                UseBias = false,
            },
            builder.Connect(new ZeroPadding2D(0, 1, 0, 1) { Name = "padding_1" }, 0)
        );
        int three = builder.Connect(new Add { Name = "add" }, wide, narrow, wide);
        int joined = builder.Connect(new Concatenate { Name = "concatenate" }, three, narrow, wide);
        int last = builder.Connect(new Conv2D(2, 1) { Name = "last" }, joined);
        int pooled = builder.Connect(new GlobalAveragePooling2D { Name = "pooling" }, last);
        int answer = builder.Connect(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid }, pooled);
        using INetwork network = Backend.Build(builder.Build([answer]), new CompileOptions(Loss.BinaryCrossentropy, null));
        SeededInputs.FillWeights(network);
        ScalarObjective.ChannelMean mean = new("last", 1);
        Tensor x = SeededInputs.Batch(network.Model, 3000, 3);
        Tensor moved = SeededInputs.Batch(network.Model, 3001, 3);

        ScalarGradient here = network.Gradient(x, mean);
        ScalarGradient there = network.Gradient(moved, mean);

        for (int sample = 0; sample < 3; sample++)
        {
            double predicted = 0;
            for (int i = sample * 90; i < (sample + 1) * 90; i++)
            {
                predicted += here.Gradient.Values[i] * ((double)moved.Values[i] - x.Values[i]);
            }

            (there.Values[sample] - here.Values[sample]).Should().BeApproximately(predicted, 1e-5, "sample {0}", sample);
            Math.Abs(predicted).Should().BeGreaterThan(1e-3);
        }

        Tensor channels = network.Activations(x, ["last"])[0];
        Tensor means = network.Activations(x, ["pooling"])[0];
        means.Shape.Should().Equal(3, 2);
        for (int sample = 0; sample < 3; sample++)
        {
            double sum = Enumerable
                .Range(0, channels.Values.Length / 6)
                .Sum(cell => (double)channels.Values[(sample * (channels.Values.Length / 6) + cell) * 2 + 1]);
            ((double)means.Values[sample * 2 + 1]).Should().BeApproximately(sum / (channels.Values.Length / 6), 1e-6);
        }
    }

    [Test]
    public void Moving_statistics_follow_the_batch_by_their_momentum([Values] bool vectors)
    {
        using INetwork network = Seeded(Normalized(vectors));
        Tensor x = SeededInputs.Batch(network.Model, 1000, 5);
        (double[] mean, double[] variance) = Statistics(x, vectors ? 0 : 1);
        float[] meanBefore = Read(network, "bn/moving_mean");
        float[] varianceBefore = Read(network, "bn/moving_variance");

        Step(network, 0, 5);

        float[] meanAfter = Read(network, "bn/moving_mean");
        float[] varianceAfter = Read(network, "bn/moving_variance");
        for (int c = 0; c < mean.Length; c++)
        {
            ((double)meanAfter[c]).Should().BeApproximately(0.9 * meanBefore[c] + 0.1 * mean[c], 1e-6);
            ((double)varianceAfter[c]).Should().BeApproximately(0.9 * varianceBefore[c] + 0.1 * variance[c], 1e-6);
        }
    }

    [Test]
    public void A_frozen_normalisation_keeps_its_statistics_and_uses_them([Values] bool vectors)
    {
        Model model = Normalized(vectors).Select(layer => layer.Name == "bn" ? layer with { Trainable = false } : layer);
        using INetwork network = Seeded(model);
        string[] kept = ["bn/gamma", "bn/beta", "bn/moving_mean", "bn/moving_variance"];
        float[][] before = [.. kept.Select(path => Read(network, path))];
        Tensor x = SeededInputs.Batch(model, 1000, 5);
        BatchResult measured = network.TestOnBatch(x, SeededInputs.Labels(2000, 5, 1));

        BatchResult trained = Step(network, 0, 5);

        trained.Loss.Should().BeApproximately(measured.Loss, 1e-6, "in training it is in inference mode too");
        for (int k = 0; k < kept.Length; k++)
        {
            Read(network, kept[k]).Should().Equal(before[k], kept[k]);
        }
    }

    // The batch's mean, and its variance: over n - 1 for images (Keras's fused kernel), over n for vectors.
    private static (double[] Mean, double[] Variance) Statistics(Tensor x, int lost)
    {
        int channels = x.Shape[^1];
        int count = x.Values.Length / channels;
        double[] mean =
        [
            .. Enumerable.Range(0, channels).Select(c => Enumerable.Range(0, count).Average(i => (double)x.Values[i * channels + c])),
        ];
        double[] variance =
        [
            .. Enumerable
                .Range(0, channels)
                .Select(c => Enumerable.Range(0, count).Sum(i => Math.Pow(x.Values[i * channels + c] - mean[c], 2)) / (count - lost)),
        ];
        return (mean, variance);
    }

    private static Model Normalized(bool vectors)
    {
        ModelBuilder builder = ModelBuilder.Sequential("normalised", vectors ? new Shape(11) : new Shape(3, 2, 11));
        builder.Add(new BatchNormalization { Name = "bn", Momentum = 0.9f });
        if (!vectors)
        {
            builder.Add(new Flatten { Name = "flatten" });
        }

        return builder.Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid }).Build();
    }
}
