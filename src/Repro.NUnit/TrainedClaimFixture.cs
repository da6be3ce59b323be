using NUnit.Framework;
using Repro.Claims;
using Repro.Native;
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

    /// <summary>Trains nothing yet: the first case of a run does.</summary>
    protected TrainedClaimFixture()
    {
        _fresh = new(() => new FreshRuns(Host));
        _verifier = new(() => new Verifier(Host.Probes(instead: new RunProbe(Host.Runs, _fresh.Value.Histories))));
    }

    /// <summary>Deletes the temporary folder of the trainings.</summary>
    [OneTimeTearDown]
    protected void RemoveTrainings()
    {
        if (_fresh.IsValueCreated)
        {
            _fresh.Value.Dispose();
        }
    }

    /// <summary>
    /// Trains the runs of the claim, compares them with the recorded seeds and judges the claim on them. The case is ignored with its
    /// reason where a data set or a native library is missing.
    /// </summary>
    protected override void Judge(Claim claim)
    {
        try
        {
            TrainAndJudge(claim);
        }
        catch (MissingNativeException exception)
        {
            Assert.Ignore(exception.Message);
        }
    }

    private void TrainAndJudge(Claim claim)
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

    internal override string NoCases => "The project has no claims about runs.";

    /// <summary>One case for each claim about a run.</summary>
    protected internal override IEnumerable<ClaimCase> Cases() =>
        Host
            .Claims.Whole()
            .Executable.Where(claim => claim.IsAboutRun())
            .Select(claim => new ClaimCase(claim, [claim.Check!.Tier.ToString()], " trained"));
}
