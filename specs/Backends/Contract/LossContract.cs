using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;
using Repro.Training.Metrics;

namespace Repro.Specs.Backends.Contract;

/// <summary>
/// Losses in training against Keras: weights of classes and samples, a smaller last batch, metrics; and every loss against differences of
/// itself.
/// </summary>
internal abstract class LossContract : BackendContract
{
    // A few products and sums in float32, each rounded by at most 2^-24 of numbers up to about 4.
    private const double Tolerance = 1e-6;

    // Those of the fixture's weighted metrics, again and again.
    private static readonly double[] SampleWeights = [1, 2, 0, 0.5, 1, 3, 1, 0.25];

    private static readonly JsonElement Expected = Fixture.Json("keras", "training.json");

    private static IEnumerable<string> Names => Loss.Names;

    private static IEnumerable<string> Cases(string part) => Expected.GetProperty(part).EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Weighting => Cases("weighting");

    private static IEnumerable<string> Averages => Cases("averages");

    private static IEnumerable<string> Saturated => Cases("saturated");

    private static IEnumerable<string> OfTwoAxes => Cases("rank3");

    private static IEnumerable<string> Chosen => Cases("chosen");

    private static IEnumerable<string> Further => Cases("metrics");

    [Test]
    public void A_step_with_weights_is_that_of_Keras(
        [ValueSource(nameof(Weighting))] string name,
        [Values("plain", "class_weight", "sample_weight", "both")] string weighted
    )
    {
        JsonElement given = Expected.GetProperty("weighting").GetProperty(name);
        JsonElement inputs = given.GetProperty("inputs");
        JsonElement expected = given.GetProperty(weighted);
        Loss loss = new(name);
        int classes = loss.IsBinary ? 1 : 3;
        bool ofSamples = weighted is "sample_weight" or "both";
        double[] weights = [.. inputs.GetProperty("class_weight").EnumerateObject().Select(weight => weight.Value.GetDouble())];
        using INetwork network = Backend.Build(
            OneLayer(classes),
            new CompileOptions(loss, new Sgd(0.5))
            {
                ClassWeights = weighted is "class_weight" or "both" ? weights : null,
                HasSampleWeights = ofSamples,
            }
        );
        SeededInputs.FillWeights(network);
        Tensor x = SeededInputs.Tensor(1000, -1, 1, 6, 4);
        Tensor labels = Labels(loss, inputs.Doubles("labels"), classes);
        Tensor y = ofSamples ? WithWeights(labels, inputs.Doubles("sample_weight")) : labels;

        double evaluated = network.TestOnBatch(x, y).Loss;
        BatchResult result = network.TrainOnBatch(x, y, new SeededMasks(0));

        result.Loss.Should().BeApproximately(expected.GetProperty("loss").GetDouble(), Tolerance);
        ShouldHave(network, expected.GetProperty("weights_after"));
        evaluated
            .Should()
            .BeApproximately(
                ofSamples
                    ? given.GetProperty("evaluate sample_weight").GetDouble()
                    : given.GetProperty("plain").GetProperty("loss").GetDouble(),
                Tolerance,
                "an evaluation takes the weights of samples alone"
            );
    }

