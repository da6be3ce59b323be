using Repro.Statistics;

namespace Repro.Specs.Statistics;

/// <summary>What the verdict's rule costs, counted on made runs: normal, with known mean and deviation.</summary>
[Category("Fast")]
internal sealed class ErrorRateSpecs
{
    private const int Draws = 200_000;

    [TestCase(5)]
    [TestCase(10)]
    public void A_true_claim_is_refuted_in_one_percent_of_draws(int seeds) =>
        Share(seeds, offset: 0, IntervalTestResult.No).Should().BeInRange(0.008, 0.012);

    [TestCase(5, 0.05)]
    [TestCase(10, 0.001)]
    public void A_value_five_deviations_away_is_seldom_accepted(int seeds, double most) =>
        Share(seeds, offset: 5, IntervalTestResult.Yes).Should().BeLessThanOrEqualTo(most);

    // The share of draws that give the answer, where the document's single run is drawn like the others and then moved.
    private static double Share(int seeds, double offset, IntervalTestResult answer)
    {
        Random random = new(20240229 + seeds);
        double[] values = new double[seeds];
        int count = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                values[seed] = Normal(random);
            }

            double claimed = offset == 0 ? Normal(random) : offset;
            if (ValueTest.Of(Sample.Of(values), claimed, claimed, double.PositiveInfinity) == answer)
            {
                count++;
            }
        }

        return (double)count / Draws;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
