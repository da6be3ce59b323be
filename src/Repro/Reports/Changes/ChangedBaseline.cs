using Repro.Claims;
using Repro.Probes.Runs;

namespace Repro.Reports.Changes;

/// <summary>A run whose recorded trainings are not what they were.</summary>
/// <param name="Old">The recorded seeds and when they were recorded; or that there were none.</param>
/// <param name="Claims">How many claims changed with it.</param>
internal sealed record ChangedBaseline(string Run, string Old, string New, int Claims)
{
    /// <summary>Backend, seeds and date of the trainings behind a result.</summary>
    internal static string Evidence(EarlierResult? result) =>
        result?.Evidence is { Seeds.Count: > 0 } seeds
            ? $"{seeds.Backend}, seeds {SeedText.Of(seeds.Seeds)}{(seeds.Recorded is { } date ? $", recorded {date}" : "")}"
            : "none of the present configuration";

    /// <summary>The runs whose trainings changed a claim: of claims about one run, and of pairs that no other claim tells of.</summary>
    public static IReadOnlyList<ChangedBaseline> Of(IReadOnlyList<ClaimChange> changes)
    {
        (ClaimChange Change, string[] Runs)[] all =
        [
            .. changes
                .Where(change => change is { Old: not null, New.Claim.Check: not null })
                .Select(change => (change, ClaimRuns.Of(change.New!.Claim.Check!).Distinct(StringComparer.Ordinal).ToArray()))
                .Where(pair => pair.Item2.Length > 0 && IsOfTrainings(pair.change)),
        ];

        // The evidence of a comparison is that of both runs: it does not tell which of them changed.
        string[] known = [.. all.Where(pair => pair.Runs.Length == 1).Select(pair => pair.Runs[0]).Distinct(StringComparer.Ordinal)];
        return
        [
            .. all.Where(pair => pair.Runs.Length == 1 || !pair.Runs.Intersect(known).Any())
                .GroupBy(pair => string.Join(" and ", pair.Runs), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ChangedBaseline(
                    group.Key,
                    Before(group.First().Change),
                    Evidence(EarlierResult.Of(group.First().Change.New!)),
                    all.Count(pair => pair.Runs.Contains(group.Key, StringComparer.Ordinal) || pair.Runs.SequenceEqual(group.First().Runs))
                )),
        ];
    }

    // Not a claim whose expected value or relation was edited: the trainings behind it are the same.
    private static bool IsOfTrainings(ClaimChange change) =>
        EarlierResult.Of(change.New!) is var now && (Evidence(change.Old) != Evidence(now) || change.Old?.HasSameSeeds(now) == false);

    private static string Before(ClaimChange change) =>
        Evidence(change.Old) is var old && old == Evidence(EarlierResult.Of(change.New!)) ? "the same seeds with other results" : old;
}
