namespace Repro.Claims;

/// <summary>Runs claims through their probes.</summary>
internal sealed class Verifier(ProbeRegistry probes)
{
    /// <exception cref="InputException">A claim asks for what no probe measures; all such rows are named with file and line.</exception>
    public IReadOnlyList<ClaimResult> Verify(IEnumerable<Claim> claims)
    {
        IReadOnlyList<ClaimResult> results = Verify(claims, out InputException? refusal);
        return refusal is null ? results : throw refusal;
    }

    /// <summary>The results of the claims whose addresses the probes know.</summary>
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
        }

        refusal =
            errors.Count == 0
                ? null
                : new InputException($"The claim files have {errors.Count} error{(errors.Count == 1 ? "" : "s")}:", [.. Lines(errors)]);
        return results;
    }

    // Claims with the same unknown name share a line, and lists of names come once, at the end.
    private static IEnumerable<string> Lines(List<(Claim Claim, AddressException Error)> errors)
    {
        foreach (
            IGrouping<string, (Claim Claim, AddressException Error)> cause in errors.GroupBy(error =>
                error.Error.Known is null ? $"{error.Claim.Source}: {error.Error.Message}" : error.Error.Error
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
