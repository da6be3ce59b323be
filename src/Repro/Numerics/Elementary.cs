namespace Repro.Numerics;

/// <summary>
/// Exponential and logarithm by fixed polynomials: the system's own differ between libraries and versions, and training must not.
/// All is float64 with fused multiply-add; the float32 versions round the float64 result once.
/// </summary>
internal static class Elementary
{
    private const double Log2E = 1.4426950408889634;

    /// <summary>ln 2 as the nearest float64, and what is missing from it.</summary>
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;

    private const double ExpOverflow = 709.782712893384;
    private const double ExpUnderflow = -745.2;
    private const double SqrtHalf = 0.70710678118654757;
    private const long MantissaBits = 0xF_FFFF_FFFF_FFFF;
    private const long HalfExponent = 0x3FE0_0000_0000_0000;

    /// <summary>
    /// exp(x), within two units in the last place of a normal result: 2^k times Taylor's polynomial of degree 13 for at most (ln 2)/2.
    /// </summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > ExpOverflow)
        {
            return double.PositiveInfinity;
        }

        if (x < ExpUnderflow)
        {
            return 0;
        }

        double k = Math.Round(x * Log2E);
        double r = Math.FusedMultiplyAdd(-k, Ln2Low, Math.FusedMultiplyAdd(-k, Ln2High, x));
        double p = 1.0 / 6227020800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 2);
        p = Math.FusedMultiplyAdd(p, r, 1.0);
        p = Math.FusedMultiplyAdd(p, r, 1.0);

        // In two steps, since 2^k alone may lie beyond the normal numbers where the result does not.
        int half = (int)k / 2;
        return p * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>ln(x): k ln 2 plus the logarithm of a mantissa between sqrt(1/2) and sqrt(2). -inf at zero, NaN below.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        int k = 0;
        if (!double.IsNormal(x))
        {
            x *= 1L << 54;
            k = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1022;
        double m = BitConverter.Int64BitsToDouble((bits & MantissaBits) | HalfExponent);
        if (m < SqrtHalf)
        {
            m *= 2;
            k--;
        }

        // m - 1 is exact here.
        return Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(k, Ln2Low, TwiceArtanh((m - 1) / (m + 1))));
    }

    /// <summary>ln(1 + x) for x from 0 to 1, precise for small x too.</summary>
    public static double LogOnePlus(double x)
    {
        if (x is < 0 or > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The polynomial holds from 0 to 1.");
        }

        return TwiceArtanh(x / (2 + x));
    }

    /// <summary>
    /// x to the power of y for x of at least 0: by repeated squaring where y is a whole number below 2^62, else exp(y ln x).
    /// </summary>
    public static double Power(double x, double y)
    {
        if (y == Math.Floor(y) && Math.Abs(y) < 1L << 62)
        {
            double power = WholePower(x, (long)Math.Abs(y));
            return y < 0 ? 1 / power : power;
        }

        return Exp(y * Log(x));
    }

    /// <summary>cos(pi x) for x from 0 to 1: Taylor's polynomial of degree 22 for at most pi/2.</summary>
    public static double CosinePi(double x)
    {
        if (x is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The polynomial holds from 0 to 1.");
        }

        if (x > 0.5)
        {
            return -CosinePi(1 - x);
        }

        double square = Math.PI * x * (Math.PI * x);
        double p = 1;
        for (int even = 22; even >= 2; even -= 2)
        {
            p = Math.FusedMultiplyAdd(-square / (even * (even - 1)), p, 1);
        }

        return p;
    }

    /// <summary>1/(1 + exp(-x)), from exp(-|x|) so that nothing overflows.</summary>
    public static double Sigmoid(double x)
    {
        double e = Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>tanh(x): (1 - e)/(1 + e) with e = exp(-2|x|), and for |x| below 0.01 its series, where 1 - e would lose digits.</summary>
    public static double Tanh(double x)
    {
        double size = Math.Abs(x);
        if (size < 0.01)
        {
            double square = x * x;
            return x
                * Math.FusedMultiplyAdd(
                    square,
                    Math.FusedMultiplyAdd(square, Math.FusedMultiplyAdd(square, -17.0 / 315, 2.0 / 15), -1.0 / 3),
                    1
                );
        }

        double e = Exp(-2 * size);
        return Math.CopySign((1 - e) / (1 + e), x);
    }

    /// <summary>
    /// The error function, to 1e-15: a series of positive terms, 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)); 1 beyond 6.
    /// </summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double square = x * x;
        double term = x;
        double sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2)
        {
            term *= 2 * square / odd;
            sum += term;
        }

        return 1.1283791670955126 * Exp(-square) * sum;
    }

    /// <summary>exp(x) as float32: the float64 result rounded once.</summary>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <summary>ln(x) as float32: the float64 result rounded once.</summary>
    public static float Log(float x) => (float)Log((double)x);

    /// <summary>2 artanh(s) = ln((1 + s)/(1 - s)) for |s| up to 1/3: its odd series to s^35.</summary>
    private static double TwiceArtanh(double s)
    {
        double square = s * s;
        double p = 2.0 / 35;
        for (int odd = 33; odd >= 3; odd -= 2)
        {
            p = Math.FusedMultiplyAdd(p, square, 2.0 / odd);
        }

        return Math.FusedMultiplyAdd(s * square, p, 2 * s);
    }

    private static double WholePower(double x, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
        {
            if ((exponent & 1) != 0)
            {
                power *= x;
            }
        }

        return power;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
