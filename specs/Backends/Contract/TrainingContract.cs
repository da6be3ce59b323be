using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>What training does to weights and state: freezing, restoring, batches of any size, losses that are not finite.</summary>
internal abstract class TrainingContract : BackendContract
{
    private static readonly string[] FrozenWeights = ["conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias"];

    /// <summary>
    /// How far, relatively, a prediction may move when other samples come along. 0: not by a bit, which is what a backend promises
    /// unless it says otherwise.
    /// </summary>
    protected virtual float NeighbourTolerance => 0;

    [Test]
    public void Frozen_layers_keep_their_bits_and_have_no_state()
    {
        Model model = Small().Select(layer => layer.Name is "conv2d" or "dense" ? layer with { Trainable = false } : layer);
        using INetwork network = Seeded(model);
        float[][] before = [.. network.Weights.Select(weight => Read(network, weight.Path))];
        for (int step = 0; step < 3; step++)
        {
            Step(network, step, 4);
        }

        for (int k = 0; k < before.Length; k++)
        {
            string path = network.Weights[k].Path;
            if (FrozenWeights.Contains(path))
            {
                Read(network, path).Should().Equal(before[k], path);
            }
            else
            {
                Read(network, path).Should().NotEqual(before[k], path);
            }
        }

        foreach (string path in FrozenWeights)
        {
            network.Invoking(frozen => ReadState(frozen, path)).Should().Throw<ArgumentException>().WithMessage($"*'{path}'*");
        }
    }

    [Test]
    public void Freezing_below_changes_nothing_above()
    {
        // One step: the open layer's gradient does not depend on whether those below are trained too.
        using INetwork open = Seeded(Small());
        using INetwork frozen = Seeded(Small().Select(layer => layer.Name == "dense_1" ? layer : layer with { Trainable = false }));
        Step(open, 0, 4).Should().Be(Step(frozen, 0, 4));

        Read(frozen, "dense_1/kernel").Should().Equal(Read(open, "dense_1/kernel"));
        Read(frozen, "conv2d_1/kernel").Should().NotEqual(Read(open, "conv2d_1/kernel"));
    }

    [Test]
    public void With_everything_frozen_a_step_is_a_measurement()
    {
        using INetwork network = Seeded(Small().WithTrainable(false));
        BatchResult first = Step(network, 0, 4);

        Step(network, 0, 4).Should().Be(first);
    }

    [Test]
    public void Batches_of_any_size_follow_one_another()
    {
        int[] sizes = [5, 1, 8, 3, 8, 2];
        using INetwork used = Seeded(Small());
        for (int step = 0; step < sizes.Length; step++)
        {
            using INetwork fresh = Seeded(Small());
            Restore(fresh, used);
            Step(used, step, sizes[step]).Should().Be(Step(fresh, step, sizes[step]));
            ShouldBeEqual(used, fresh);

            Tensor images = SeededInputs.Batch(used.Model, 3000, sizes[^(step + 1)]);
            used.Predict(images).Values.Should().Equal(fresh.Predict(images).Values);
        }
    }

    [Test]
    public void Samples_do_not_depend_on_their_neighbours()
    {
        using INetwork network = Seeded(Small());
        Tensor five = SeededInputs.Batch(network.Model, 3000, 5);
        Tensor together = network.Predict(five);
        Tensor third = new(five.Values[(2 * 108)..(3 * 108)], 1, 6, 6, 3);

        float alone = network.Predict(third).Values.Single();
        Math.Abs(alone - together.Values[2]).Should().BeLessThanOrEqualTo(NeighbourTolerance * together.Values[2]);
    }

    [Test]
    public void Weights_and_state_restore_a_training_bit_by_bit()
    {
        using INetwork whole = Seeded(Small());
        for (int step = 0; step < 4; step++)
        {
            Step(whole, step, 5);
        }

        using INetwork resumed = Backend.Build(Small(), new CompileOptions(Loss.BinaryCrossentropy, new RmsProp()));
        Restore(resumed, whole);
        for (int step = 4; step < 8; step++)
        {
            Step(resumed, step, 5).Should().Be(Step(whole, step, 5));
        }

        ShouldBeEqual(resumed, whole);
    }

