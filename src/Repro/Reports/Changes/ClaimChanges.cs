using Repro.Claims;

namespace Repro.Reports.Changes;

/// <summary>A claim whose verdict, measured value or evidence is not what it was.</summary>
/// <param name="Old">Null where the claim is new.</param>
/// <param name="New">Null where it is no longer in a claim file.</param>
internal sealed record ClaimChange(string Id, EarlierResult? Old, ClaimResult? New)
{
    public bool VerdictChanged => Old?.Verdict != New?.Verdict;
}

/// <summary>What became of the claims since an earlier verification, changed verdicts first.</summary>
/// <param name="results">Those of now, of all claim files or a part.</param>
/// <param name="known">Every claim of the project by id: one that was not verified now is no removed one. Null where
/// <paramref name="results"/>
/// are the whole.</param>
internal sealed class ClaimChanges(
    IReadOnlyDictionary<string, EarlierResult> old,
    IReadOnlyList<ClaimResult> results,
    IEnumerable<string>? known = null
)
{
    public IReadOnlyList<ClaimResult> Results => results;

    public IReadOnlyList<ClaimChange> Changes { get; } =
    [
        .. results
            .Where(result => old.GetValueOrDefault(result.Claim.Id) is not { } was || !was.HasSameValues(EarlierResult.Of(result)))
            .Select(result => new ClaimChange(result.Claim.Id, old.GetValueOrDefault(result.Claim.Id), result))
            .Concat(
                old.Keys.Except(results.Select(result => result.Claim.Id))
                    .Except(known ?? [])
                    .Select(id => new ClaimChange(id, old[id], null))
            )
            .OrderByDescending(change => change.New?.IsDisagreement == true)
            .ThenByDescending(change => change.VerdictChanged),
    ];

    /// <summary>The recorded trainings behind changed claims, where they are not the same.</summary>
    public IReadOnlyList<ChangedBaseline> Baselines => ChangedBaseline.Of(Changes);

    public int Disagreements => results.Count(result => result.IsDisagreement);

    /// <summary>What changed, in one sentence: the first thing that a reviewer reads.</summary>
    public string Headline
    {
        get
        {
            string[] verdicts =
            [
                .. Changes
                    .Where(change => change.VerdictChanged)
                    .GroupBy(change => (Old: change.Old?.Verdict.ToString() ?? "new", New: change.New?.Verdict.ToString() ?? "removed"))
                    .OrderByDescending(group => group.Count())
                    .Select(group => $"{group.Count()} {group.Key.Old} -> {group.Key.New}"),
            ];
            int values = Changes.Count(change => !change.VerdictChanged);
            string changed = (verdicts.Length, values) switch
            {
                (0, 0) => "No claim changed",
                (0, _) => $"No verdict changed; {values} measured {(values == 1 ? "value" : "values")} did",
                (_, 0) => $"Verdicts changed: {string.Join(", ", verdicts)}",
                _ => $"Verdicts changed: {string.Join(", ", verdicts)}; {values} more measured {(values == 1 ? "value" : "values")}",
            };
            return $"{changed}. {(Disagreements == 0 ? "No verdict contradicts its expected verdict" : Disagreements == 1 ? "1 verdict contradicts its expected verdict" : $"{Disagreements} verdicts contradict their expected verdicts")}.";
        }
    }
}
