using Repro.Numerics;

namespace Repro.Specs.Statistics;

[Category("Fast")]
internal sealed class StudentTSpecs
{
    // The usual tables (NIST/SEMATECH e-Handbook 1.3.6.7.2 prints three decimals).
    [TestCase(0.975, 1, 12.706)]
    [TestCase(0.975, 4, 2.776)]
    [TestCase(0.995, 4, 4.604)]
    [TestCase(0.975, 9, 2.262)]
    [TestCase(0.995, 9, 3.250)]
    [TestCase(0.95, 30, 1.697)]
    [TestCase(0.99, 100, 2.364)]
    public void Agrees_with_the_tables(double probability, double degrees, double t) =>
        StudentT.Quantile(probability, degrees).Should().BeApproximately(t, 0.0005);

    // For 1, 2 and 4 degrees the quantile has a closed form (Shaw 2006, Sampling Student's T distribution, section 3).
    [Test]
    public void Agrees_with_the_closed_forms([Values(0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995)] double p)
    {
        double alpha = 4 * p * (1 - p);
        double one = Math.Tan(Math.PI * (p - 0.5));
        double two = 2 * (p - 0.5) * Math.Sqrt(2 / alpha);
        double four = 2 * Math.Sqrt(Math.Cos(Math.Acos(Math.Sqrt(alpha)) / 3) / Math.Sqrt(alpha) - 1);

        StudentT.Quantile(p, 1).Should().BeApproximately(one, 1e-9 * one);
        StudentT.Quantile(p, 2).Should().BeApproximately(two, 1e-9 * two);
        StudentT.Quantile(p, 4).Should().BeApproximately(four, 1e-9 * four);
    }

    // For odd degrees the distribution is elementary (Abramowitz and Stegun 26.7.3), so a quantile is checked against it.
    [Test]
    public void Nine_degrees_agree_with_the_elementary_distribution([Values(0.6, 0.9, 0.975, 0.995, 0.9999)] double p)
    {
        double theta = Math.Atan(StudentT.Quantile(p, 9) / 3);
        double cosine = Math.Cos(theta);
        double series = cosine + 2.0 / 3 * Math.Pow(cosine, 3) + 8.0 / 15 * Math.Pow(cosine, 5) + 16.0 / 35 * Math.Pow(cosine, 7);

        (0.5 + (theta + Math.Sin(theta) * series) / Math.PI).Should().BeApproximately(p, 1e-12);
    }

    [Test]
    public void Is_symmetric() => StudentT.Quantile(0.025, 9).Should().Be(-StudentT.Quantile(0.975, 9));

    [Test]
    public void The_middle_is_zero() => StudentT.Quantile(0.5, 9).Should().Be(0);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    public void A_probability_outside_is_refused(double probability)
    {
        Action quantile = () => StudentT.Quantile(probability, 5);

        quantile.Should().Throw<ArgumentOutOfRangeException>();
    }
}