    [Test]
    public void Without_its_state_a_training_goes_another_way()
    {
        using INetwork whole = Seeded(Small());
        Step(whole, 0, 5);
        using INetwork resumed = Seeded(Small());
        foreach (FlatWeight weight in whole.Weights)
        {
            resumed.WriteWeight(weight.Path, Read(whole, weight.Path));
        }

        Step(whole, 1, 5);
        Step(resumed, 1, 5);

        Read(resumed, "dense/kernel").Should().NotEqual(Read(whole, "dense/kernel"));
    }

    [Test]
    public void A_loss_that_is_not_finite_stops_the_step()
    {
        using INetwork network = Seeded(Small());
        float[] kernel = Read(network, "dense/kernel");
        kernel[0] = float.NaN;
        network.WriteWeight("dense/kernel", kernel);
        float[] before = Read(network, "dense_1/bias");

        NonFiniteLossException thrown = network.Invoking(broken => Step(broken, 0, 4)).Should().Throw<NonFiniteLossException>().Which;
        double.IsFinite(thrown.Result.Loss).Should().BeFalse();
        thrown.Result.Samples.Should().Be(4);
        Read(network, "dense_1/bias").Should().Equal(before);
    }

    [Test]
    public void Testing_changes_nothing_and_drops_nothing()
    {
        using INetwork network = Seeded(Small());
        Tensor x = SeededInputs.Batch(network.Model, 1000, 6);
        Tensor y = SeededInputs.Labels(2000, 6, 1);
        float[][] before = [.. network.Weights.Select(weight => Read(network, weight.Path))];
        BatchResult first = network.TestOnBatch(x, y);

        network.TestOnBatch(x, y).Should().Be(first);
        network
            .Weights.Select(weight => Read(network, weight.Path))
            .Should()
            .BeEquivalentTo(before, options => options.WithStrictOrdering());
        float[] p = network.Predict(x).Values;
        first.Correct.Should().Be(p.Zip(y.Values).Count(pair => (pair.First > 0.5f) == (pair.Second == 1f)));
        first
            .LossSum.Should()
            .BeApproximately(p.Zip(y.Values).Sum(pair => -Math.Log(pair.Second == 1f ? pair.First : 1.0 - pair.First)), 1e-5);
    }

    private static void Restore(INetwork network, INetwork from)
    {
        foreach (FlatWeight weight in from.Weights)
        {
            network.WriteWeight(weight.Path, Read(from, weight.Path));
            network.WriteOptimizerState(weight.Path, ReadState(from, weight.Path));
        }
    }

    private static void ShouldBeEqual(INetwork actual, INetwork expected)
    {
        foreach (FlatWeight weight in expected.Weights)
        {
            Read(actual, weight.Path).Should().Equal(Read(expected, weight.Path), weight.Path);
            ReadState(actual, weight.Path).Should().Equal(ReadState(expected, weight.Path), weight.Path);
        }
    }

    private static Model Small() =>
        ModelBuilder
            .Sequential("small", new Shape(6, 6, 3))
            .Add(
                new Conv2D(4, 3)
                {
                    Name = "conv2d",
                    Padding = Padding.Same,
                    Activation = Activation.Relu,
                }
            )
            .Add(new MaxPooling2D { Name = "max_pooling2d" })
            .Add(new Conv2D(5, 2) { Name = "conv2d_1", Activation = Activation.Relu })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dropout(0.3f) { Name = "dropout" })
            .Add(
                new Dense(6)
                {
                    Name = "dense",
                    Activation = Activation.Relu,
                    L2 = 0.01f,
                }
            )
            .Add(new Dense(1) { Name = "dense_1", Activation = Activation.Sigmoid })
            .Build();
}
