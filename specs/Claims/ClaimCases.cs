using Repro.Claims;

namespace Repro.Specs.Claims;

/// <summary>
/// One case an executable claim: <c>document-003_124 d3-mnist-test-acc-printed</c>, with document, group and statement as
/// properties and the categories of its tier and needs. A claim about a run is judged here on recorded evidence
/// (<c>Recorded</c>, <c>Fast</c>); <see cref="TrainedClaimCases"/> trains.
/// </summary>
public class ClaimCases
{
    /// <summary>Measures each address once, whoever asks.</summary>
    internal static readonly Verifier Verifier = new(Own.Host.Probes());

    [TestCaseSource(nameof(Cases))]
    public void Claim_stands(Claim claim) => ClaimOutcome.Report(Verifier.Verify(claim));

    private static IEnumerable<TestCaseData> Cases() =>
        Own.Claims.Executable.Select(claim => ClaimCase.Of(claim, Categories(claim)));

    private static IEnumerable<string> Categories(Claim claim) => ClaimCase.IsAboutRun(claim) ? ["Recorded", "Fast"] : ClaimCase.Categories(claim.Check!);
}
