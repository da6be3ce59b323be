using Repro.Claims;

namespace Repro.Probes.Runs;

/// <summary>The trainings that a claim is about.</summary>
internal static class ClaimRuns
{
    /// <returns>Names of runs, as the claim's address and the one it is compared with say them; none where it is not about runs.</returns>
    public static IEnumerable<string> Of(Check check) =>
        new[] { check.Address, (check.Expected as Expectation.Quantity)?.Address }.OfType<Address>().SelectMany(address => address.Runs);
}
