using NUnit.Framework;
using Repro.Claims;
using Repro.Probes.Runs;
using Repro.Runs;

namespace Repro.NUnit;

/// <summary>
/// The claims about runs once more: here all declared seeds are trained (categories <c>Small</c>, <c>Long</c>), compared with the recorded
/// evidence and judged. The cases take minutes to hours.
/// </summary>
public abstract class TrainedClaimFixture : ClaimFixture
{
    private readonly Lazy<FreshRuns> _fresh;
    private readonly Lazy<Verifier> _verifier;

    protected TrainedClaimFixture()
    {
        _fresh = new(() => new FreshRuns(Host));
        _verifier = new(() => new Verifier(Host.Probes(instead: new RunProbe(Host.Runs, _fresh.Value.Histories))));
    }

    [OneTimeTearDown]
    public void RemoveTrainings()
    {
        if (_fresh.IsValueCreated)
        {
            _fresh.Value.Dispose();
        }
    }

    protected override void Judge(Claim claim)
    {
        RunConfiguration[] runs = [.. ClaimRuns.Of(claim.Check!).Distinct().Select(Host.Runs.Load)];
        foreach (RunConfiguration run in runs)
        {
            if (_fresh.Value.Lacking(run) is { } lacking)
            {
                Assert.Ignore(lacking);
            }
        }

        string[] differences = [.. runs.SelectMany(_fresh.Value.DifferencesFromBaseline)];
        if (differences.Length > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, differences));
        }

        ClaimOutcome.Report(_verifier.Value.Verify(claim));
    }

    protected internal override IEnumerable<ClaimCase> Cases() =>
        Host
            .Claims.Whole()
            .Executable.Where(claim => claim.IsAboutRun())
            .Select(claim => new ClaimCase(claim, ClaimCategories.Of(claim.Check!, Host), " trained"));
}
