using Repro.Claims;
using Repro.Training.Metrics;

namespace Repro.Probes.Runs;

/// <summary>A quantity of one training, from its history.</summary>
/// <remarks>
/// <c>@last</c>: the last epoch; <c>@best</c>: the highest accuracy or lowest loss; <c>@argmin</c>: the epoch, from 1, of the lowest
/// value, <c>@argmax</c>: of the highest; <c>@epoch=N</c>; <c>@tail</c>: the mean of the last tenth of the epochs, at least one.
/// A quantity that ends in <c>_smoothed</c> is read off the smoothed curve (<see cref="SmoothCurve"/>).
/// </remarks>
internal static class RunQuantity
{
    private const string Smoothed = "_smoothed";

    private static readonly (string Name, string Meaning)[] ColumnTable =
    [
        ("train_loss", "Training loss: mean over the batches of an epoch."),
        ("train_acc", "Training accuracy, from 0 to 1."),
        ("val_loss", "Loss on the validation split."),
        ("val_acc", "Accuracy on the validation split, from 0 to 1."),
        ("test_loss", "Loss on the test split, which is evaluated after the last epoch."),
        ("test_acc", "Accuracy on the test split, from 0 to 1, evaluated after the last epoch."),
        .. Further("train", "Training"),
        .. Further("val", "Validation"),
        .. Further("test", "Test"),
    ];

    // Recorded where the run has several losses.
    private static readonly (string Name, string Meaning)[] OutputTable =
    [
        ("train_OUTPUT_loss", "Training loss of one of several outputs, without its loss weight. The same with val and test."),
        ("train_OUTPUT_acc", "Training accuracy of one of several outputs. The same with val and test, and with the metrics above."),
    ];

    // Recorded where the run names them in its metrics.
    private static (string Name, string Meaning)[] Further(string part, string called) =>
        [
            ($"{part}_mae", $"{called} mean absolute error."),
            ($"{part}_mse", $"{called} mean squared error."),
            ($"{part}_top_k_acc", $"{called} top-k accuracy, from 0 to 1."),
            ($"{part}_weighted_acc", $"{called} accuracy in which samples count by their weights, from 0 to 1."),
        ];

    private static readonly (string Name, string Meaning)[] DifferenceTable =
    [
        ("acc_gap", "Training accuracy minus validation accuracy."),
        ("loss_gap", "Validation loss minus training loss."),
        ("test_gap", "Training accuracy minus test accuracy."),
    ];

    private static readonly (string Name, string Meaning)[] WholeTable =
    [
        (
            "first_epoch_train_above_val",
            "First epoch, from 1, whose training accuracy is above the validation accuracy; one more than the epochs where there is none."
        ),
        ("epochs", "Number of epochs that were trained; fewer than the run has where a callback ended the training."),
        ("val_loss_rise", "Mean validation loss of the last tenth of the epochs minus the lowest validation loss."),
    ];

    private static readonly (string Name, string Meaning)[] PairTable =
    [
        ("METRIC_gain", "Metric of the run minus the metric of another run with the same seed."),
        ("METRIC_relative_gain", "Metric of the run over the metric of another run with the same seed, minus 1."),
        ("test_error_reduction", "Share of another run's test errors, up to 1, that the run does not make, with the same seed."),
    ];

    private static readonly string[] HighIsGood = ["_acc", "_precision", "_recall", "_auc"];
    private static readonly string[] Columns = [.. ColumnTable.Select(column => column.Name)];
    private static readonly string[] Differences = [.. DifferenceTable.Select(difference => difference.Name)];

    /// <summary>What addresses can ask of a training's history.</summary>
    public static IReadOnlyList<QuantityDescription> All { get; } =
    [
        .. ColumnTable
            .Concat(OutputTable)
            .Concat(DifferenceTable)
            .Select(metric => new QuantityDescription($"run:RUN/{metric.Name}@last", metric.Meaning)),
        .. Selector
            .All.Where(selector => selector.Form != "last")
            .Select(selector => new QuantityDescription(
                $"run:RUN/METRIC@{selector.Form}",
                $"{selector.Meaning} METRIC is one of the quantities above."
            )),
        new($"run:RUN/METRIC{Smoothed}@last", "Metric after exponential smoothing with factor 0.8, with any selector."),
        .. WholeTable.Select(whole => new QuantityDescription($"run:RUN/{whole.Name}", whole.Meaning)),
        .. PairTable.Select(pair => new QuantityDescription($"run:RUN[vs OTHER]/{pair.Name}@last", $"{pair.Meaning} With any selector.")),
    ];

    /// <summary>How a training's epochs become the number that the address asks for.</summary>
    /// <exception cref="AddressException">There is no such quantity, or it does not go with the selector.</exception>
    public static Func<IReadOnlyList<EpochMetrics>, double> Read(Address address) =>
        (address.Quantity, address.Selector) switch
        {
            ("first_epoch_train_above_val", null) => FirstEpochTrainAboveVal,
            ("epochs", null) => epochs => epochs.Count,
            ("val_loss_rise", null) => epochs => Select(epochs, "val_loss", "tail") - epochs.Min(epoch => Value(epoch, "val_loss")),
            (var quantity, { } selector) when IsKnown(WithoutEnding(quantity)) => epochs => Select(epochs, quantity, selector),
            (_, null) => throw new AddressException(
                $"'{address}': this quantity of a run takes a selector: @last, @best, @argmin, @argmax, @epoch=N or @tail."
            ),
            _ => throw new AddressException(
                $"'{address}': a run has no quantity '{address.Quantity}'.{Suggestion(address.Quantity)} It has {string.Join(", ", Columns.Concat(Differences))}, each also with the ending {Smoothed}, {string.Join(", ", WholeTable.Select(whole => whole.Name))}, {string.Join(", ", RecordQuantity.Names)}."
            ),
        };

