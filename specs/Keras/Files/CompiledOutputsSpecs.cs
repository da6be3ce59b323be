using System.Text.Json;
using Repro.Backends;
using Repro.Keras;
using Repro.Keras.Files;
using Repro.Keras.Layers;
using Repro.Training.Metrics;

namespace Repro.Specs.Keras.Files;

/// <summary>Losses and metrics of models with several outputs, in the forms that versions of Keras write.</summary>
[Category("Fast")]
internal sealed class CompiledOutputsSpecs
{
    [TestCase("""{"a": "mse", "b": "binary_crossentropy"}""")]
    [TestCase("""["mse", {"class_name": "BinaryCrossentropy", "config": {"from_logits": false}}]""")]
    [TestCase("""{"b": {"class_name": "function", "config": "binary_crossentropy"}, "a": "mean_squared_error"}""")]
    public void Losses_are_read_by_name_or_in_order(string loss)
    {
        CompiledOutputs outputs = Read($$"""{"loss": {{loss}}, "loss_weights": {"b": 0.5} }""");

        outputs
            .Losses.Select(one => (one.Output, one.Loss.Name, one.Weight))
            .Should()
            .Equal(("a", "mean_squared_error", 1), ("b", "binary_crossentropy", 0.5));
    }

    [TestCase("""["acc", "mae"]""", "2.15.0")]
    [TestCase("""["accuracy", "mean_absolute_error"]""", "3.15.1")]
    [TestCase("""[["acc", "mae"]]""", "2.15.0")]
    [TestCase("""{"a": ["acc", "mae"]}""", "3.15.1")]
    public void One_output_has_all_metrics(string metrics, string version)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"loss": "mse", "metrics": {{metrics}} }""");

        CompiledMetrics read = CompiledMetrics.Read(new ConfigFields(document.RootElement, "training_config"), 0, ["a"], version, false);

        (read.HasAccuracy, read.Metrics.Single().Name, read.Others.Count).Should().Be((true, "mean_absolute_error", 0));
    }

    [Test]
    public void The_name_of_a_metric_of_one_output_is_that_of_its_program()
    {
        using JsonDocument document = JsonDocument.Parse(
            """{"loss": "mse", "metrics": [{"class_name": "MeanAbsoluteError", "config": {"name": "a_error"}}]}"""
        );

        CompiledMetrics
            .Read(new ConfigFields(document.RootElement, "training_config"), 0, ["a"], "2.15.0", false)
            .Metrics.Single()
            .Called.Should()
            .Be("a_error");
    }

    [TestCase("null", "2.15.0", "", "")]
    [TestCase("""["acc", "mae"]""", "2.15.0", "acc mean_absolute_error", "acc mean_absolute_error")]
    [TestCase("""["mae", "acc"]""", "3.15.1", "mean_absolute_error", "acc")]
    [TestCase("""{"b": ["accuracy", "mse"]}""", "2.15.0", "", "acc mean_squared_error")]
    [TestCase(
        """[[{"class_name": "MeanMetricWrapper", "config": {"name": "a_acc", "dtype": "float32", "fn": "categorical_accuracy"}}], [{"class_name": "MeanMetricWrapper", "config": {"name": "b_binary_accuracy", "dtype": "float32", "fn": "binary_accuracy"}}]]""",
        "2.15.0",
        "acc",
        "binary_accuracy"
    )]
    [TestCase(
        """[null, [{"module": "keras.metrics", "class_name": "AUC", "config": {"name": "auc", "num_thresholds": 100, "curve": "PR", "thresholds": null}, "registered_name": null}]]""",
        "3.15.1",
        "",
        "auc"
    )]
    public void Metrics_are_read_in_the_form_of_their_version(string metrics, string version, string ofA, string ofB)
    {
        CompiledOutputs outputs = Read($$"""{"loss": "mse", "metrics": {{metrics}} }""", version);

        outputs
            .Losses.Select(one => string.Join(' ', one.Metrics.Select(metric => metric.Name).Prepend(one.HasAccuracy ? "acc" : "")).Trim())
            .Should()
            .Equal(ofA, ofB);
        outputs.OtherMetrics.Should().BeEmpty();
    }

    [Test]
    public void Arguments_are_read_and_written_again()
    {
        Metric[] metrics =
        [
            new(Metric.Auc) { Thresholds = 100, IsOfPrecision = true },
            new(Metric.TopK) { K = 3 },
            new(Metric.BinaryAccuracy) { Threshold = 0.3 },
            new(Metric.Precision) { Threshold = 0.7 },
            new(Metric.RootOfSquaredError),
            new(Metric.CategoricalAccuracy),
        ];

        CompiledOutputs outputs = Read(
            $$"""{"loss": "mse", "metrics": [ {{MetricConfig.List(true, metrics, isSparse: false).ToJsonString()}}, null ] }"""
        );

        outputs.Losses[0].HasAccuracy.Should().BeTrue();
        outputs.Losses[0].Metrics.Select(metric => metric with { Called = null }).Should().Equal(metrics);
    }

    [Test]
    public void Metrics_that_are_not_computed_are_named()
    {
        CompiledOutputs outputs = Read(
            """{"loss": "mse", "metrics": [ ["acc", "cosine_proximity"], [{"class_name": "Precision", "config": {"name": "p2", "class_id": 2}}] ] }"""
        );

        outputs.OtherMetrics.Should().Equal("a: cosine_proximity", "b: p2");
    }

    // Each metric has a key of its own in the result of evaluate.
    [TestCase("""["mae", "mean_absolute_error"]""", "a_loss a_mae a_mean_absolute_error")]
    [TestCase("""["mae", "mae"]""", "a_loss a_mae a_mae_1")]
    [TestCase(
        """[{"class_name": "AUC", "config": {"name": "a_roc"} }, {"class_name": "AUC", "config": {"name": "pr"} }]""",
        "a_loss a_roc a_pr"
    )]
    [TestCase(
        """[{"class_name": "Precision", "config": {"name": "precision", "thresholds": 0.3} }, {"class_name": "Precision", "config": {"name": "precision_1", "thresholds": 0.7} }]""",
        "a_loss a_precision a_precision_1"
    )]
    [TestCase(
        """[{"class_name": "AUC", "config": {"name": "loss"} }, {"class_name": "AUC", "config": {"name": "x\u001b[2J"} }]""",
        "a_loss a_auc a_auc_1"
    )]
    public void Each_metric_has_a_name_of_its_own(string metrics, string names)
    {
        CompiledOutputs outputs = Read($$"""{"loss": "mse", "metrics": { "a": {{metrics}} } }""");

        RecordedValues.Named(outputs.Losses).Select(value => value.Name).Should().Equal([.. names.Split(' '), "b_loss"]);
    }

    [TestCase("sparse_categorical_accuracy", Metric.CategoricalAccuracy)]
    [TestCase("sparse_top_k_categorical_accuracy", Metric.TopK)]
    public void Metrics_of_numbers_of_classes_have_names_of_their_own(string name, string known)
    {
        Metric metric = new(known) { K = known == Metric.TopK ? 3 : 5 };
        string written = MetricConfig.List(false, [metric, new Metric(known)], isSparse: true).ToJsonString();

        CompiledOutputs sparse = Read($$"""{"loss": "sparse_categorical_crossentropy", "metrics": { "a": {{written}} } }""");
        CompiledOutputs dense = Read($$"""{"loss": "categorical_crossentropy", "metrics": { "a": {{written}} } }""");

        written.Should().EndWith($",\"{name}\"]");
        sparse.Losses[0].Metrics.Select(one => one with { Called = null }).Should().Equal(metric, new Metric(known));
        dense.OtherMetrics.Should().Equal($"a: {name}", $"a: {name}");
    }

    // keras.metrics.Accuracy counts outputs that equal their labels; the text "accuracy" does not.
    [TestCase("""{"class_name": "Accuracy", "config": {"name": "accuracy", "dtype": "float32"} }""")]
    [TestCase("""{"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "dtype": "float32", "fn": "accuracy"} }""")]
    [TestCase("""{"class_name": "AUC", "config": {"name": "accuracy", "num_thresholds": 1000000} }""")]
    public void The_class_Accuracy_and_too_many_thresholds_are_not_computed(string metric)
    {
        CompiledOutputs outputs = Read($$"""{"loss": "mse", "metrics": { "a": [{{metric}}] } }""");

        outputs.Losses[0].HasAccuracy.Should().BeFalse();
        outputs.OtherMetrics.Should().Equal("a: accuracy");
    }

    [Test]
    public void The_number_of_metrics_has_a_limit()
    {
        string metrics = string.Join(", ", Enumerable.Repeat("\"mae\"", 101));

        FluentActions
            .Invoking(() => Read($$"""{"loss": "mse", "metrics": { "a": [{{metrics}}] } }"""))
            .Should()
            .Throw<KerasFormatException>()
            .WithMessage("the output 'a' has 101 metrics, more than the 100 that are read.");
    }

    [TestCase("""{"a": "mse"}""", "the output 'b' has no loss")]
    [TestCase("""["mse"]""", "the output 'a' has no loss")]
    [TestCase("""["mse", "my_loss"]""", "the loss of the output 'b': 'my_loss' is not computed here; these losses are: *")]
    public void What_is_not_computed_has_a_reason(string loss, string reason)
    {
        CompiledOutputs outputs = Read($$"""{"loss": {{loss}} }""");

        outputs.Losses.Should().BeEmpty();
        outputs.Obstacle.Should().Match(reason);
    }

    private static CompiledOutputs Read(string training, string version = "2.15.0") =>
        KerasTraining.Read(training, version, ["a", "b"]).Outputs!;
}
