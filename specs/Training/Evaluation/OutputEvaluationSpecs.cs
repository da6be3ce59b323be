using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Training.Evaluation;
using Repro.Training.Feeding;
using Repro.Training.Metrics;

namespace Repro.Specs.Training.Evaluation;

/// <summary>
/// Saturated outputs, half of them wrong, against what <c>evaluate</c> of Keras 2.15 and Keras 3 gave for the same networks:
/// one input feature 1, 1, -1, -1 and a kernel of 50 (of 50, 0, -50 for three classes).
/// </summary>
[Category("Fast")]
internal sealed class OutputEvaluationSpecs
{
    private static IEnumerable<TestCaseData> Networks()
    {
        Dense sigmoid = new(1) { Name = "dense", Activation = Activation.Sigmoid };
        Dense softmax = new(3) { Name = "dense", Activation = Activation.Softmax };
        Layer[] nested = [new NestedModel(Model(sigmoid)) { Name = "inner", KerasTypeName = "Sequential" }];
        yield return new TestCaseData(Model(sigmoid), Loss.BinaryCrossentropy, 25.0).SetName("Dense(1, sigmoid)");
        yield return new TestCaseData(Model(sigmoid), Loss.BinaryCrossentropy with { LabelSmoothing = 0.1 }, 25.0).SetName(
            "Dense(1, sigmoid), label smoothing"
        );
        yield return new TestCaseData(Model(sigmoid), Loss.BinaryCrossentropy with { FromLogits = true }, 25.0).SetName(
            "Dense(1, sigmoid), from_logits=True"
        );
        yield return new TestCaseData(
            Model(new Dense(1) { Name = "dense" }, new ActivationLayer(Activation.Sigmoid) { Name = "last" }),
            Loss.BinaryCrossentropy,
            25.0
        ).SetName("Dense(1), Activation(sigmoid)");
        yield return new TestCaseData(Model(nested), Loss.BinaryCrossentropy, 25.0).SetName("Dense(1, sigmoid) inside a nested model");
        yield return new TestCaseData(Model(softmax), Loss.CategoricalCrossentropy, 50.0).SetName("Dense(3, softmax)");
        yield return new TestCaseData(Model(softmax), Loss.SparseCategoricalCrossentropy, 50.0).SetName("Dense(3, softmax), sparse");
        yield return new TestCaseData(
            Model(new Dense(3) { Name = "dense" }, new ActivationLayer(Activation.Softmax) { Name = "last", KerasTypeName = "Softmax" }),
            Loss.CategoricalCrossentropy,
            50.0
        ).SetName("Dense(3), Softmax()");

        // A layer behind the softmax: clipped probabilities. Keras gave 8.05904769897461 in float32.
        yield return new TestCaseData(Model(softmax, new Flatten { Name = "last" }), Loss.CategoricalCrossentropy, 8.0590477).SetName(
            "Dense(3, softmax) and a layer that changes nothing"
        );
    }

    [TestCaseSource(nameof(Networks))]
    public void Loss_of_saturated_outputs(Model model, Loss loss, double expected)
    {
        LogitModel logits = LogitModel.Of(model);
        using CpuBackend backend = new();
        using INetwork network = backend.Build(logits.Model, new CompileOptions(Loss.CategoricalCrossentropy, null));
        bool binary = model.OutputShapes[0].Elements == 1;
        network.WriteWeight(network.Weights[0].Path, binary ? [50] : [50, 0, -50]);
        Tensor labels = binary ? new Tensor([0, 1, 1, 0], 4, 1) : new Tensor([0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1], 4, 3);
        EvaluatedLoss evaluated = new(loss, 1, true, "");

        new OutputEvaluation(logits, evaluated)
            .Of(network, new ArraySamples(new Tensor([1, 1, -1, -1], 4, 1), labels), 3)
            .Loss.Should()
            .BeApproximately(expected, 1e-6);
    }

    [Test]
    public void Before_TensorFlow_2_2_a_binary_cross_entropy_took_a_softmax_by_its_probabilities()
    {
        LogitModel logits = LogitModel.Of(Model(new Dense(2) { Name = "dense", Activation = Activation.Softmax }));
        using CpuBackend backend = new();
        using INetwork network = backend.Build(logits.Model, new CompileOptions(Loss.CategoricalCrossentropy, null));
        network.WriteWeight("dense/kernel", [1, 0]);
        ArraySamples samples = new(new Tensor([1], 1, 1), new Tensor([1, 0], 1, 2));
        double Evaluated(bool any) =>
            new OutputEvaluation(logits, new EvaluatedLoss(Loss.BinaryCrossentropy with { TakesLogitsOfAny = any }, 1, true, ""))
                .Of(network, samples, 1)
                .Loss;

        Evaluated(false)
            .Should()
            .BeApproximately(Math.Log(1 + Math.Exp(-1)), 1e-9, "p = 1/(1 + exp(-1)) for the true class and 1 - p for the other");
        Evaluated(true).Should().BeApproximately((Math.Log(1 + Math.Exp(-1)) + Math.Log(2)) / 2, 1e-9, "1 and 0 are logits");
    }

    [Test]
    public void Penalties_are_added_and_the_loss_is_weighted()
    {
        Model model = Model(new Dense(1) { Name = "dense", L2 = 0.25f });
        LogitModel logits = LogitModel.Of(model);
        using CpuBackend backend = new();
        using INetwork network = backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));
        network.WriteWeight("dense/kernel", [2]);
        EvaluatedLoss loss = new(new Loss("mean_squared_error"), 3, true, "");

        // (2 - 1)^2 and (-2 - 0)^2: 3 * 2.5, and 0.25 * 2^2.
        new OutputEvaluation(logits, loss)
            .Of(network, new ArraySamples(new Tensor([1, -1], 2, 1), new Tensor([1, 0], 2, 1)), 1)
            .Loss.Should()
            .BeApproximately(8.5, 1e-12);
    }

    [Test]
    public void Metrics_are_those_of_the_outputs()
    {
        LogitModel logits = LogitModel.Of(Model(new Dense(1) { Name = "dense", Activation = Activation.Sigmoid }));
        using CpuBackend backend = new();
        using INetwork network = backend.Build(logits.Model, new CompileOptions(Loss.BinaryCrossentropy, null));
        network.WriteWeight("dense/kernel", [0]);
        Metric error = new(Metric.AbsoluteError);
        Metric area = new(Metric.SquaredError);
        EvaluatedLoss loss = new(Loss.BinaryCrossentropy, 1, true, "") { Metrics = [error, area] };

        // Every output is one half, in batches of two samples and of one.
        RunningMetrics metrics = new OutputEvaluation(logits, loss).Of(
            network,
            new ArraySamples(new Tensor([1, -1, 1], 3, 1), new Tensor([1, 0, 1], 3, 1)),
            2
        );

        RecordedValues.Named(loss.Metrics).Select(value => (value.Name, value.Value(metrics))).Should().Equal(("mae", 0.5), ("mse", 0.25));
    }

    private static Model Model(params Layer[] layers)
    {
        ModelBuilder builder = ModelBuilder.Sequential("made", new Shape(1));
        foreach (Layer layer in layers)
        {
            builder.Add(layer);
        }

        return builder.Build();
    }
}
