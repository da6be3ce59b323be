using System.Globalization;
using Repro.Claims;

namespace Repro.Reports;

/// <summary>A claim's result in full, as lines: for disagreements, for a single claim, and for a failing spec.</summary>
public static class ClaimText
{
    public static IEnumerable<string> Full(ClaimResult result)
    {
        Claim claim = result.Claim;
        string book = claim.Check is null ? "" : $" (the book says: {claim.Check.Standing.ToString().ToLowerInvariant()}{(result.IsDisagreement ? ", which this contradicts" : "")})";
        yield return $"{claim.Place} {claim.Id}: {result.Verdict}{book}";
        yield return $"  says       {claim.Statement}";
        if (claim.Check is not null)
        {
            yield return $"  claim      {claim.Check}";
            yield return $"  measured   {(result.Finding.Measured.Length > 0 ? result.Finding.Measured : "nothing")}";
        }

        yield return $"  because    {result.Finding.Why}";
        if (result.Finding.Lack is { } lack)
        {
            yield return $"  remedy     {lack.Remedy}";
        }

        foreach (SeedsFinding engine in result.Finding.Engines)
        {
            yield return $"  evidence   {Evidence(engine)}";
        }

        if (claim.Groups.Count > 0)
        {
            yield return $"  group      {string.Join(' ', claim.Groups)}";
        }

        if (claim.Check is not null && claim.Reason.Length > 0)
        {
            yield return $"  reason     {claim.Reason}";
        }

        yield return $"  book       {claim.Source}";
    }

    /// <summary>One engine's seeds: what, when, and what they say.</summary>
    public static string Evidence(SeedsFinding engine)
    {
        string when = engine.Recorded is null ? "trained now" : $"recorded {engine.Recorded}";
        string interval = engine.Mean is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", mean {engine.Mean:G6}, s {engine.Deviation:G3}, 95 % of single {engine.Single} {engine.Low:G6}..{engine.High:G6}");
        return $"{engine.Engine}, {when}, seeds {SeedText.Of(engine.Seeds)} of {engine.Declared.ToString(CultureInfo.InvariantCulture)} declared{interval}: {engine.Verdict} ({engine.Why})";
    }
}
