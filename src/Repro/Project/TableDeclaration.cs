namespace Repro.Project;

/// <summary>Where the inputs and the labels of a table are.</summary>
/// <param name="HasHeader">Whether the first line names the columns; otherwise they are called 1, 2 and so on.</param>
/// <param name="Label">The column of the labels or of the numbers to predict; null for the last one.</param>
/// <param name="Inputs">The columns of the inputs, in order; empty for all others.</param>
/// <param name="Delimiter">What is between two cells.</param>
internal sealed record TableDeclaration(bool HasHeader, string? Label, IReadOnlyList<string> Inputs, string Delimiter)
{
    /// <summary>
    /// The columns of each output of a model with several, by the output's name; null for one label per sample, in
    /// <see cref="Label"/>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Targets { get; init; }

    /// <summary>The column of the samples' weights; null for none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>The name of the only split.</summary>
    public const string Split = "train";
}
