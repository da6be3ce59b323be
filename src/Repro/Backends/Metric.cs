namespace Repro.Backends;

/// <summary>
/// A metric of Keras that is computed beside the loss and the accuracy: of the model's outputs, without weights, as a mean over the
/// samples.
/// </summary>
/// <param name="Name">Keras's name of the function. One of <see cref="Names"/>.</param>
public sealed record Metric(string Name)
{
    public const string AbsoluteError = "mean_absolute_error";
    public const string SquaredError = "mean_squared_error";
    public const string TopK = "top_k_categorical_accuracy";

    /// <summary>The functions' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [AbsoluteError, SquaredError, TopK];

    /// <summary>Of a top-k accuracy: the number of classes that may be in front.</summary>
    public int K { get; init; } = 5;
}
