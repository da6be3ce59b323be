namespace Repro.Claims;

/// <summary>What became of a claim.</summary>
internal enum Verdict
{
    Reproduced,
    Refuted,

    /// <summary>The seeds do not decide it.</summary>
    Inconclusive,

    /// <summary>Something is missing; the finding says what, and how to get it.</summary>
    NotRun,

    /// <summary>Prose or a transcript: listed and counted, never passed off as checked.</summary>
    NotExecutable,
}

/// <summary>A verdict with what it rests on.</summary>
/// <param name="Measured">The measured value for a reader; empty where nothing was measured.</param>
/// <param name="Why">How the value came about, or why there is no answer.</param>
internal sealed record Finding(Verdict Verdict, string Measured, string Why)
{
    /// <summary>What is missing, and how to get it (NotRun).</summary>
    public MissingPrerequisite? Lack { get; init; }

    /// <summary>Verdicts on seeds, backend by backend; the first one is the claim's.</summary>
    public IReadOnlyList<SeedsFinding> Backends { get; init; } = [];

    public static Finding Missing(string what, string remedy) =>
        new(Verdict.NotRun, "", what) { Lack = new MissingPrerequisite(what, remedy) };
}

/// <summary>Something that is needed and not there.</summary>
internal sealed record MissingPrerequisite(string What, string Remedy);

/// <summary>One backend's verdict on a claim about runs.</summary>
/// <param name="Seeds">The declared seeds that are recorded.</param>
/// <param name="Low">Of the 95 % prediction interval for one new run; null where too few seeds are recorded.</param>
/// <param name="Recorded">When the record was made; null for runs made just now.</param>
internal sealed record SeedsFinding(
    string Backend,
    Verdict Verdict,
    IReadOnlyList<int> Seeds,
    int Declared,
    double? Mean,
    double? Deviation,
    double? Low,
    double? High,
    string? Recorded,
    string Why
)
{
    /// <summary>What the interval is of: runs, or pairs of two runs with the same seed.</summary>
    public string Single { get; init; } = "runs";
}

/// <summary>A claim and what became of it.</summary>
internal sealed record ClaimResult(Claim Claim, Finding Finding)
{
    public Verdict Verdict => Finding.Verdict;

    /// <summary>Whether the verdict contradicts what we hold of the claim: the tool then exits with 1 and the spec fails.</summary>
    public bool IsDisagreement =>
        (Verdict, Claim.Check?.Standing) is (Verdict.Reproduced, ExpectedVerdict.Refuted) or (Verdict.Refuted, ExpectedVerdict.Holds);
}
