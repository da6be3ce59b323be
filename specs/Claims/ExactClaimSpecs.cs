using Repro.Claims;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class ExactClaimSpecs
{
    [TestCase("1", "=", "1", null, true)]
    [TestCase("1", "=", "1.0000001", null, false)]
    [TestCase("1000", "=", "1000", null, true)]
    [TestCase("4x4x512", "=", "4x4x512", null, true)]
    [TestCase("4x4x512", "=", "4x4x511", null, false)]
    [TestCase("NonexNonex3", "=", "NonexNonex3", null, true)]
    [TestCase("0.15", "~", "0.1", 0.05, true)]
    [TestCase("0.150001", "~", "0.1", 0.05, false)]
    [TestCase("0.05", "~", "0.1", 0.05, true)]
    [TestCase("2", "<", "2", null, false)]
    [TestCase("2", "<=", "2", null, true)]
    [TestCase("2", ">", "1", null, true)]
    [TestCase("2", ">=", "3", null, false)]
    [TestCase("0.5", "in", "0.5..1", null, true)]
    [TestCase("1.1", "in", "0.5..1", null, false)]
    [TestCase("\"3x3\"", "=", "\"3x3\"", null, true)]
    [TestCase("\"3x3\"", "=", "\"3X3\"", null, false)]
    [TestCase("\"conv2d conv2d_1 flatten\"", "contains", "\"conv2d_1\"", null, true)]
    [TestCase("\"conv2d conv2d_12 flatten\"", "contains", "\"conv2d_1\"", null, false)]
    [TestCase("\"a b c d\"", "contains", "\"b c\"", null, true)]
    [TestCase("\"a b c d\"", "contains", "\"b d\"", null, false)]
    [TestCase("\"a b\"", "contains", "\"a b c\"", null, false)]
    public void Compares(string measured, string relation, string expected, double? margin, bool holds)
    {
        Value value = ((Expectation.Constant)Expectation.Parse(measured)).Value;

        Finding finding = Decide(new Measurement.Exact(value, "made"), relation, expected, margin);

        finding.Verdict.Should().Be(holds ? Verdict.Reproduced : Verdict.Refuted);
    }

    [TestCase("\"text\"", "=", "5")]
    [TestCase("4x4", "<", "5")]
    [TestCase("\"text\"", "~", "5")]
    public void Kinds_that_do_not_compare_are_an_error_of_the_book(string measured, string relation, string expected)
    {
        Value value = ((Expectation.Constant)Expectation.Parse(measured)).Value;

        Action decide = () => Decide(new Measurement.Exact(value, "made"), relation, expected, 1);

        decide.Should().Throw<AddressException>();
    }

    [TestCase("=", "5")]
    [TestCase("<", "5")]
    [TestCase("in", "1..5")]
    public void NaN_is_no_measurement(string relation, string expected)
    {
        Action decide = () => Decide(new Measurement.Exact(new Value.Number(double.NaN), "made"), relation, expected, null);

        decide.Should().Throw<AddressException>().WithMessage("The measured value is NaN*");
    }

    [Test]
    public void A_shape_of_one_axis_may_be_written_as_a_number() =>
        Decide(new Measurement.Exact(new Value.Dimensions([8192]), "made"), "=", "8192", null).Verdict.Should().Be(Verdict.Reproduced);

    [TestCase("cannot find weights.h5 here", Verdict.Reproduced)]
    [TestCase("something else", Verdict.Refuted)]
    public void Throws_looks_into_the_message(string message, Verdict verdict) =>
        Decide(new Measurement.Thrown(message, "made"), "throws", "\"weights.h5\"", null).Verdict.Should().Be(verdict);

    [Test]
    public void An_error_that_does_not_come_refutes_throws() =>
        Decide(new Measurement.Exact(new Value.Number(1), "it worked"), "throws", "\"x\"", null).Verdict.Should().Be(Verdict.Refuted);

    [Test]
    public void Missing_input_is_not_run_with_the_remedy()
    {
        Finding finding = Decide(new Measurement.Missing("data set mnist", "set REPRO_DATA"), "=", "1", null);

        finding.Verdict.Should().Be(Verdict.NotRun);
        finding.Lack.Should().Be(new MissingPrerequisite("data set mnist", "set REPRO_DATA"));
    }

    [Test]
    public void A_missing_other_side_is_not_run_either()
    {
        Check check = Made.Check("model:a/q", "=", "picture:b/q", null);

        Finding finding = Judge.Decide(check, new Measurement.Exact(new Value.Number(1), ""), new Measurement.NotBuilt("picture:b"));

        finding.Should().BeEquivalentTo(new { Verdict = Verdict.NotRun, Why = "probe not built yet: picture:b" });
    }

    private static Finding Decide(Measurement measured, string relation, string expected, double? margin) =>
        Judge.Decide(Made.Check("model:m/q", relation, expected, margin), measured, null);
}
