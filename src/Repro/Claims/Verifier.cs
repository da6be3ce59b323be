namespace Repro.Claims;

/// <summary>Runs claims through their probes.</summary>
public sealed class Verifier(ProbeRegistry probes)
{
    /// <exception cref="InputException">The book asks for what no probe knows; all such rows are named with file and line.</exception>
    public IReadOnlyList<ClaimResult> Verify(IEnumerable<Claim> claims)
    {
        List<ClaimResult> results = [];
        List<string> errors = [];
        foreach (Claim claim in claims)
        {
            try
            {
                results.Add(new ClaimResult(claim, Judge.Decide(claim, probes)));
            }
            catch (AddressException exception)
            {
                errors.Add($"{claim.Source}: {claim.Id}: {exception.Message}");
            }
        }

        return errors.Count == 0
            ? results
            : throw new InputException($"The claim book has {errors.Count} error{(errors.Count == 1 ? "" : "s")}:", errors);
    }

    /// <summary>One claim.</summary>
    /// <exception cref="InputException">As above.</exception>
    public ClaimResult Verify(Claim claim) => Verify([claim])[0];
}
