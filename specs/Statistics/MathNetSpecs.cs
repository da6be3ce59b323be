using MathNet.Numerics;
using MathNet.Numerics.Statistics;
using Repro.Numerics;
using Repro.Statistics;

namespace Repro.Specs.Statistics;

/// <summary>The statistics behind verdicts, compared with MathNet.Numerics.</summary>
[Category("Fast")]
internal sealed class MathNetSpecs
{
    [Test]
    public void The_incomplete_beta_function(
        [Values(0.5, 1, 2.5, 50)] double a,
        [Values(0.5, 3, 20)] double b,
        [Values(0.001, 0.2, 0.5, 0.77, 0.999)] double x
    ) => IncompleteBeta.Regularized(a, b, x).Should().BeApproximately(SpecialFunctions.BetaRegularized(a, b, x), 1e-12);

    [Test]
    public void Quantiles_of_t([Values(1, 2, 3, 4, 7, 9, 29, 1000)] double degrees, [Values(0.01, 0.6, 0.95, 0.975, 0.995)] double p)
    {
        double expected = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degrees, p);

        Repro.Numerics.StudentT.Quantile(p, degrees).Should().BeApproximately(expected, 1e-8 * Math.Abs(expected));
    }

    // The interval in which one more value lies: mean +- t s sqrt(1 + 1/n).
    [TestCase(0.95)]
    [TestCase(0.99)]
    public void A_prediction_interval(double level)
    {
        double[] values = [0.7036, 0.7102, 0.7251, 0.7198, 0.7349, 0.7498, 0.7181, 0.7270, 0.7155, 0.7312];
        double half =
            MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, values.Length - 1, (1 + level) / 2)
            * values.StandardDeviation()
            * Math.Sqrt(1 + 1.0 / values.Length);

        Interval interval = Sample.Of(values).Prediction(level);

        interval.Low.Should().BeApproximately(values.Mean() - half, 1e-10);
        interval.High.Should().BeApproximately(values.Mean() + half, 1e-10);
    }
}
