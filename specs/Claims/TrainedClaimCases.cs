using Repro.Claims;
using Repro.Probes;
using Repro.Probes.Runs;
using Repro.Training.Runs;

namespace Repro.Specs.Claims;

/// <summary>
/// Claims about runs once more: here all declared seeds are really trained (<c>Small</c>, <c>Long</c>), compared with the baselines
/// and judged. <see cref="ClaimCases"/> judges the same claims on recorded evidence.
/// </summary>
public class TrainedClaimCases
{
    private readonly FreshRuns _fresh = new();
    private readonly Verifier _verifier;

    public TrainedClaimCases()
    {
        _verifier = new Verifier(Own.Host.Probes(instead: new RunProbe(Own.Runs, _fresh.Histories)));
    }

    [OneTimeTearDown]
    public void Clean() => _fresh.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Claim_stands_when_trained(Claim claim)
    {
        RunConfiguration[] runs = [.. ClaimRuns.Of(claim.Check!).Distinct().Select(Own.Runs.Load)];
        foreach (RunConfiguration run in runs)
        {
            if (_fresh.Lacking(run) is { } lacking)
            {
                Assert.Ignore(lacking);
            }
        }

        runs.SelectMany(_fresh.DifferencesFromBaseline).Should().BeEmpty("the Cpu engine gives recorded bits again");
        ClaimOutcome.Report(_verifier.Verify(claim));
    }

    private static IEnumerable<TestCaseData> Cases() => Own.Claims.Executable
        .Where(ClaimCase.IsAboutRun)
        .Select(claim => ClaimCase.Of(claim, ClaimCase.Categories(claim.Check!), " trained"));
}
