using Repro.Claims;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class SeedsClaimSpecs
{
    // Mean 0.99, s = 0.001581; t(0.975, 4) = 2.776 and t(0.995, 4) = 4.604 times sqrt(1.2) give half-widths 0.00481 and 0.00797.
    private static readonly double[] Five = [0.988, 0.989, 0.99, 0.991, 0.992];

    [TestCase("~", "0.99", 0.005, Verdict.Reproduced)]
    [TestCase("~", "0.9948", 0.005, Verdict.Reproduced)]
    [TestCase("~", "0.9949", 0.005, Verdict.Inconclusive)]
    [TestCase("~", "0.9979", 0.005, Verdict.Inconclusive)]
    [TestCase("~", "0.9980", 0.005, Verdict.Refuted)]
    [TestCase("~", "0.99", 0.004, Verdict.Inconclusive)]
    [TestCase("in", "0.994..1", 0.005, Verdict.Reproduced)]
    [TestCase("in", "0.998..1", 0.005, Verdict.Refuted)]
    [TestCase("in", "0.5..0.98", 0.005, Verdict.Refuted)]
    [TestCase(">", "0.985", null, Verdict.Reproduced)]
    [TestCase(">", "0.986", null, Verdict.Inconclusive)]
    [TestCase(">", "0.9980", null, Verdict.Refuted)]
    [TestCase("<=", "0.995", null, Verdict.Reproduced)]
    [TestCase("<=", "0.98", null, Verdict.Refuted)]
    [TestCase(">=", "0.985", 0.004, Verdict.Inconclusive)]
    public void Five_seeds_against_a_constant(string relation, string expected, double? margin, Verdict verdict) =>
        Decide(Made.Seeds(Five), relation, expected, margin).Verdict.Should().Be(verdict);

    // 80 samples: an accuracy has steps of 0.0125, and 0.99 is not one of them.
    [TestCase("~", "1", Verdict.Reproduced)]
    [TestCase("~", "0.99", Verdict.Inconclusive)]
    [TestCase("in", "0.985..0.99", Verdict.Inconclusive)]
    [TestCase("~", "0.94", Verdict.Refuted)]
    [TestCase("<", "1", Verdict.Refuted)]
    public void Five_equal_seeds_refute_no_value_within_the_margin(string relation, string expected, Verdict verdict)
    {
        Finding finding = Decide(Made.Seeds(1, 1, 1, 1, 1), relation, expected, 0.05);

        finding.Verdict.Should().Be(verdict);
        if (verdict == Verdict.Inconclusive)
        {
            finding.Why.Should().StartWith("all seeds gave the same value");
        }
    }

    [Test]
    public void Four_declared_seeds_decide_nothing()
    {
        Finding finding = Decide(Made.Seeds(0.99, 0.99, 0.99, 0.99), "~", "0.99", 0.005);

        finding.Should().BeEquivalentTo(new { Verdict = Verdict.Inconclusive, Why = "only 4 seeds declared; a verdict takes 5" });
    }

    [Test]
    public void Until_all_are_recorded_it_is_inconclusive()
    {
        Finding finding = Decide(Made.Seeds(10, ("Cpu", Five)), "~", "0.99", 0.005);

        finding.Verdict.Should().Be(Verdict.Inconclusive);
        finding.Why.Should().Contain("5 of 10");
    }

    [Test]
    public void Nothing_recorded_is_none_of_those_declared() =>
        Decide(Made.Seeds(10), "~", "0.99", 0.005)
            .Should()
            .BeEquivalentTo(new { Verdict = Verdict.Inconclusive, Why = "0 of 10 declared seeds of made are recorded" });

    [Test]
    public void Seeds_that_were_not_declared_do_not_count()
    {
        // Without the sixth the mean is 0.99; with it the interval would be far too wide to answer.
        Finding finding = Decide(Made.Seeds(5, ("Cpu", [.. Five, 0.1])), "~", "0.99", 0.005);

        finding.Verdict.Should().Be(Verdict.Reproduced);
        finding.Backends.Single().Seeds.Should().Equal(1, 2, 3, 4, 5);
    }

    [Test]
    public void Backends_are_never_pooled_and_Cpu_counts()
    {
        Finding finding = Decide(Made.Seeds(5, ("TensorFlow", [0.5, 0.51, 0.5, 0.51, 0.5]), ("Cpu", Five)), "~", "0.99", 0.005);

        finding.Verdict.Should().Be(Verdict.Reproduced);
        finding
            .Backends.Select(backend => (backend.Backend, backend.Verdict))
            .Should()
            .Equal(("Cpu", Verdict.Reproduced), ("TensorFlow", Verdict.Refuted));
    }

    [Test]
    public void The_other_backend_counts_where_Cpu_is_not_complete() =>
        Decide(Made.Seeds(5, ("Cpu", [0.99]), ("TensorFlow", Five)), "~", "0.99", 0.005)
            .Should()
            .Match<Finding>(finding => finding.Verdict == Verdict.Reproduced && finding.Backends[0].Backend == "TensorFlow");

    [TestCase("5", Verdict.Reproduced)]
    [TestCase("6", Verdict.Refuted)]
    public void Equal_seeds_make_the_interval_a_point(string expected, Verdict verdict) =>
        Decide(Made.Seeds(5, 5, 5, 5, 5), "~", expected, 1).Verdict.Should().Be(verdict);

    [TestCase(">", Verdict.Refuted)]
    [TestCase(">=", Verdict.Reproduced)]
    [TestCase("<", Verdict.Refuted)]
    [TestCase("<=", Verdict.Reproduced)]
    public void A_point_on_the_bound_belongs_to_closed_orders_only(string relation, Verdict verdict) =>
        Decide(Made.Seeds(5, 5, 5, 5, 5), relation, "5", null).Verdict.Should().Be(verdict);

    [Test]
    public void A_run_without_a_value_leaves_it_open() =>
        Decide(Made.Seeds(0.98, 0.99, double.NaN, 0.99, 0.98), "~", "0.99", 0.05)
            .Should()
            .Match<Finding>(finding => finding.Verdict == Verdict.Inconclusive && finding.Why.Contains("seed 3"));

    [Test]
    public void Orders_between_runs_are_paired_by_seed()
    {
        // Both runs vary by 0.1, but together: each difference is 0.01 or 0.011.
        Measurement.Seeds low = Made.Seeds(0.5, 0.6, 0.5, 0.6, 0.55);
        Measurement.Seeds high = Made.Seeds(0.51, 0.611, 0.51, 0.611, 0.56);

        Pair(high, ">", low).Verdict.Should().Be(Verdict.Reproduced);
        Pair(high, "<", low).Verdict.Should().Be(Verdict.Refuted);
        Pair(low, "<", high).Verdict.Should().Be(Verdict.Reproduced);
    }

    [Test]
    public void A_difference_within_a_margin_lies_wholly_inside_it()
    {
        Measurement.Seeds left = Made.Seeds(0.5, 0.6, 0.5, 0.6, 0.55);
        Measurement.Seeds right = Made.Seeds(0.51, 0.611, 0.51, 0.611, 0.56);

        Pair(left, "~", right, 0.05).Verdict.Should().Be(Verdict.Reproduced);
        Pair(left, "~", right, 0.005).Verdict.Should().Be(Verdict.Refuted);
        Pair(left, "~", right, 0.0105).Verdict.Should().Be(Verdict.Inconclusive);
    }

    [Test]
    public void A_pair_takes_seeds_that_both_declare_and_one_backend()
    {
        Measurement.Seeds ten = Made.Seeds([.. Enumerable.Range(0, 10).Select(seed => 0.9 + seed * 0.001)]);
        Measurement.Seeds five = Made.Seeds([.. Enumerable.Range(0, 5).Select(seed => 0.8 + seed * 0.001)]);
        Measurement.Seeds elsewhere = Made.Seeds(5, ("TensorFlow", [0.1, 0.2, 0.3, 0.2, 0.1]));

        Pair(ten, ">", five).Backends.Single().Seeds.Should().Equal(1, 2, 3, 4, 5);
        Pair(ten, ">", elsewhere)
            .Should()
            .BeEquivalentTo(new { Verdict = Verdict.Inconclusive, Why = "0 of 5 declared seeds of made are recorded" });
    }

    [TestCase("=", "1", null)]
    [TestCase("contains", "\"1\"", null)]
    [TestCase("in", "0..1", null)]
    public void What_cannot_be_asked_of_a_run_is_an_error_of_the_book(string relation, string expected, double? margin)
    {
        Action decide = () => Decide(Made.Seeds(Five), relation, expected, margin);

        decide.Should().Throw<AddressException>();
    }

    private static Finding Decide(Measurement measured, string relation, string expected, double? margin) =>
        Judge.Decide(Made.Check("run:m/q", relation, expected, margin), measured, null);

    private static Finding Pair(Measurement left, string relation, Measurement right, double? margin = null) =>
        Judge.Decide(Made.Check("run:m/q", relation, "run:n/q", margin), left, right);
}
