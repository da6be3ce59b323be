using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;
using Repro.Specs.TensorFlow;
using Repro.TensorFlow;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.Backends.TensorFlow;

/// <summary>
/// What is the TensorFlow backend's own: its description, the lives of its tensors, which ops it runs, failures inside TensorFlow.
/// </summary>
[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowBackendSpecs
{
    private WatchedEager? _watched;
    private TensorFlowBackend _backend = null!;
    private long _live;

    private WatchedEager Eager => _watched!;

    [SetUp]
    public void Watch()
    {
        _watched = new WatchedEager(Library.Require());
        _backend = new TensorFlowBackend(Eager, threads: 2, new Dictionary<string, string> { ["CUDA"] = "none" });
        _live = Eager.Counters.LiveTensors;
    }

    [TearDown]
    public void Leave() => _watched?.Dispose();

    [Test]
    public void It_names_what_computed()
    {
        BackendDescription description = _backend.Describe(Convnet());

        description.Name.Should().Be("TensorFlow");
        description.InstructionSet.Should().Be("CPU:0");
        description.Threads.Should().Be(2);
        description.Operations.Should().Equal(new Dictionary<string, string> { ["mapping"] = "1", ["tensorflow"] = Eager.LibraryVersion });
        description
            .Libraries.Should()
            .Contain("CUDA", "none")
            .And.Contain("binding", Eager.Binding)
            .And.Contain("TensorFlow", Eager.LibraryVersion);
        Eager.Counters.LiveTensors.Should().Be(_live, "a description makes no tensor");
    }

    [Test]
    public void Steps_leave_weights_state_and_constants_alone()
    {
        using INetwork network = Seeded(Convnet());
        Step(network);
        Gradient(network);
        // A first run makes its constants: shapes and the optimizer's numbers.
        long after = Eager.Counters.LiveTensors;
        for (int step = 0; step < 3; step++)
        {
            Step(network);
        }

        Eager.Counters.LiveTensors.Should().Be(after);

        network.Predict(SeededInputs.Batch(network.Model, 3000, 4));
        Gradient(network);
        Eager.Counters.LiveTensors.Should().Be(after);
        network.Dispose();
        Eager.Counters.LiveTensors.Should().Be(_live);
    }

    [Test]
    public void A_failure_at_any_op_names_its_layer_and_leaves_no_tensor_behind()
    {
        int ops = OpsOf(network => Step(network));
        int gradient = OpsOf(network => Gradient(network));
        ops.Should().BeGreaterThan(50);
        for (int healthy = 0; healthy < ops; healthy++)
        {
            FailAfter(healthy, network => Step(network));
        }

        for (int healthy = 0; healthy < gradient; healthy++)
        {
            FailAfter(healthy, network => Gradient(network));
        }
    }

    [Test]
    public void After_a_failure_a_network_goes_on_as_before()
    {
        using INetwork network = Seeded(Convnet());
        using INetwork spared = Seeded(Convnet());
        // In the backward pass: nothing has been updated yet.
        Eager.Clear();
        Eager.Healthy = OpsOf(probe => probe.TestOnBatch(SeededInputs.Batch(probe.Model, 1000, 4), SeededInputs.Labels(2000, 4, 1))) + 4;
        network.Invoking(broken => Step(broken)).Should().Throw<EagerException>();
        Eager.Healthy = null;

        Step(network).Should().Be(Step(spared));
        Step(network).Should().Be(Step(spared));
    }

    [Test]
    public void TensorFlows_own_words_are_carried_through()
    {
        // Models refuse what does not fit before TensorFlow sees it, so this is provoked below them.
        using EagerTensor vector = Eager.Upload([1, 2, 3], 3);
        EagerTensor[] output = new EagerTensor[1];
        Action run = () =>
            Eager.Execute(
                new EagerOp(
                    "MaxPool",
                    "block1_pool",
                    new EagerAttribute.Integers("ksize", 1, 2, 2, 1),
                    new EagerAttribute.Integers("strides", 1, 2, 2, 1),
                    new EagerAttribute.Text("padding", "VALID")
                ),
                [vector],
                output
            );

        run.Should().Throw<EagerException>().WithMessage("*'block1_pool'*MaxPool*spatial dimensions*");
    }

    [Test]
    public void Frozen_layers_cost_no_backward_pass()
    {
        using INetwork open = Seeded(Convnet());
        Step(open);
        string[] openOps = Names();
        using INetwork frozen = Seeded(Convnet().Select(layer => layer.Name == "dense" ? layer : layer with { Trainable = false }));
        Eager.Clear();
        Step(frozen);
        string[] frozenOps = Names();
        using INetwork shut = Seeded(Convnet().WithTrainable(false));
        Eager.Clear();
        Step(shut);

        openOps
            .Should()
            .Contain("Conv2DBackpropFilter")
            .And.Contain("MaxPoolGrad")
            .And.Contain("ReluGrad")
            .And.Contain("Conv2DBackpropInput");
        openOps.Count(name => name == "Conv2DBackpropInput").Should().Be(1, "nothing lies below the first convolution");
        frozenOps
            .Should()
            .NotContain(name => name.Contains("Backprop") || name.EndsWith("PoolGrad", StringComparison.Ordinal) || name == "ReluGrad");
        frozenOps.Should().Contain("BiasAddGrad");
        Names().Should().Equal("Conv2D", "BiasAdd", "Relu", "MaxPool", "Conv2D", "BiasAdd", "Reshape", "Mul", "MatMul", "BiasAdd");
    }

    [Test]
    public void Prediction_holds_a_few_tensors_at_a_time_however_deep_the_model()
    {
        long Most(int depth)
        {
            ModelBuilder builder = ModelBuilder.Sequential("deep", new Shape(5));
            for (int layer = 0; layer < depth; layer++)
            {
                builder.Add(new Dense(5) { Name = $"dense_{layer}", Activation = Activation.Relu });
            }

            using INetwork network = _backend.Build(builder.Build(), new CompileOptions(Loss.BinaryCrossentropy, null));
            SeededInputs.FillWeights(network);
            long weights = Eager.Counters.LiveTensors;
            Eager.Clear();
            network.Predict(SeededInputs.Batch(network.Model, 3000, 2));
            return Eager.MostLive - weights;
        }

        Most(3).Should().Be(Most(12)).And.BeInRange(1, 2);
    }

    private int OpsOf(Action<INetwork> run)
    {
        int? healthy = Eager.Healthy;
        Eager.Healthy = null;
        using INetwork network = Seeded(Convnet());
        Eager.Clear();
        run(network);
        int ops = Eager.Ran.Count;
        Eager.Clear();
        Eager.Healthy = healthy;
        return ops;
    }

    private void FailAfter(int healthy, Action<INetwork> run)
    {
        using (INetwork network = Seeded(Convnet()))
        {
            Eager.Clear();
            Eager.Healthy = healthy;
            network.Invoking(run).Should().Throw<EagerException>().Which.Layer.Should().NotBeEmpty();
            Eager.Healthy = null;
        }

        Eager.Counters.LiveTensors.Should().Be(_live, "op {0} failed", healthy);
    }

    private INetwork Seeded(Model model)
    {
        INetwork network = _backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, new RmsProp()));
        SeededInputs.FillWeights(network);
        return network;
    }

    private string[] Names() => [.. Eager.Ran.Select(op => op.Name)];

    private static BatchResult Step(INetwork network) =>
        network.TrainOnBatch(SeededInputs.Batch(network.Model, 1000, 4), SeededInputs.Labels(2000, 4, 1), new SeededMasks(0));

    private static ScalarGradient Gradient(INetwork network) =>
        network.Gradient(SeededInputs.Batch(network.Model, 1000, 4), new ScalarObjective.ClassScore(0));

    private static Model Convnet() =>
        ModelBuilder
            .Sequential("small", new Shape(8, 8, 3))
            .Add(new Conv2D(4, 3) { Name = "conv2d", Activation = Activation.Relu })
            .Add(new MaxPooling2D { Name = "max_pooling2d" })
            .Add(new Conv2D(4, 2) { Name = "conv2d_1" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dropout(0.3f) { Name = "dropout" })
            .Add(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid })
            .Build();
}