    [TestCaseSource(nameof(Averages))]
    public void Epochs_with_a_smaller_last_batch_have_the_figures_of_Keras(string name)
    {
        JsonElement expected = Expected.GetProperty("averages").GetProperty(name);
        bool isPenalized = name.StartsWith("l2", StringComparison.Ordinal);
        bool ofSamples = name.StartsWith("sample_weight", StringComparison.Ordinal);
        Metric[] metrics = [new Metric(Metric.Accuracy) { IsWeighted = true }];
        using INetwork network = Backend.Build(
            OneLayer(1, isPenalized ? 0.1f : 0),
            new CompileOptions(Loss.BinaryCrossentropy, new Sgd(0.5))
            {
                ClassWeights = name.StartsWith("class_weight", StringComparison.Ordinal) ? [1, 4] : null,
                HasSampleWeights = ofSamples,
                Metrics = metrics,
            }
        );
        SeededInputs.FillWeights(network);
        Tensor x = SeededInputs.Tensor(1000, -1, 1, 7, 4);
        Tensor labels = SeededInputs.Labels(2000, 7, 1);
        Tensor y = ofSamples ? WithWeights(labels, [1, 2, 0, 0.5, 1, 3, 0.25]) : labels;
        Tensor unweighted = ofSamples ? WithWeights(labels, [1, 1, 1, 1, 1, 1, 1]) : labels;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            RunningMetrics training = new();
            RunningMetrics validation = new();
            foreach ((Tensor X, Tensor Y) in Batches(x, y))
            {
                training.Add(network.TrainOnBatch(X, Y, new SeededMasks(0)));
            }

            foreach ((Tensor X, Tensor Y) in Batches(x, unweighted))
            {
                validation.Add(network.TestOnBatch(X, Y));
            }

            JsonElement history = expected.GetProperty("history");
            training.Loss.Should().BeApproximately(history.Doubles("loss")[epoch], Tolerance, "the loss of epoch {0}", epoch);
            training.Accuracy.Should().Be(history.Doubles("acc")[epoch]);
            training.Value(metrics, 0).Should().BeApproximately(history.Doubles("accuracy")[epoch], 1e-12);
            validation
                .Loss.Should()
                .BeApproximately(history.Doubles("val_loss")[epoch], Tolerance, "the validation loss of epoch {0}", epoch);
            validation.Accuracy.Should().Be(history.Doubles("val_acc")[epoch]);
            validation.Value(metrics, 0).Should().BeApproximately(history.Doubles("val_accuracy")[epoch], 1e-12);
        }

