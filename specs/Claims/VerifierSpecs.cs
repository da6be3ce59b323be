using Repro.Claims;
using Repro.Cli.Commands.Claims;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class VerifierSpecs
{
    [TestCase("=", "1", ExpectedVerdict.Holds, false)]
    [TestCase("=", "2", ExpectedVerdict.Holds, true)]
    [TestCase("=", "1", ExpectedVerdict.Refuted, true)]
    [TestCase("=", "2", ExpectedVerdict.Refuted, false)]
    [TestCase("=", "2", ExpectedVerdict.Open, false)]
    [TestCase("=", "1", ExpectedVerdict.Open, false)]
    public void A_verdict_against_the_standing_is_a_disagreement(string relation, string expected, ExpectedVerdict standing, bool disagrees)
    {
        Verifier verifier = new(new ProbeRegistry(new MadeProbe("model", _ => new Measurement.Exact(new Value.Number(1), ""))));

        ClaimResult result = verifier.Verify(Made.Claim("a", Made.Check("model:m/q", relation, expected, null, standing)));

        result.IsDisagreement.Should().Be(disagrees);
    }

    [Test]
    public void A_probe_that_is_not_there_is_not_built_yet()
    {
        Verifier verifier = new(new ProbeRegistry());

        ClaimResult result = verifier.Verify(Made.Claim("a", Made.Check("picture:grid/size", "=", "1", null)));

        result.Verdict.Should().Be(Verdict.NotRun);
        result.Finding.Lack!.What.Should().Be("probe not built yet: picture:grid");
        result.IsDisagreement.Should().BeFalse();
    }

    [Test]
    public void An_unknown_address_is_an_error_with_file_and_line()
    {
        Verifier verifier = new(
            new ProbeRegistry(new MadeProbe("model", address => throw new AddressException($"no model {address.Subject}")))
        );
        Claim claim = Made.Claim("a", Made.Check("model:m/q", "=", "1", null));

        Action verify = () => verifier.Verify([claim, claim]);

        verify.Should().Throw<InputException>().WithMessage("2 claims cannot be verified:*003.csv:7: a: no model m*");
    }

    [Test]
    public void Claims_with_the_same_unknown_name_share_a_line_and_the_known_names_come_once()
    {
        Verifier verifier = new(Own.Host.Probes());
        Claim[] claims =
        [
            Made.Claim("a", Made.Check("model:mnist-ful/total_params", "=", "1", null)),
            Made.Claim("b", Made.Check("model:mnist-ful/trainable_params", "=", "1", null)),
            Made.Claim("c", Made.Check("config:mnist-convnett/epochs", "=", "1", null)),
            Made.Claim("d", Made.Check("config:mnist-io/epochs", "=", "1", null)),
            Made.Claim("e", Made.Check("model:mnist-full/total_parms", "=", "1", null)),
        ];

        Action verify = () => verifier.Verify(claims);

        IReadOnlyList<string> lines = verify.Should().Throw<InputException>().Which.Lines;
        lines
            .Take(5)
            .Should()
            .Equal(
                "5 claims cannot be verified:",
                "003.csv:7: a: There is no model 'mnist-ful'. Did you mean 'mnist-full'? The same error: 003.csv:7 b.",
                "003.csv:7: c: Unknown run 'mnist-convnett'. Did you mean 'mnist-convnet'?",
                "003.csv:7: d: Unknown run 'mnist-io'.",
                "003.csv:7: e: A model has no quantity 'total_parms'. Did you mean 'total_params'?"
            );
        lines
            .Skip(5)
            .Should()
            .SatisfyRespectively(
                line => line.Should().StartWith("Known models: "),
                line => line.Should().StartWith("The runs are "),
                line => line.Should().StartWith("The quantities of a model are ")
            );
    }

    [Test]
    public void A_claim_with_an_unknown_name_is_left_out_where_others_can_be_judged()
    {
        Claim right = Made.Claim("right", Made.Check("model:mnist-full/total_params", "=", "93322", null));
        Claim wrong = Made.Claim("wrong", Made.Check("model:mnist-ful/total_params", "=", "1", null));
        using StringWriter error = new();

        Verification verification = Verification.Of(Own.Host, [wrong, right], null, whole: false, error);

        verification.Report.Results.Select(result => result.Claim.Id).Should().Equal("right");
        verification.ExitCode.Should().Be(2);
        error
            .ToString()
            .Should()
            .Match(
                "repro: 1 claim cannot be verified:*wrong: There is no model 'mnist-ful'*Claims with errors are skipped. The exit code will be 2.*"
            );
        FluentActions.Invoking(() => Verification.Of(Own.Host, [wrong, right], null, whole: true, error)).Should().Throw<InputException>();
        FluentActions.Invoking(() => Verification.Of(Own.Host, [wrong], null, whole: false, error)).Should().Throw<InputException>();
    }

    [Test]
    public void An_address_is_measured_once()
    {
        MadeProbe probe = new("model", _ => new Measurement.Exact(new Value.Number(1), ""));
        Claim claim = Made.Claim("a", Made.Check("model:m{x,y}/q", "=", "model:m{x, y}/q", null));

        new Verifier(new ProbeRegistry(probe)).Verify([claim, claim]);

        probe.Calls.Should().Be(1);
    }
}
