namespace Repro.Project;

/// <summary>Where the inputs and the labels of a split are: files of an <c>idx</c> set, arrays of an <c>npz</c> file.</summary>
/// <param name="Y">The labels; empty where <see cref="Targets"/> takes their place.</param>
internal sealed record ArrayNames(string X, string Y)
{
    /// <summary>The array of each output of a model with several, by the output's name; null for one label per sample.</summary>
    public IReadOnlyDictionary<string, string>? Targets { get; init; }

    /// <summary>The array of the samples' weights; null for none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>All arrays.</summary>
    public IReadOnlyList<string> All =>
        [X, .. Targets is { } targets ? targets.Values : [Y], .. SampleWeight is { } weight ? [weight] : Array.Empty<string>()];
}
