using Repro.Numerics;
using Repro.Statistics;

namespace Repro.Specs.Statistics;

[Category("Fast")]
internal sealed class SampleSpecs
{
    [Test]
    public void Mean_deviation_and_prediction_interval()
    {
        Sample sample = Sample.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        sample.Mean.Should().Be(5);
        sample.Deviation.Should().BeApproximately(Math.Sqrt(32.0 / 7), 1e-15);
        sample
            .Prediction(0.95)
            .HalfWidth.Should()
            .BeApproximately(StudentT.Quantile(0.975, 7) * Math.Sqrt(32.0 / 7 * (1 + 1.0 / 8)), 1e-12);
    }

    [Test]
    public void Equal_values_have_no_deviation_whatever_the_mean_rounds_to() =>
        Sample.Of([0.1, 0.1, 0.1]).Should().Be(new Sample(3, 0.1, 0));

    [TestCase(new double[] { })]
    [TestCase(new[] { 1.0 })]
    [TestCase(new[] { 1.0, double.NaN })]
    public void Too_little_is_refused(double[] values)
    {
        Action of = () => Sample.Of(values);

        of.Should().Throw<ArgumentException>();
    }
}
