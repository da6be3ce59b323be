using Repro.Claims;
using Repro.Probes;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class ExpressionSpecs
{
    [TestCase("7*7*3*64+64", 9472)]
    [TestCase("2000/25000", 0.08)]
    [TestCase("0.9480-0.8990", 0.049)]
    [TestCase("ceil(553467096/8192)*8192", 553467904)]
    [TestCase("floor((156-7)/2)+1", 75)]
    [TestCase("2 - 3 - 4", -5)]
    [TestCase("16/4/2", 2)]
    [TestCase("2+3*4", 14)]
    [TestCase("-(2+3)*-4", 20)]
    [TestCase("ceil(-1.5)", -1)]
    public void Computes(string expression, double value) =>
        Measure(expression).Should().BeEquivalentTo(new { Value = new Value.Number(value) });

    [TestCase("2+")]
    [TestCase("2 3")]
    [TestCase("(2")]
    [TestCase("two")]
    [TestCase("1..2")]
    [TestCase("1/0")]
    [TestCase("sqrt(4)")]
    [TestCase("99999999999999999999*99999999999999999999")]
    public void Refuses(string expression)
    {
        Action measure = () => Measure(expression);

        measure.Should().Throw<AddressException>();
    }

    [Test]
    public void Refuses_endless_nesting()
    {
        Action measure = () => Measure(new string('(', 10_000) + "1");

        measure.Should().Throw<AddressException>();
    }

    private static Measurement Measure(string expression) =>
        new ArithmeticProbe(Own.Runs).Measure(Address.Parse($"arithmetic:expression[{expression}]/value"));
}
