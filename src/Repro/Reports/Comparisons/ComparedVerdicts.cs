using Repro.Claims;
using Repro.Evidence.Comparison;
using Repro.Probes.Runs;
using Repro.Runs;
using Repro.Training.Metrics;

namespace Repro.Reports.Comparisons;

/// <summary>What the claims about a compared run come to on each of the two backends, judged by the seeds that were compared.</summary>
internal static class ComparedVerdicts
{
    private const string Evidence = "this comparison";

    /// <param name="runs">The project's runs.</param>
    /// <param name="claims">Those of the project; the ones about this run alone are judged.</param>
    /// <returns>
    /// A result for each, with a finding of each backend; none for a trial of fewer epochs, which says nothing about a claim.
    /// </returns>
    public static IReadOnlyList<ClaimResult> Of(ComparedRun compared, RunCatalog runs, IEnumerable<Claim> claims)
    {
        RunConfiguration run = compared.Run;
        if (compared.Seeds[0].First.Count < run.Epochs)
        {
            return [];
        }

        RunHistories[] backends = [Histories(compared.First, seed => seed.First), Histories(compared.Second, seed => seed.Second)];
        Verifier verifier = new(new ProbeRegistry([new RunProbe(runs, _ => backends)]));
        return
        [
            .. verifier
                .Verify(claims.Where(claim => claim.Check is { } check && IsOf(run, check)))
                .Where(result => result.Finding.Backends.Count > 0),
        ];

        RunHistories Histories(string backend, Func<ComparedSeed, IReadOnlyList<EpochMetrics>> of) =>
            new(backend, compared.Seeds.ToDictionary(seed => seed.Seed, of), Recorded: null, Evidence);
    }

    // What a training's record or its trained layers say is not in the histories that are compared here.
    private static bool IsOf(RunConfiguration run, Check check) =>
        check.Address is { Probe: "run", Arguments.Count: 0 } address
        && !RecordQuantity.Names.Contains(address.Quantity)
        && ClaimRuns.Of(check).All(name => name == run.Name);
}
