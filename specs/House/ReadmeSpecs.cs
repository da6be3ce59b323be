using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Specs.Claims;

namespace Repro.Specs.House;

/// <summary>README's figures on what can be executed.</summary>
[Category("Fast")]
public class ReadmeSpecs
{
    [Test]
    public void It_says_how_many_claims_can_be_executed_and_that_none_waits_for_a_probe()
    {
        Match said = Regex.Match(File.ReadAllText(Repository.PathOf("README.md")), "Of the (?<executable>[0-9,]+) statements that can be executed.*; every one has its probe");
        Claim[] executable = [.. Own.Claims.Claims.Where(claim => claim.Check is not null)];

        int unbuilt = ClaimCases.Verifier.Verify(executable).Count(result => result.Finding.Lack is { What: var what } && what.StartsWith(Judge.NotBuiltYet, StringComparison.Ordinal));

        int.Parse(said.Groups["executable"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture).Should().Be(executable.Length);
        unbuilt.Should().Be(0);
    }
}
