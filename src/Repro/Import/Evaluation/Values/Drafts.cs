using Repro.Import.Networks;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Values;

/// <summary>A call of compile; which network it belongs to is filled in when all networks are known.</summary>
internal sealed class CompileDraft
{
    public required ImportedCompile Compile { get; init; }

    public NetworkNode? Network { get; init; }

    public int State { get; init; }
}

/// <summary>A call of fit; which network it belongs to is filled in when all networks are known.</summary>
internal sealed class FitDraft
{
    public required ImportedFit Fit { get; set; }

    public NetworkNode? Network { get; init; }

    public int State { get; init; }

    public CompileDraft? Compile { get; init; }

    public NetworkNode? FeaturesOf { get; init; }

    public NetworkNode? ValidationFeaturesOf { get; init; }

    /// <summary>
    /// The files to which callbacks save the network, and the metric that chooses the epoch where only that of the best one is kept.
    /// </summary>
    public IReadOnlyList<(string File, string? BestOf)> Saved { get; init; } = [];
}

/// <summary>A call of evaluate, predict or summary.</summary>
internal sealed class UseDraft
{
    /// <summary>Null for a summary.</summary>
    public ImportedEvaluation? Evaluation { get; init; }

    public required Repro.Claims.Place Place { get; init; }

    /// <summary>The statement of the program that leads to the call.</summary>
    public required Repro.Claims.Place Statement { get; init; }

    public NetworkNode? Network { get; init; }

    public int State { get; init; }

    public NetworkNode? FeaturesOf { get; init; }

    public FitDraft? After { get; init; }
}
