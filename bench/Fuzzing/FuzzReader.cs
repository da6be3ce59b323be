namespace Repro.Bench.Fuzzing;

/// <summary>A reader of files from outside, and what it is fed with.</summary>
/// <param name="Name">As the command line calls it.</param>
/// <param name="Originals">Valid inputs, of which mutations are made.</param>
/// <param name="Markers">Pieces of the format, and what readers stumble over, that are put in at random places.</param>
/// <param name="Read">
/// Reads an input and uses what it gives as the tool would. An <see cref="InputException"/>, or another of <see cref="Refusals"/>, is
/// a refusal; any other exception is a finding.
/// </param>
internal sealed record FuzzReader(string Name, IReadOnlyList<byte[]> Originals, IReadOnlyList<byte[]> Markers, Action<byte[]> Read)
{
    /// <summary>Exceptions that the reader's callers turn into an <see cref="InputException"/>.</summary>
    public IReadOnlyList<Type> Refusals { get; init; } = [];

    /// <summary>Whether inputs are texts: then three of four are made by <see cref="TokenMutator"/>.</summary>
    public bool IsText { get; init; }

    public bool Refuses(Exception exception) => exception is InputException || Refusals.Any(type => type.IsInstanceOfType(exception));
}