        ShouldHave(network, expected.GetProperty("weights"));
    }

    // Outputs that come straight out of a sigmoid or softmax are computed from the logits; a layer behind it ends that, and nothing is
    // learned.
    [TestCaseSource(nameof(Saturated))]
    public void Saturated_outputs_are_trained_as_by_Keras(string name)
    {
        JsonElement given = Expected.GetProperty("saturated").GetProperty(name);
        float[] kernel = given.Doubles("kernel_after").Length == 1 ? [50] : [50, 0, -50];
        Loss loss = new(given.GetProperty("loss").GetString()!.Split(' ')[0])
        {
            AddsEpsilon = true,
            FromLogits = name.EndsWith("from_logits=True", StringComparison.Ordinal),
            LabelSmoothing = name.EndsWith("smoothing .1", StringComparison.Ordinal) ? 0.1 : 0,
        };
        using INetwork network = Backend.Build(Saturating(name, kernel.Length), new CompileOptions(loss, new Sgd(0.1)));
        network.WriteWeight(network.Weights[0].Path, kernel);

        BatchResult result = network.TrainOnBatch(
            new Tensor([1, 1, -1, -1], 4, 1),
            Labels(loss, given.Doubles("labels"), kernel.Length),
            new SeededMasks(0)
        );

        bool isClippedBinary = loss.IsBinary && name.Contains("Reshape", StringComparison.Ordinal);
        // Keras 2.15 rounds 1 - 1e-7 to float32, and gives another loss where the step is not compiled (7.690): docs/reference/layers.md.
        double expected = isClippedBinary ? 7.712474 : given.GetProperty("training_loss").GetDouble();
        result.Loss.Should().BeApproximately(expected, Tolerance * expected);
        Read(network, network.Weights[0].Path).Should().Equal(given.Doubles("kernel_after").Select(value => (float)value));
        Read(network, network.Weights[1].Path).Should().OnlyContain(value => Math.Abs(value) < 1e-9f);
    }

    [TestCaseSource(nameof(OfTwoAxes))]
    public void Outputs_of_two_axes_have_the_mean_loss_of_their_places(string name)
    {
        JsonElement given = Expected.GetProperty("rank3").GetProperty(name);
        float[] outputs = Flat(given.GetProperty("y_pred"));
        float[] truth = Flat(given.GetProperty("y_true"));
        Model model = ModelBuilder.Sequential("identity", new Shape(3, 4)).Add(new Dense(4) { Name = "dense" }).Build();
        using INetwork network = Backend.Build(model, new CompileOptions(new Loss(name) { AddsEpsilon = true }, null));
        network.WriteWeight("dense/kernel", [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);

        BatchResult result = network.TestOnBatch(new Tensor(outputs, 2, 3, 4), new Tensor(truth, 2, truth.Length / 2));

        result.Loss.Should().BeApproximately(given.GetProperty("reduced").GetDouble(), Tolerance);

        using INetwork weighted = Backend.Build(
            model,
            new CompileOptions(new Loss(name) { AddsEpsilon = true }, null) { HasSampleWeights = true }
        );
        weighted.WriteWeight("dense/kernel", [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
        weighted
            .TestOnBatch(new Tensor(outputs, 2, 3, 4), WithWeights(new Tensor(truth, 2, truth.Length / 2), given.Doubles("weights")))
            .Loss.Should()
            .BeApproximately(given.GetProperty("weighted").GetDouble(), Tolerance);
    }

    [TestCaseSource(nameof(Chosen))]
    public void The_accuracy_goes_by_the_shape(string name)
    {
        JsonElement given = Expected.GetProperty("chosen").GetProperty(name);
        Tensor outputs = Rows(given.GetProperty("y_pred"));
        Loss loss = new(given.GetProperty("loss").GetString()!);
        using INetwork network = Identity(outputs.Shape[1], new CompileOptions(loss, null));

        BatchResult result = network.TestOnBatch(outputs, Rows(given.GetProperty("y_true")));

        result.Accuracy.Should().BeApproximately(given.GetProperty("acc").GetDouble(), 1e-7);
    }

    [TestCaseSource(nameof(Further))]
    public void Further_metrics_are_those_of_Keras(string name)
    {
        JsonElement given = Expected.GetProperty("metrics").GetProperty(name);
        JsonElement arguments = given.GetProperty("arguments");
        Metric metric = new Metric(NameOf(given.GetProperty("metric").GetString()!)) with
        {
            K = arguments.TryGetProperty("k", out JsonElement k) ? k.GetInt32() : 5,
            Threshold = arguments.TryGetProperty("threshold", out JsonElement threshold) ? threshold.GetDouble() : 0.5,
            Thresholds = arguments.TryGetProperty("num_thresholds", out JsonElement count) ? count.GetInt32() : 200,
            IsOfPrecision = arguments.TryGetProperty("curve", out JsonElement curve) && curve.GetString() == "PR",
        };
        // A list of thresholds has a value for each.
        Metric[] metrics = arguments.TryGetProperty("thresholds", out JsonElement several)
            ? [.. several.EnumerateArray().Select(each => metric with { Threshold = each.GetDouble() })]
            : [metric];
        Tensor outputs = Rows(given.GetProperty("y_pred"));
        Tensor truth = Rows(given.GetProperty("y_true"));
        Loss loss = truth.Shape[1] < outputs.Shape[1] ? Loss.SparseCategoricalCrossentropy : new Loss("mean_squared_error");
        using INetwork network = Identity(outputs.Shape[1], new CompileOptions(loss, null) { Metrics = metrics });

        ShouldMeasure(network.TestOnBatch(outputs, truth), metrics, given.GetProperty("value"));

        if (!given.TryGetProperty("weighted", out JsonElement weighted))
        {
            return;
        }

        Metric[] ofWeights = [.. metrics.Select(each => each with { IsWeighted = true })];
        using INetwork second = Identity(outputs.Shape[1], new CompileOptions(loss, null) { Metrics = ofWeights, HasSampleWeights = true });
        double[] weights = [.. Enumerable.Range(0, truth.Samples).Select(sample => SampleWeights[sample % SampleWeights.Length])];
        ShouldMeasure(second.TestOnBatch(outputs, WithWeights(truth, weights)), ofWeights, weighted);
    }

    private static void ShouldMeasure(BatchResult result, Metric[] metrics, JsonElement expected)
    {
        double[] values =
            expected.ValueKind == JsonValueKind.Array
                ? [.. expected.EnumerateArray().Select(each => each.GetDouble())]
                : [expected.GetDouble()];
        RunningMetrics running = new();
        running.Add(result);
        for (int i = 0; i < metrics.Length; i++)
        {
            running.Value(metrics, i).Should().BeApproximately(values[i], Tolerance, "metric {0}", i);
        }
    }

    private static Tensor WithWeights(Tensor labels, double[] weights)
    {
        int width = labels.Shape[1];
        Tensor table = new(labels.Samples, width + 1);
        for (int sample = 0; sample < labels.Samples; sample++)
        {
            labels.Values.AsSpan(sample * width, width).CopyTo(table.Values.AsSpan(sample * (width + 1)));
            table.Values[sample * (width + 1) + width] = (float)weights[sample];
        }

        return table;
    }

    private static Model Saturating(string name, int outputs)
    {
        Activation activation = outputs == 1 ? Activation.Sigmoid : Activation.Softmax;
        Dense dense = new(outputs) { Name = "dense", Activation = activation };
        ModelBuilder builder = ModelBuilder.Sequential("saturated", new Shape(1));
        if (name.Contains("nested", StringComparison.Ordinal))
        {
            return builder
                .Add(new NestedModel(ModelBuilder.Sequential("inner", new Shape(1)).Add(dense).Build()) { Name = "inner" })
                .Build();
        }

        if (name.Contains("Activation(", StringComparison.Ordinal) || name.Contains("Softmax()", StringComparison.Ordinal))
        {
            return builder
                .Add(dense with { Activation = Activation.Linear })
                .Add(new ActivationLayer(activation) { Name = "activation" })
                .Build();
        }

        builder.Add(dense);
        return name.Contains("Reshape", StringComparison.Ordinal)
            ? builder.Add(new Reshape(outputs) { Name = "reshape" }).Build()
            : builder.Build();
    }

    private static float[] Flat(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().SelectMany(Flat)] : [(float)values.GetDouble()];

    private static string NameOf(string kind) =>
        kind switch
        {
            "MeanAbsoluteError" => Metric.AbsoluteError,
            "MeanSquaredError" => Metric.SquaredError,
            "RootMeanSquaredError" => Metric.RootOfSquaredError,
            "BinaryAccuracy" => Metric.BinaryAccuracy,
            "CategoricalAccuracy" or "SparseCategoricalAccuracy" => Metric.CategoricalAccuracy,
            "BinaryCrossentropy" => Metric.BinaryCrossentropy,
            "Precision" => Metric.Precision,
            "Recall" => Metric.Recall,
            "AUC" => Metric.Auc,
            _ => Metric.TopK,
        };

    // A step of plain descent moves a weight by its gradient: the loss must fall by the square of the gradient's norm.
    [TestCaseSource(nameof(Names))]
    public void Every_loss_is_trained_by_its_gradient(string name)
    {
        const double Rate = 1e-3;
        Loss loss = new(name);
        bool ofClasses = loss.IsCrossentropy || name.EndsWith("hinge", StringComparison.Ordinal);
        int classes = loss.IsBinary ? 1 : 3;
        using INetwork network = Backend.Build(
            OneLayer(classes),
            new CompileOptions(loss with { LabelSmoothing = loss is { IsCrossentropy: true, IsSparse: false } ? 0.1 : 0 }, new Sgd(Rate))
        );
        SeededInputs.FillWeights(network);
        Tensor x = SeededInputs.Tensor(1000, -1, 1, 8, 4);
        double[] numbers = [.. Enumerable.Range(0, 8).Select(i => Math.Floor(SeededInputs.U(2000, i) * Math.Max(2, classes)))];
        Tensor y = ofClasses ? Labels(loss, numbers, classes) : SeededInputs.Tensor(2000, 0.1, 0.9, 8, classes);
        float[][] before = [.. network.Weights.Select(weight => Read(network, weight.Path))];

        double first = network.TrainOnBatch(x, y, new SeededMasks(0)).Loss;

        double fall = first - network.TestOnBatch(x, y).Loss;
        double square = network
            .Weights.SelectMany((weight, index) => Read(network, weight.Path).Zip(before[index]))
            .Sum(pair => Math.Pow((pair.First - pair.Second) / Rate, 2));
        fall.Should().BeApproximately(Rate * square, 0.02 * Rate * square + 1e-6, "the gradient has the norm {0}", Math.Sqrt(square));
        square.Should().BeGreaterThan(0);
    }

    [Test]
    public void Numbers_of_classes_train_to_the_same_bits_as_one_hot_labels()
    {
        using INetwork sparse = Backend.Build(OneLayer(3), new CompileOptions(Loss.SparseCategoricalCrossentropy, new RmsProp()));
        using INetwork oneHot = Backend.Build(OneLayer(3), new CompileOptions(Loss.CategoricalCrossentropy, new RmsProp()));
        SeededInputs.FillWeights(sparse);
        SeededInputs.FillWeights(oneHot);
        Tensor x = SeededInputs.Tensor(1000, -1, 1, 5, 4);

        sparse
            .TrainOnBatch(x, Labels(Loss.SparseCategoricalCrossentropy, [0, 2, 1, 1, 0], 3), new SeededMasks(0))
            .Should()
            .Be(oneHot.TrainOnBatch(x, Labels(Loss.CategoricalCrossentropy, [0, 2, 1, 1, 0], 3), new SeededMasks(0)));
        Read(sparse, "dense/kernel").Should().Equal(Read(oneHot, "dense/kernel"));
    }

    [Test]
    public void Outputs_of_several_axes_have_the_mean_loss_of_their_positions()
    {
        Model model = ModelBuilder
            .Sequential("maps", new Shape(2, 3, 4))
            .Add(new Conv2D(2, 1) { Name = "conv2d", Activation = Activation.Sigmoid })
            .Build();
        using INetwork network = Backend.Build(model, new CompileOptions(new Loss("mean_squared_error"), new Sgd(0.1)));
        SeededInputs.FillWeights(network);
        Tensor x = SeededInputs.Tensor(1000, -1, 1, 5, 2, 3, 4);
        Tensor y = SeededInputs.Tensor(2000, 0, 1, 5, 12);
        double expected = network.Predict(x).Values.Zip(y.Values).Average(pair => Math.Pow((double)pair.First - pair.Second, 2));

        BatchResult result = network.TrainOnBatch(x, y, new SeededMasks(0));

        result.Loss.Should().BeApproximately(expected, 1e-7);
        network.TestOnBatch(x, y).Loss.Should().BeLessThan(result.Loss);
    }

    private INetwork Identity(int outputs, CompileOptions options)
    {
        Model model = ModelBuilder.Sequential("identity", new Shape(outputs)).Add(new Dense(outputs) { Name = "dense" }).Build();
        INetwork network = Backend.Build(model, options);
        float[] kernel = new float[outputs * outputs];
        for (int i = 0; i < outputs; i++)
        {
            kernel[i * outputs + i] = 1;
        }

        network.WriteWeight("dense/kernel", kernel);
        return network;
    }

    private static Model OneLayer(int classes, float l2 = 0) =>
        ModelBuilder
            .Sequential("one-layer", new Shape(4))
            .Add(
                new Dense(classes)
                {
                    Name = "dense",
                    Activation = classes == 1 ? Activation.Sigmoid : Activation.Softmax,
                    L2 = l2,
                }
            )
            .Build();

    private static Tensor Labels(Loss loss, double[] numbers, int classes)
    {
        if (classes == 1 || loss.IsSparse)
        {
            return new Tensor([.. numbers.Select(number => (float)number)], numbers.Length, 1);
        }

        Tensor labels = new(numbers.Length, classes);
        for (int i = 0; i < numbers.Length; i++)
        {
            labels.Values[i * classes + (int)numbers[i]] = 1;
        }

        return labels;
    }

    private static IEnumerable<(Tensor X, Tensor Y)> Batches(Tensor x, Tensor y)
    {
        int features = x.Shape[1];
        for (int first = 0; first < x.Samples; first += 3)
        {
            int samples = Math.Min(3, x.Samples - first);
            yield return (
                new Tensor(x.Values[(first * features)..((first + samples) * features)], samples, features),
                new Tensor(y.Values[(first * y.Shape[1])..((first + samples) * y.Shape[1])], samples, y.Shape[1])
            );
        }
    }

    private static Tensor Rows(JsonElement rows)
    {
        float[][] values =
        [
            .. rows.EnumerateArray()
                .Select(row =>
                    row.ValueKind == JsonValueKind.Array
                        ? [.. row.EnumerateArray().Select(value => (float)value.GetDouble())]
                        : new[] { (float)row.GetDouble() }
                ),
        ];
        return new Tensor([.. values.SelectMany(row => row)], values.Length, values[0].Length);
    }

    private static void ShouldHave(INetwork network, JsonElement weights)
    {
        int index = 0;
        foreach (JsonElement expected in weights.EnumerateArray())
        {
            float[] actual = Read(network, network.Weights[index++].Path);
            double[] values = [.. expected.EnumerateArray().Select(value => value.GetDouble())];
            for (int i = 0; i < values.Length; i++)
            {
                ((double)actual[i]).Should().BeApproximately(values[i], Tolerance, "number {0} of weight {1}", i, index - 1);
            }
        }
    }
}
