using System.Globalization;
using Repro.Claims;
using Repro.Probes.Runs;

namespace Repro.Reports;

/// <summary>A claim's result in full, as lines: for disagreements, for a single claim, and for a failing spec.</summary>
internal static class ClaimText
{
    /// <summary>The expected verdict, as the claim file has it.</summary>
    public static string Expected(Check check) => check.Standing.ToString().ToLowerInvariant();

    public static IEnumerable<string> Full(ClaimResult result)
    {
        Claim claim = result.Claim;
        string expected = claim.Check is null
            ? ""
            : $" (expected: {Expected(claim.Check)}{(result.IsDisagreement ? ", which this contradicts" : "")})";
        yield return $"{claim.Place} {claim.Id}: {result.Verdict}{expected}";
        yield return $"  statement  {claim.Statement}";
        if (claim.Check is not null)
        {
            yield return $"  claim      {claim.Check}";
            yield return $"  measured   {(result.Finding.Measured.Length > 0 ? result.Finding.Measured : "nothing")}";
        }

        yield return $"  because    {result.Finding.Why}";
        if (Remedy(result) is { } remedy)
        {
            yield return $"  remedy     {remedy}";
        }

        foreach (SeedsFinding backend in result.Finding.Backends)
        {
            yield return $"  evidence   {Evidence(backend)}";
        }

        if (claim.Groups.Count > 0)
        {
            yield return $"  group      {string.Join(' ', claim.Groups)}";
        }

        if (claim.Check is not null && claim.Reason.Length > 0)
        {
            yield return $"  reason     {claim.Reason}";
        }

        yield return $"  file       {claim.Source}";
    }

    /// <summary>
    /// What gives the claim a verdict: the remedy of what is missing, or the training of the seeds that are not recorded; null where
    /// nothing is missing.
    /// </summary>
    public static string? Remedy(ClaimResult result)
    {
        if (result.Finding.Lack is { } lack)
        {
            return lack.Remedy;
        }

        if (
            result.Verdict != Verdict.Inconclusive
            || result.Claim.Check is not { Address.Probe: "run" }
            || result.Finding.Backends.Any(backend => backend.Seeds.Count == backend.Declared)
        )
        {
            return null;
        }

        string[] runs = [.. ClaimRuns.Of(result.Claim.Check).Distinct(StringComparer.Ordinal)];
        string train = string.Join(" and ", runs.Select(run => $"repro train {run} --seeds LIST"));
        return $"train the seeds that are not recorded ({train}), then record them (repro baseline accept {string.Join(' ', runs)})";
    }

    /// <summary>One backend's seeds: what, when, and what they say.</summary>
    public static string Evidence(SeedsFinding backend)
    {
        string when = backend.Recorded is null ? "trained now" : $"recorded {backend.Recorded}";
        string interval = backend.Mean is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $", mean {backend.Mean:G6}, s {backend.Deviation:G3}, 95 % of single {backend.Single} {backend.Low:G6}..{backend.High:G6}"
            );
        return $"{backend.Backend}, {when}, {SeedText.OfDeclared(SeedText.Of(backend.Seeds), backend.Declared)}{interval}: {backend.Verdict} ({backend.Why})";
    }
}
