using Repro.Backends;
using Repro.Keras.Files;

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

        CompiledOutputs outputs = Read($$"""{"loss": "mse", "metrics": [ {{MetricConfig.List(true, metrics).ToJsonString()}}, null ] }""");

        outputs.Losses[0].HasAccuracy.Should().BeTrue();
        outputs.Losses[0].Metrics.Should().Equal(metrics);
    }

    [Test]
    public void Metrics_that_are_not_computed_are_named()
    {
        CompiledOutputs outputs = Read(
            """{"loss": "mse", "metrics": [ ["acc", "cosine_proximity"], [{"class_name": "Precision", "config": {"name": "p2", "class_id": 2}}] ] }"""
        );

        outputs.OtherMetrics.Should().Equal("a: cosine_proximity", "b: p2");
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
