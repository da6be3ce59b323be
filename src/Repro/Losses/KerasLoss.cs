namespace Repro.Losses;

/// <summary>
/// A loss that Keras was compiled with, to be evaluated: plain formulas in float64. No gradients; what is trained takes the heads of the engines.
/// </summary>
/// <param name="Name">Keras's name of the function: <c>mean_squared_error</c>. One of <see cref="Names"/>.</param>
public sealed record KerasLoss(string Name)
{
    public const string BinaryCrossentropy = "binary_crossentropy";
    public const string CategoricalCrossentropy = "categorical_crossentropy";
    public const string SparseCategoricalCrossentropy = "sparse_categorical_crossentropy";

    // By the function's name; behind it the other names that Keras knows or a file may have.
    private static readonly string[][] Known =
    [
        [BinaryCrossentropy, "BinaryCrossentropy", "bce", "BCE"],
        [CategoricalCrossentropy, "CategoricalCrossentropy"],
        [SparseCategoricalCrossentropy, "SparseCategoricalCrossentropy"],
        ["mean_squared_error", "MeanSquaredError", "mse", "MSE"],
        ["mean_absolute_error", "MeanAbsoluteError", "mae", "MAE"],
        ["mean_absolute_percentage_error", "MeanAbsolutePercentageError", "mape", "MAPE"],
        ["mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "msle", "MSLE"],
        ["huber", "Huber", "huber_loss"],
        ["log_cosh", "LogCosh", "logcosh"],
        ["hinge", "Hinge"],
        ["squared_hinge", "SquaredHinge"],
        ["categorical_hinge", "CategoricalHinge"],
        ["kl_divergence", "KLDivergence", "kullback_leibler_divergence", "kld", "KLD"],
        ["poisson", "Poisson"],
        ["cosine_similarity", "CosineSimilarity", "cosine_proximity"],
    ];

    /// <summary>The losses that can be evaluated.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(names => names[0])];

    /// <summary>Whether a cross-entropy was told that the model's outputs are logits.</summary>
    public bool FromLogits { get; init; }

    /// <summary>0 to 1: how much of a label is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Huber's bound.</summary>
    public double Delta { get; init; } = 1;

    /// <summary>Whether 1e-7 is added inside the logarithm of a binary cross-entropy of probabilities: tf.keras 2 does, other Kerases do not.</summary>
    public bool AddsEpsilon { get; init; }

    /// <summary>Whether it is computed from logits wherever a sigmoid or softmax makes the model's outputs.</summary>
    public bool IsCrossentropy => Name is BinaryCrossentropy or CategoricalCrossentropy or SparseCategoricalCrossentropy;

    /// <summary>The name of the function for any name of the loss, or null where it is not known.</summary>
    public static string? NameOf(string any) => Array.Find(Known, names => names.Contains(any, StringComparer.Ordinal))?[0];

    /// <summary>Of the model's outputs.</summary>
    public SampleLoss OfOutputs() => FromLogits && IsCrossentropy ? OfLogits() : Name switch
    {
        BinaryCrossentropy => Smoothed((truth, output) => Crossentropies.Binary(truth, output, AddsEpsilon ? 1e-7 : 0)),
        CategoricalCrossentropy => Smoothed(Crossentropies.Categorical),
        SparseCategoricalCrossentropy => Crossentropies.SparseCategorical,
        "mean_squared_error" => Regressions.SquaredError,
        "mean_absolute_error" => Regressions.AbsoluteError,
        "mean_absolute_percentage_error" => Regressions.AbsolutePercentageError,
        "mean_squared_logarithmic_error" => Regressions.SquaredLogarithmicError,
        "huber" => (truth, output) => Regressions.Huber(truth, output, Delta),
        "log_cosh" => Regressions.LogCosh,
        "hinge" => Regressions.Hinge,
        "squared_hinge" => Regressions.SquaredHinge,
        "categorical_hinge" => Regressions.CategoricalHinge,
        "kl_divergence" => Regressions.KullbackLeibler,
        "poisson" => Regressions.Poisson,
        "cosine_similarity" => Regressions.CosineSimilarity,
        _ => throw new InvalidOperationException($"'{Name}' is not one of {string.Join(", ", Names)}."),
    };

    /// <summary>Of the logits behind the model's outputs.</summary>
    /// <exception cref="InvalidOperationException">It is not a cross-entropy.</exception>
    public SampleLoss OfLogits() => Name switch
    {
        BinaryCrossentropy => Smoothed(Crossentropies.BinaryOfLogits),
        CategoricalCrossentropy => Smoothed(Crossentropies.CategoricalOfLogits),
        SparseCategoricalCrossentropy => Crossentropies.CategoricalOfLogits,
        _ => throw new InvalidOperationException($"'{Name}' is not computed from logits."),
    };

    // Binary labels move towards one half, one-hot ones towards all classes alike.
    private SampleLoss Smoothed(SampleLoss loss)
    {
        if (LabelSmoothing == 0)
        {
            return loss;
        }

        return (truth, output) =>
        {
            double share = Name == BinaryCrossentropy ? 0.5 : 1.0 / truth.Length;
            double[] smooth = new double[truth.Length];
            for (int i = 0; i < smooth.Length; i++) smooth[i] = truth[i] * (1 - LabelSmoothing) + LabelSmoothing * share;
            return loss(smooth, output);
        };
    }
}
