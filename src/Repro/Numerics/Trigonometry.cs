namespace Repro.Numerics;

/// <summary>
/// Sine and cosine by fixed polynomials in float64: the system's own differ between libraries, and augmented pixels must not.
/// </summary>
internal static class Trigonometry
{
    private const double TwoOverPi = 0.6366197723675814;

    // pi/2 as the nearest float64, and what is missing from it.
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;
    private const double RadiansPerDegree = 0.017453292519943295;

    private static readonly double[] SineTerms = Terms(first: 3);
    private static readonly double[] CosineTerms = Terms(first: 2);

    public static double Radians(double degrees) => degrees * RadiansPerDegree;

    /// <summary>Both at once, to within two units in the last place of 1 for angles of up to some hundred turns.</summary>
    public static (double Sine, double Cosine) SinCos(double radians)
    {
        double quarter = Math.Round(radians * TwoOverPi);
        double r = Math.FusedMultiplyAdd(-quarter, HalfPiLow, Math.FusedMultiplyAdd(-quarter, HalfPiHigh, radians));
        double square = r * r;
        double sine = Math.FusedMultiplyAdd(r * square, Polynomial(SineTerms, square), r);
        double cosine = Math.FusedMultiplyAdd(square, Polynomial(CosineTerms, square), 1);
        return ((long)quarter & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }

    private static double Polynomial(double[] terms, double square)
    {
        double sum = terms[^1];
        for (int term = terms.Length - 2; term >= 0; term--)
        {
            sum = Math.FusedMultiplyAdd(sum, square, terms[term]);
        }

        return sum;
    }

    // Taylor's: -1/first!, +1/(first + 2)!, ... up to the 18th power; each factorial is exact in float64.
    private static double[] Terms(int first)
    {
        List<double> terms = [];
        double factorial = first == 2 ? 2 : 6;
        double sign = -1;
        for (int power = first; power <= 18; power += 2)
        {
            terms.Add(sign / factorial);
            factorial *= (power + 1) * (power + 2);
            sign = -sign;
        }

        return [.. terms];
    }
}
