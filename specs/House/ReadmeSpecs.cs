using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Probes;

namespace Repro.Specs.House;

/// <summary>README's figures on what is not there yet: who builds a probe corrects them.</summary>
[Category("Fast")]
public class ReadmeSpecs
{
    [Test]
    public void It_says_how_many_claims_can_be_executed_and_wait_for_a_probe()
    {
        Match said = Regex.Match(File.ReadAllText(Repository.PathOf("README.md")), "Of the (?<executable>[0-9,]+) statements that can be executed.*NotRun are (?<unbuilt>[0-9,]+) whose probes are not built yet");
        int Said(string name) => int.Parse(said.Groups[name].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Claim[] executable = [.. ClaimBook.Default.Claims.Where(claim => claim.Check is not null)];

        int unbuilt = new Verifier(ProbeList.Create()).Verify(executable).Count(result => result.Finding.Lack is { What: var what } && what.StartsWith(Judge.NotBuiltYet, StringComparison.Ordinal));

        Said("executable").Should().Be(executable.Length);
        Said("unbuilt").Should().BeCloseTo(unbuilt, 20);
    }
}
