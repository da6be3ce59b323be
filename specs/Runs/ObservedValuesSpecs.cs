using Repro.Backends;
using Repro.Runs;
using Repro.Specs.Training;

namespace Repro.Specs.Runs;

/// <summary>Which column of the history belongs to a name in Keras's log.</summary>
[Category("Fast")]
internal sealed class ObservedValuesSpecs
{
    [TestCase("loss", "loss")]
    [TestCase("val_loss", "loss")]
    [TestCase("accuracy", "acc")]
    [TestCase("val_acc", "acc")]
    [TestCase("weighted_acc", "weighted_acc", Description = "both are recorded")]
    [TestCase("val_binary_accuracy", "binary_acc")]
    [TestCase("precision", "weighted_precision", Description = "Keras adds weighted_ only where the names would be equal")]
    [TestCase("weighted_precision", null)]
    [TestCase("weighted_binary_accuracy", null)]
    [TestCase("recall", null)]
    [TestCase("val_out_loss", null)]
    public void Of_one_loss(string monitor, string? column)
    {
        RunConfiguration run = Plain() with
        {
            HasAccuracy = true,
            Metrics =
            [
                new Metric(Metric.BinaryAccuracy),
                new Metric(Metric.Accuracy) { IsWeighted = true },
                new Metric(Metric.Precision) { IsWeighted = true },
            ],
        };

        ObservedValues.ColumnOf(monitor, run, []).Should().Be(column);
    }

    [TestCase("val_loss", "loss")]
    [TestCase("val_out_a_loss", "out_a_loss")]
    [TestCase("val_out_a_accuracy", "out_a_acc")]
    [TestCase("out_a_weighted_acc", "out_a_weighted_acc")]
    [TestCase("out_loss", "out_loss")]
    [TestCase("out_binary_accuracy", "out_binary_acc", Description = "and not the accuracy of out_binary")]
    [TestCase("out_binary_acc", null)]
    [TestCase("out_mae", "out_weighted_mae")]
    [TestCase("mae", null)]
    public void Of_several_losses(string monitor, string? column)
    {
        OutputLoss[] outputs =
        [
            new("out", Loss.BinaryCrossentropy)
            {
                Metrics = [new Metric(Metric.BinaryAccuracy), new Metric(Metric.AbsoluteError) { IsWeighted = true }],
            },
            new("out_a", Loss.BinaryCrossentropy) { HasAccuracy = true, Metrics = [new Metric(Metric.Accuracy) { IsWeighted = true }] },
        ];

        ObservedValues.ColumnOf(monitor, Plain(), outputs).Should().Be(column);
    }

    private static RunConfiguration Plain()
    {
        using TinyRun tiny = new();
        return tiny.Configuration;
    }
}