    /// <summary>
    /// Quantities of two runs of one seed (<c>[vs OTHER]</c>): <c>METRIC_gain</c> a - b, <c>METRIC_relative_gain</c> a / b - 1,
    /// <c>test_error_reduction</c> 1 - (1 - a) / (1 - b) of the test accuracies.
    /// </summary>
    /// <exception cref="AddressException">There is no such quantity.</exception>
    public static (string Metric, Func<double, double, double> Combine) ReadPair(Address address)
    {
        string quantity = address.Quantity;
        (string Metric, Func<double, double, double> Combine) pair = quantity switch
        {
            "test_error_reduction" => ("test_acc", (a, b) => 1 - (1 - a) / (1 - b)),
            _ when Before("_relative_gain") is { } metric => (metric, (a, b) => a / b - 1),
            _ when Before("_gain") is { } metric => (metric, (a, b) => a - b),
            _ => throw new AddressException(
                $"'{address}': two runs have no quantity '{quantity}'. They have METRIC_gain, METRIC_relative_gain and test_error_reduction."
            ),
        };
        return MetricTable.IsMetric(pair.Metric)
            ? pair
            : throw new AddressException($"'{address}': a run has no metric '{pair.Metric}'. It has {string.Join(", ", Columns)}.");

        string? Before(string ending) => quantity.EndsWith(ending, StringComparison.Ordinal) ? quantity[..^ending.Length] : null;
    }

    /// <summary>Epochs in the tail: a tenth of them, rounded up.</summary>
    public static int TailLength(int epochs) => (epochs + 9) / 10;

    /// <summary>The highest accuracy or the lowest loss; of a difference of metrics, the highest value.</summary>
    public static double Best(string metric, IEnumerable<double> values) =>
        IsBestAtMost(WithoutEnding(metric)) ? values.Max() : values.Min();

    private static double Select(IReadOnlyList<EpochMetrics> epochs, string metric, string selector)
    {
        double[] values = [.. epochs.Select(epoch => Value(epoch, WithoutEnding(metric)))];
        if (metric != WithoutEnding(metric))
        {
            values = SmoothCurve.Of(values);
        }

        return selector switch
        {
            "last" => values[^1],
            "best" => Best(metric, values),
            "argmin" => Array.Exists(values, double.IsNaN) ? double.NaN : 1 + Array.IndexOf(values, values.Min()),
            "argmax" => Array.Exists(values, double.IsNaN) ? double.NaN : 1 + Array.IndexOf(values, values.Max()),
            "tail" => values.TakeLast(TailLength(values.Length)).Average(),
            _ => AtEpoch(values, selector["epoch=".Length..]),
        };
    }

    // A training that never came so far has no value, which leaves the claim open.
    private static double AtEpoch(double[] values, string epoch) =>
        Numbers.TryCount(epoch, out int number) && number <= values.Length ? values[number - 1] : double.NaN;

    // An epoch in which the metric was not measured (the test set is looked at once, at the end) has none.
    private static double Value(EpochMetrics epoch, string metric) =>
        metric == "acc_gap" ? Value(epoch, "train_acc") - Value(epoch, "val_acc")
        : metric == "loss_gap" ? Value(epoch, "val_loss") - Value(epoch, "train_loss")
        : metric == "test_gap" ? Value(epoch, "train_acc") - Value(epoch, "test_acc")
        : epoch.Values.TryGetValue(metric, out double value) ? value
        : double.NaN;

    /// <summary>The quantity without <c>_smoothed</c>.</summary>
    public static string WithoutEnding(string quantity) =>
        quantity.EndsWith(Smoothed, StringComparison.Ordinal) ? quantity[..^Smoothed.Length] : quantity;

    // Keras's names of metrics are longer than the columns of a history.
    private static string Suggestion(string quantity)
    {
        string shorter = quantity
            .Replace("accuracy", "acc", StringComparison.Ordinal)
            .Replace("mean_absolute_error", "mae", StringComparison.Ordinal)
            .Replace("mean_squared_error", "mse", StringComparison.Ordinal);
        string column = Columns.Contains(shorter) || !Columns.Contains($"train_{shorter}") ? shorter : $"train_{shorter}";
        return Spelling.Suggestion(column, [.. Columns, .. Differences, .. WholeTable.Select(whole => whole.Name)]);
    }

    private static bool IsKnown(string quantity) => MetricTable.IsMetric(quantity) || Differences.Contains(quantity);

    private static bool IsBestAtMost(string metric) =>
        Differences.Contains(metric) || HighIsGood.Any(ending => metric.EndsWith(ending, StringComparison.Ordinal));

    // Where training stays below to the end, the crossing lies behind the last epoch.
    private static double FirstEpochTrainAboveVal(IReadOnlyList<EpochMetrics> epochs) =>
        epochs.Any(epoch => double.IsNaN(Value(epoch, "acc_gap")))
            ? double.NaN
            : epochs.FirstOrDefault(epoch => Value(epoch, "acc_gap") > 0)?.Epoch ?? epochs.Count + 1;
}
