using NUnit.Framework.Internal;
using Repro.Claims;
using Repro.NUnit;
using Repro.Probes.Runs;
using Repro.Runs;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class ClaimCaseSpecs
{
    [TestCase("fast", "", "Fast")]
    [TestCase("small", "mnist", "Small Data")]
    [TestCase("small", "vgg16_top cats_and_dogs_small", "Small Pretrained Data")]
    [TestCase("long", "run:a run:b", "Long")]
    public void Categories_follow_tier_and_needs(string tier, string needs, string categories)
    {
        Check check = Made.Check("model:m/q", "=", "1", null) with
        {
            Tier = Enum.Parse<Tier>(tier, ignoreCase: true),
            Needs = needs.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };

        ClaimCategories.Of(check, ["vgg16", "squeezenet"]).Should().Equal(categories.Split(' '));
    }

    [Test]
    public void A_group_has_at_least_two_statements() =>
        Own
            .Claims.Claims.SelectMany(claim => claim.Groups)
            .CountBy(group => group)
            .Where(group => group.Value < 2)
            .Should()
            .BeEmpty("one statement contradicts nothing");

    [Test]
    public void A_claim_about_runs_needs_them_their_data_and_their_weights()
    {
        foreach (Claim claim in Own.Claims.Executable.Where(claim => claim.IsAboutRun()))
        {
            RunConfiguration[] runs = [.. ClaimRuns.Of(claim.Check!).Select(Own.Runs.Load)];

            claim.Check!.Needs.Should().Contain(runs.SelectMany(run => new[] { "run:" + run.Name, run.DataSet }), claim.Id);
            ClaimCategories.Of(claim.Check, Own.Host).Contains("Pretrained").Should().Be(runs.Any(run => run.Base is not null), claim.Id);
        }
    }

    [Test]
    public void A_contradiction_fails_with_the_evidence()
    {
        Action report = () => ClaimOutcome.Report(Result(Verdict.Refuted, ExpectedVerdict.Holds));

        using (new TestExecutionContext.IsolatedContext())
        {
            report.Should().Throw<AssertionException>().WithMessage("*document-003:7*measured   2*because    counted*");
        }
    }

    [TestCase(Verdict.Inconclusive, ExpectedVerdict.Holds)]
    [TestCase(Verdict.NotRun, ExpectedVerdict.Holds)]
    [TestCase(Verdict.Refuted, ExpectedVerdict.Open)]
    [TestCase(Verdict.Reproduced, ExpectedVerdict.Open)]
    public void What_decides_nothing_is_ignored(Verdict verdict, ExpectedVerdict standing)
    {
        Action report = () => ClaimOutcome.Report(Result(verdict, standing));

        report.Should().Throw<IgnoreException>();
    }

    [TestCase(Verdict.Reproduced, ExpectedVerdict.Holds)]
    [TestCase(Verdict.Refuted, ExpectedVerdict.Refuted)]
    public void What_agrees_passes(Verdict verdict, ExpectedVerdict standing)
    {
        Action report = () => ClaimOutcome.Report(Result(verdict, standing));

        report.Should().NotThrow();
    }

    [Test]
    public void Every_probe_is_used_by_a_claim()
    {
        IEnumerable<string> used = Own
            .Claims.Executable.SelectMany(claim =>
                (Address?[])[claim.Check!.Address, (claim.Check.Expected as Expectation.Quantity)?.Address]
            )
            .OfType<Address>()
            .Select(address => address.Probe);

        Own.Host.Probes().Prefixes.Should().BeSubsetOf(used, "a probe that no claim uses is an orphan");
    }

    private static ClaimResult Result(Verdict verdict, ExpectedVerdict standing) =>
        new(Made.Claim("a", Made.Check("model:m/q", "=", "1", null, standing)), new Finding(verdict, "2", "counted"));
}
