using Repro.Claims;

namespace Repro.Reports;

/// <summary>Results of a verification, arranged as every report shows them.</summary>
/// <param name="results">Of all claim files or of a selection.</param>
/// <param name="whole">All claims, which says how many statements a group has; null where the results are all there is.</param>
internal sealed class VerificationReport(IReadOnlyList<ClaimResult> results, IEnumerable<Claim>? whole = null)
{
    public IReadOnlyList<ClaimResult> Results => results;

    public IReadOnlyList<ClaimResult> Disagreements => [.. results.Where(result => result.IsDisagreement)];

    /// <summary>Claims that measuring refutes, as expected, or that have no expected verdict.</summary>
    public IReadOnlyList<ClaimResult> RefutedAsHeld =>
        [.. results.Where(result => result.Verdict == Verdict.Refuted && !result.IsDisagreement)];

    public IReadOnlyList<ClaimResult> Inconclusive => [.. results.Where(result => result.Verdict == Verdict.Inconclusive)];

    /// <summary>By document and tier; claims that are not executable have none.</summary>
    public IReadOnlyList<ReportRow> Rows =>
        [
            .. results
                .GroupBy(result => (result.Claim.Document, result.Claim.Check?.Tier))
                .OrderBy(group => group.Key.Document, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Tier ?? (Tier)int.MaxValue)
                .Select(group => new ReportRow(group.Key.Document, group.Key.Tier, [.. group])),
        ];

    /// <summary>What is missing, most wanted first, with the claims that wait for it.</summary>
    public IReadOnlyList<(MissingPrerequisite Lack, IReadOnlyList<ClaimResult> Claims)> Lacks =>
        [
            .. results
                .Where(result => result.Finding.Lack is not null)
                .GroupBy(result => result.Finding.Lack!)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key.What, StringComparer.Ordinal)
                .Select(group => (group.Key, (IReadOnlyList<ClaimResult>)[.. group])),
        ];

    /// <summary>The records that verdicts rest on: run, backend, date and seeds, and how many claims were judged on each.</summary>
    public IReadOnlyList<RecordedEvidence> Recorded =>
        [
            .. results
                .SelectMany(result =>
                    result
                        .Finding.Backends.Where(backend => backend.Recorded is not null)
                        .Select(backend =>
                            (
                                Run: RunsOf(result.Claim),
                                backend.Backend,
                                Date: backend.Recorded!,
                                Seeds: SeedText.Of(backend.Seeds),
                                backend.Declared
                            )
                        )
                )
                .GroupBy(record => record)
                .OrderBy(group => group.Key.Run, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Backend, StringComparer.Ordinal)
                .Select(group => new RecordedEvidence(
                    group.Key.Run,
                    group.Key.Backend,
                    group.Key.Date,
                    group.Key.Seeds,
                    group.Key.Declared,
                    group.Count()
                )),
        ];

    /// <summary>Statements about one thing, which as a rule contradict each other, by group.</summary>
    public IReadOnlyList<ReportGroup> Groups { get; } = GroupsOf(results, whole ?? results.Select(result => result.Claim));

    private static IReadOnlyList<ReportGroup> GroupsOf(IReadOnlyList<ClaimResult> results, IEnumerable<Claim> whole)
    {
        Dictionary<string, int> sizes = whole.SelectMany(claim => claim.Groups).CountBy(group => group).ToDictionary();
        return
        [
            .. results
                .SelectMany(result => result.Claim.Groups.Select(group => (group, result)))
                .GroupBy(pair => pair.group, pair => pair.result)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ReportGroup(group.Key, [.. group], sizes[group.Key])),
        ];
    }

    private static string RunsOf(Claim claim)
    {
        string run = claim.Check!.Address.Subject;
        return claim.Check.Expected is Expectation.Quantity { Address.Subject: var other } && other != run ? $"{run}, {other}" : run;
    }
}

/// <summary>A document's claims of one tier (null: not executable).</summary>
internal sealed record ReportRow(string Document, Tier? Tier, IReadOnlyList<ClaimResult> Results);

/// <summary>Statements about one thing.</summary>
/// <param name="Size">How many there are; a selection may show fewer.</param>
internal sealed record ReportGroup(string Name, IReadOnlyList<ClaimResult> Claims, int Size)
{
    /// <summary>" (1 of 5 claims)" where some are not shown, else nothing.</summary>
    public string Shown => Claims.Count == Size ? "" : FormattableString.Invariant($" ({Claims.Count} of {Size} claims)");
}

/// <summary>A record that claims were judged on.</summary>
internal sealed record RecordedEvidence(string Runs, string Backend, string Date, string Seeds, int Declared, int Claims);
