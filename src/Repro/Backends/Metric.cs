namespace Repro.Backends;

/// <summary>
/// A metric of Keras that is computed beside the loss and the accuracy, of the model's outputs. It is kept as sums over samples, which
/// batches add up; <see cref="Value"/> makes the metric of them.
/// </summary>
/// <param name="Name">Keras's name. One of <see cref="Names"/>, or <see cref="Accuracy"/> where it is weighted.</param>
internal sealed record Metric(string Name)
{
    /// <summary>The accuracy that goes by the shape of the outputs.</summary>
    public const string Accuracy = "acc";

    public const string AbsoluteError = "mean_absolute_error";
    public const string SquaredError = "mean_squared_error";
    public const string RootOfSquaredError = "root_mean_squared_error";
    public const string TopK = "top_k_categorical_accuracy";
    public const string BinaryAccuracy = "binary_accuracy";
    public const string CategoricalAccuracy = "categorical_accuracy";
    public const string BinaryCrossentropy = "binary_crossentropy";
    public const string Precision = "precision";
    public const string Recall = "recall";
    public const string Auc = "auc";

    /// <summary>The largest number of <see cref="Thresholds"/>.</summary>
    public const int MostThresholds = 10_000;

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        AbsoluteError,
        SquaredError,
        RootOfSquaredError,
        TopK,
        BinaryAccuracy,
        CategoricalAccuracy,
        BinaryCrossentropy,
        Precision,
        Recall,
        Auc,
    ];

    /// <summary>Of a top-k accuracy: the number of classes that may be in front.</summary>
    public int K { get; init; } = 5;

    /// <summary>Of a binary accuracy, a precision and a recall: outputs above it are positive.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Of an area under a curve: the number of thresholds, at least 2.</summary>
    public int Thresholds { get; init; } = 200;

    /// <summary>Of an area: whether the curve is precision over recall, not the true positive rate over the false positive rate.</summary>
    public bool IsOfPrecision { get; init; }

    /// <summary>
    /// Whether samples count by their weights, times those of their classes in training: one of Keras's <c>weighted_metrics</c>.
    /// </summary>
    public bool IsWeighted { get; init; }

    /// <summary>The name that a file gives it, without that of the output; null where there is none.</summary>
    public string? Called { get; init; }

    /// <summary>Whether <see cref="Threshold"/> means something.</summary>
    public bool HasThreshold => Name is BinaryAccuracy or Precision or Recall;

    /// <summary>How many sums it keeps.</summary>
    public int Sums =>
        Name switch
        {
            // True positives; what they are divided by.
            Precision or Recall => 2,
            // True and false positives at every threshold; positive and negative labels.
            Auc => 2 * Thresholds + 2,
            // The sum of the samples' values; of a weighted metric also the sum of their weights.
            _ => IsWeighted ? 2 : 1,
        };

    /// <param name="sums">As many as <see cref="Sums"/>.</param>
    /// <param name="samples">Samples in them.</param>
    public double Value(ReadOnlySpan<double> sums, long samples) =>
        Name switch
        {
            // Nothing predicted, or nothing to find: 0.
            Precision or Recall => sums[1] == 0 ? 0 : sums[0] / sums[1],
            Auc => Losses.AreaUnderCurve.Of(sums, Thresholds, IsOfPrecision),
            RootOfSquaredError => Math.Sqrt(Mean(sums, samples)),
            _ => Mean(sums, samples),
        };

    // Without any weight 0, as in Keras.
    private double Mean(ReadOnlySpan<double> sums, long samples) =>
        !IsWeighted ? sums[0] / samples
        : sums[1] == 0 ? 0
        : sums[0] / sums[1];
}
