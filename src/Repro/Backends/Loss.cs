namespace Repro.Backends;

/// <summary>A loss of Keras with its arguments, as models are compiled with.</summary>
/// <param name="Name">Keras's name of the function: <c>mean_squared_error</c>. One of <see cref="Names"/>.</param>
internal sealed record Loss(string Name)
{
    private const string Binary = "binary_crossentropy";
    private const string Categorical = "categorical_crossentropy";
    private const string Sparse = "sparse_categorical_crossentropy";
    private const string BinaryFocal = "binary_focal_crossentropy";
    private const string CategoricalFocal = "categorical_focal_crossentropy";

    // By the function's name; behind it the other names that Keras knows or a file may have.
    private static readonly string[][] Known =
    [
        [Binary, "BinaryCrossentropy", "bce", "BCE"],
        [Categorical, "CategoricalCrossentropy"],
        [Sparse, "SparseCategoricalCrossentropy"],
        [BinaryFocal, "BinaryFocalCrossentropy"],
        [CategoricalFocal, "CategoricalFocalCrossentropy"],
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

    /// <summary>Binary cross-entropy without arguments.</summary>
    public static Loss BinaryCrossentropy { get; } = new(Binary);

    /// <summary>Categorical cross-entropy without arguments; labels are one-hot.</summary>
    public static Loss CategoricalCrossentropy { get; } = new(Categorical);

    /// <summary>Categorical cross-entropy without arguments; labels are numbers of classes.</summary>
    public static Loss SparseCategoricalCrossentropy { get; } = new(Sparse);

    /// <summary>The functions' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(names => names[0])];

    /// <summary>The functions' names, and the other names of functions that Keras accepts: <c>mse</c>.</summary>
    public static IReadOnlyList<string> AllNames { get; } =
    [.. Names, .. Known.SelectMany(names => names.Skip(1)).Where(name => !name.Any(char.IsUpper))];

    /// <summary>Whether the argument of a cross-entropy says that the model's outputs are logits.</summary>
    public bool FromLogits { get; init; }

    /// <summary>0 to 1: how much of a label is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Huber's bound.</summary>
    public double Delta { get; init; } = 1;

    /// <summary>Of a focal cross-entropy: the power of the distance from the right answer.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>Of a focal cross-entropy: the weight of class 1, or of every class.</summary>
    public double Alpha { get; init; } = 0.25;

    /// <summary>Of a binary focal cross-entropy: whether classes are weighted by <see cref="Alpha"/>.</summary>
    public bool BalancesClasses { get; init; }

    /// <summary>
    /// Whether 1e-7 is added inside the logarithm of a binary cross-entropy of probabilities: tf.keras 2 does, other versions do not.
    /// </summary>
    public bool AddsEpsilon { get; init; }

    /// <summary>
    /// Whether a cross-entropy of outputs that come straight out of a sigmoid or softmax is computed from the logits, whichever of the two
    /// it is. Otherwise only where the activation belongs to the loss.
    /// </summary>
    public bool TakesLogitsOfAny { get; init; } = true;

    /// <summary>Keras's class of the loss: <c>MeanSquaredError</c>.</summary>
    public string ClassName => Array.Find(Known, names => names[0] == Name)![1];

    public bool IsBinary => Name is Binary or BinaryFocal;

    /// <summary>Whether answers that are nearly right count less.</summary>
    public bool IsFocal => Name is BinaryFocal or CategoricalFocal;

    /// <summary>Whether labels are numbers of classes.</summary>
    public bool IsSparse => Name == Sparse;

    /// <summary>
    /// Whether there is a value per class, of which one is right: categorical (also focal) and sparse categorical cross-entropy.
    /// </summary>
    public bool IsOfClasses => Name is Categorical or Sparse or CategoricalFocal;

    public bool IsCrossentropy => IsBinary || IsOfClasses;

    /// <summary>The name of the function for any name of the loss, or null where it is not known.</summary>
    public static string? NameOf(string any) => Array.Find(Known, names => names.Contains(any, StringComparer.Ordinal))?[0];
}
