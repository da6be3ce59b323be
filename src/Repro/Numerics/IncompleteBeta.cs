namespace Repro.Numerics;

/// <summary>The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22) with Lentz's method.</summary>
internal static class IncompleteBeta
{
    private const int MostTerms = 500;
    private const double Tiny = 1e-300;

    /// <param name="x">In [0, 1].</param>
    public static double Regularized(double a, double b, double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (x >= 1)
        {
            return 1;
        }

        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x));

        // The fraction converges fast only below its mean; above, the symmetry I_x(a,b) = 1 - I_(1-x)(b,a) is used.
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - front * Fraction(b, a, 1 - x) / b;
    }

    private static double Fraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / Away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MostTerms; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Away(1 + even * d);
            c = Away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Away(1 + odd * d);
            c = Away(1 + odd / c);
            double change = d * c;
            value *= change;
            if (Math.Abs(change - 1) < 1e-16)
            {
                break;
            }
        }

        return value;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>ln gamma(z) for z > 0: Stirling's series (DLMF 5.11.1) after shifting z above 10.</summary>
    private static double LogGamma(double z)
    {
        double shift = 0;
        while (z < 10)
        {
            shift += Math.Log(z);
            z++;
        }

        double inverse = 1 / (z * z);
        double series =
            (
                1.0 / 12
                - inverse
                    * (
                        1.0 / 360
                        - inverse
                            * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse * (1.0 / 1188 - inverse * (691.0 / 360360 - inverse / 156))))
                    )
            ) / z;
        return (z - 0.5) * Math.Log(z) - z + 0.5 * Math.Log(2 * Math.PI) + series - shift;
    }
}
