namespace Repro.Claims;

/// <summary>Runs claims through their probes.</summary>
internal sealed class Verifier(ProbeRegistry probes)
{
    private const string ClaimOf = "repro.claim";

    /// <summary>The claim whose probe threw an exception, with its place, for a message; null if the exception is not a probe's.</summary>
    public static string? FailedClaim(Exception exception) => exception.Data[ClaimOf] as string;

    /// <exception cref="InputException">A claim asks for what no probe measures, or needs a file that is damaged; all such rows are named with file and line.</exception>
    public IReadOnlyList<ClaimResult> Verify(IEnumerable<Claim> claims)
    {
        IReadOnlyList<ClaimResult> results = Verify(claims, out InputException? refusal);
        return refusal is null ? results : throw refusal;
    }

    /// <summary>The results of the claims that can be verified.</summary>
    /// <param name="refusal">What is wrong with the others, which have no result; null where there are none.</param>
    public IReadOnlyList<ClaimResult> Verify(IEnumerable<Claim> claims, out InputException? refusal)
    {
        List<ClaimResult> results = [];
        List<(Claim Claim, AddressException Error)> errors = [];
        foreach (Claim claim in claims)
        {
            try
            {
                results.Add(new ClaimResult(claim, Judge.Decide(claim, probes)));
            }
            catch (AddressException exception)
            {
                errors.Add((claim, exception));
            }
            catch (Exception exception) when (Names(claim, exception))
            {
                throw;
            }
        }

        refusal =
            errors.Count == 0 ? null : new InputException($"{Counted.Of(errors.Count, "claim")} cannot be verified:", [.. Lines(errors)]);
        return results;
    }

    // The exception of a probe, which may be one of the project's tests, passes as it is; whoever reports it can name the claim.
    private static bool Names(Claim claim, Exception exception)
    {
        exception.Data[ClaimOf] = $"{claim.Source}: {claim.Id}: the probe failed on '{claim.Check?.Address.Text}'";
        return false;
    }

    // Claims with the same unknown name or the same damaged file share a line, and lists of names come once, at the end.
    private static IEnumerable<string> Lines(List<(Claim Claim, AddressException Error)> errors)
    {
        foreach (
            IGrouping<string, (Claim Claim, AddressException Error)> cause in errors.GroupBy(error =>
                error.Error.IsOfSubject ? error.Error.Error : $"{error.Claim.Source}: {error.Error.Message}"
            )
        )
        {
            (Claim first, AddressException error) = cause.First();
            string others = string.Join(", ", cause.Skip(1).Select(other => $"{other.Claim.Source} {other.Claim.Id}"));
            yield return $"{first.Source}: {first.Id}: {error.Error}{(others.Length > 0 ? $" The same error: {others}." : "")}";
        }

        foreach (string known in errors.Select(error => error.Error.Known).OfType<string>().Distinct())
        {
            yield return known;
        }
    }

    /// <summary>One claim.</summary>
    /// <exception cref="InputException">As above.</exception>
    public ClaimResult Verify(Claim claim) => Verify([claim])[0];
}
