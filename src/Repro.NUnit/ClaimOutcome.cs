using NUnit.Framework;
using Repro.Claims;
using Repro.Reports;

namespace Repro.NUnit;

/// <summary>What a verdict means for its case.</summary>
internal static class ClaimOutcome
{
    /// <summary>
    /// Fails where the verdict contradicts the expected one; is ignored, with the reason, where nothing was decided or nothing is held.
    /// NUnit's own Inconclusive would vanish from the totals of <c>dotnet test</c>.
    /// </summary>
    public static void Report(ClaimResult result)
    {
        if (result.IsDisagreement)
        {
            Assert.Fail(string.Join(Environment.NewLine, ClaimText.Full(result)));
        }

        if (result.Verdict is not (Verdict.Reproduced or Verdict.Refuted))
        {
            Assert.Ignore($"{result.Verdict}: {result.Finding.Why}" + (result.Finding.Lack is { } lack ? $" ({lack.Remedy})" : ""));
        }

        if (result.Claim.Check!.Standing == ExpectedVerdict.Open)
        {
            Assert.Ignore($"expected verdict open, {result.Verdict}: measured {result.Finding.Measured}. {result.Claim.Reason}");
        }
    }
}
