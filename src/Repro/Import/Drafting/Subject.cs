using Repro.Import.Trainings;

namespace Repro.Import.Drafting;

/// <summary>What a claim measures, or why nothing does.</summary>
/// <param name="Address">An address; null where nothing measures the statement.</param>
/// <param name="Expected">As claim files write it; null for the stated value itself.</param>
/// <param name="Reason">Why there is no address; a remark where there is one.</param>
internal sealed record Subject(string? Address, string? Expected = null, string Reason = "")
{
    /// <summary>Data sets and runs that measuring takes.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The training that is measured; null for other quantities.</summary>
    public NamedRun? Run { get; init; }

    public static Subject None(string reason) => new(null, null, reason);

    /// <summary>Nothing, because several things come into question.</summary>
    /// <param name="address">With a question mark for what is not known.</param>
    public static Subject Ambiguous(string address) => None($"the subject is ambiguous: {address}");
}
