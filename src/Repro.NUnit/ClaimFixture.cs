using NUnit.Framework.Internal;
using Repro.Claims;

namespace Repro.NUnit;

/// <summary>
/// One case for each executable claim of the project: <c>document-003_124 d3-mnist-test-acc-printed</c>, with document, groups and
/// statement as properties. A claim about a run is judged on recorded evidence (categories <c>Recorded</c> and <c>Fast</c>); the others
/// have the categories of their tier and needs. <see cref="TrainedClaimFixture"/> trains.
/// </summary>
public abstract class ClaimFixture : ProjectFixture
{
    private readonly Lazy<Verifier> _verifier;

    /// <summary>Reads nothing yet: the project is read when its cases are listed.</summary>
    protected ClaimFixture()
    {
        // Measures each address once, for all cases.
        _verifier = new(() => new Verifier(Host.Probes()));
    }

    /// <summary>The test: NUnit calls it once for each claim.</summary>
    [CaseSource]
    public void Claim_stands(Claim claim) => Judge(claim);

    /// <summary>Measures and judges a claim: it passes, fails, or is ignored with its reason.</summary>
    protected virtual void Judge(Claim claim) => ClaimOutcome.Report(_verifier.Value.Verify(claim));

    /// <summary>The cases of a fixture.</summary>
    protected internal virtual IEnumerable<ClaimCase> Cases() =>
        Host
            .Claims.Whole()
            .Executable.Select(claim => new ClaimCase(
                claim,
                claim.IsAboutRun() ? [ClaimCategories.Recorded, nameof(Tier.Fast)] : ClaimCategories.Of(claim.Check!, Host)
            ));

    internal override IReadOnlyList<TestCaseParameters> TestCases() => [.. Cases().Select(claim => claim.ToTestCaseData())];

    internal override string NoCases => "The project has no claims that can be executed.";
}
