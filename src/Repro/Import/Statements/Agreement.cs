using Repro.Claims;

namespace Repro.Import.Statements;

/// <summary>Whether a stated number agrees with a printed one, of which it may be a rounded form.</summary>
internal static class Agreement
{
    // A number with "about" may be off by two units of its last digit.
    private const double AboutUnits = 4;

    private const double Tolerance = 1e-9;

    /// <summary>Whether the statement's number and relation hold for a printed value.</summary>
    public static bool Holds(Relation relation, StatedValue.Number stated, double printed) =>
        relation switch
        {
            Relation.Greater or Relation.GreaterOrEqual => printed >= stated.Amount - stated.Rounding - Tolerance,
            Relation.Less or Relation.LessOrEqual => printed <= stated.Amount + stated.Rounding + Tolerance,
            Relation.Near => Math.Abs(stated.Amount - printed) <= (stated.Rounding * AboutUnits) + Tolerance,
            _ => IsRounded(stated, printed),
        };

    /// <summary>Whether a printed value, rounded as the ends of a span are, lies in it.</summary>
    public static bool IsWithin(StatedValue.Span span, double printed)
    {
        double rounding = (0.5 * Math.Pow(10, -span.Digits)) + Tolerance;
        return printed >= span.Low - rounding && printed <= span.High + rounding;
    }

    /// <summary>Whether a stated number is a printed one, rounded.</summary>
    public static bool IsRounded(StatedValue.Number stated, double printed) =>
        Math.Abs(stated.Amount - printed) <= stated.Rounding + Tolerance;
}
