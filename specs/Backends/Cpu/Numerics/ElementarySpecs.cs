using Repro.Numerics;

namespace Repro.Specs.Backends.Cpu.Numerics;

/// <summary>Our exponential and logarithm beside the system's, in units in the last place of the exact result.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class ElementarySpecs
{
    private const double Epsilon = 1.0 / (1L << 52);

    private const int Draws = 200_000;

    // The system's own results are good to one unit, so that two units apart means at most three off.
    private const double DoubleUlps = 2;

    [Test]
    public void Exp_of_float64_agrees_within_two_units_wherever_the_result_is_normal()
    {
        Random random = new(1);
        Worst(Draws, () => -708 + random.NextDouble() * 1417.7, Elementary.Exp, Math.Exp).Should().BeLessThanOrEqualTo(DoubleUlps);
    }

    [Test]
    public void Exp_of_float64_near_zero()
    {
        Random random = new(2);
        Worst(Draws, () => 2 * random.NextDouble() - 1, Elementary.Exp, Math.Exp).Should().BeLessThanOrEqualTo(DoubleUlps);
    }

    [Test]
    public void Log_of_float64_agrees_within_two_units_over_all_magnitudes()
    {
        Random random = new(3);
        double AnyPositive() =>
            BitConverter.Int64BitsToDouble((long)(random.NextDouble() * BitConverter.DoubleToInt64Bits(double.MaxValue)));
        Worst(Draws, AnyPositive, Elementary.Log, Math.Log).Should().BeLessThanOrEqualTo(DoubleUlps);
    }

    [Test]
    public void Log_of_float64_between_a_half_and_two()
    {
        Random random = new(4);
        Worst(Draws, () => 0.5 + 1.5 * random.NextDouble(), Elementary.Log, Math.Log).Should().BeLessThanOrEqualTo(DoubleUlps);
    }

    [Test]
    public void Log_of_one_plus_x_keeps_its_precision_for_small_x()
    {
        Random random = new(5);
        double worst = 0;
        for (int i = 0; i < 2000; i++)
        {
            // Multiples of 2^-24 are exact in both float64 and decimal.
            int n = (int)Math.Pow(2, 24 * random.NextDouble());
            double x = n / 16777216.0;
            double expected = LogOnePlusInDecimal(n / 16777216m);
            worst = Math.Max(worst, Math.Abs(Elementary.LogOnePlus(x) - expected) / Unit(expected));
        }

        worst.Should().BeLessThanOrEqualTo(DoubleUlps);
        Elementary.LogOnePlus(0).Should().Be(0);
        Elementary.LogOnePlus(1).Should().BeApproximately(Math.Log(2), 1e-16);
        Action outside = () => Elementary.LogOnePlus(1.5);
        outside.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public void Float32_results_are_the_nearest_float_but_for_rare_ties()
    {
        Random random = new(6);
        int different = 0;
        for (int i = 0; i < Draws; i++)
        {
            float x = (float)(-103 + 191 * random.NextDouble());
            float y = BitConverter.Int32BitsToSingle((int)(random.NextDouble() * 0x7F7FFFFF));
            if (Elementary.Exp(x) != (float)Math.Exp(x))
            {
                different++;
            }

            if (Elementary.Log(y) != (float)Math.Log(y))
            {
                different++;
            }
        }

        // A float64 error of two units moves a float32 rounding once in about 2^28 draws.
        different.Should().BeLessThanOrEqualTo(1);
    }

    [Test]
    public void Ends_of_the_range()
    {
        Elementary.Exp(0.0).Should().Be(1);
        Elementary.Exp(double.NegativeInfinity).Should().Be(0);
        Elementary.Exp(-746.0).Should().Be(0);
        Elementary.Exp(710.0).Should().Be(double.PositiveInfinity);
        Elementary.Exp(709.78).Should().BeLessThan(double.PositiveInfinity);
        Elementary.Exp(-744.0).Should().Be(double.Epsilon * 2);
        Elementary.Exp(double.NaN).Should().Be(double.NaN);
        Elementary.Log(1.0).Should().Be(0);
        Elementary.Log(0.0).Should().Be(double.NegativeInfinity);
        Elementary.Log(-1.0).Should().Be(double.NaN);
        Elementary.Log(double.PositiveInfinity).Should().Be(double.PositiveInfinity);
        Elementary.Log(double.Epsilon).Should().BeApproximately(-744.4400719213812, 1e-12);
    }

    // Fixed so that another machine, library or compiler that computes anything else is noticed.
    [TestCase(1.0, 0x4005BF0A8B145769L)]
    [TestCase(-0.7071067811865476, 0x3FDF8E6FFC0E5730L)]
    public void The_bits_of_exp_are_fixed(double x, long bits)
    {
        BitConverter.DoubleToInt64Bits(Elementary.Exp(x)).Should().Be(bits);
    }

    [TestCase(0.9, 1)]
    [TestCase(0.9, 1_000)]
    [TestCase(0.999, 10_000)]
    [TestCase(0.96, 2_000)]
    public void Power_by_repeated_squaring_equals_a_product_of_factors_up_to_its_roundings(double x, int exponent)
    {
        double product = 1;
        for (int i = 0; i < exponent; i++)
        {
            product *= x;
        }

        Elementary.Power(x, exponent).Should().BeApproximately(product, exponent * Epsilon * product);
        Elementary.Power(x, -exponent).Should().BeApproximately(1 / product, 2 * exponent * Epsilon / product);
    }

    [Test]
    public void Power_of_fractions()
    {
        // The exponent's roundings are multiplied by its own size.
        Random random = new(7);
        for (int i = 0; i < 1000; i++)
        {
            (double x, double y) = (random.NextDouble(), 10 * random.NextDouble());
            double expected = Math.Pow(x, y);
            Elementary.Power(x, y).Should().BeApproximately(expected, (4 + 4 * Math.Abs(y * Math.Log(x))) * Epsilon * expected);
        }

        Elementary.Power(0, 0.5).Should().Be(0);
        Elementary.Power(0, 0).Should().Be(1);
        Elementary.Power(1, 0.5).Should().Be(1);
    }

    [Test]
    public void Cosine_of_a_half_turn()
    {
        for (int i = 0; i <= 1000; i++)
        {
            Elementary.CosinePi(i / 1000.0).Should().BeApproximately(Math.Cos(Math.PI * i / 1000.0), 4 * Epsilon);
        }

        Elementary.CosinePi(0).Should().Be(1);
        Elementary.CosinePi(1).Should().Be(-1);
        ((Action)(() => Elementary.CosinePi(1.5))).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>The largest distance in units in the last place of the expected value.</summary>
    private static double Worst(int draws, Func<double> draw, Func<double, double> ours, Func<double, double> theirs)
    {
        double worst = 0;
        for (int i = 0; i < draws; i++)
        {
            double x = draw();
            double expected = theirs(x);
            worst = Math.Max(worst, Math.Abs(ours(x) - expected) / Unit(expected));
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"at most {worst} units from the system's result"));
        return worst;
    }

    private static double Unit(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    /// <summary>2 artanh(x/(2 + x)) by its series in 28 digits.</summary>
    private static double LogOnePlusInDecimal(decimal x)
    {
        decimal s = x / (2 + x);
        decimal power = s,
            sum = 0;
        for (int odd = 1; odd < 61; odd += 2, power *= s * s)
        {
            sum += power / odd;
        }

        return (double)(2 * sum);
    }
}
