using System.Globalization;

namespace Repro.Claims;

/// <summary>Numbers as the claim book writes them, whatever the machine's culture.</summary>
public static class Numbers
{
    /// <summary>Decimal or scientific, finite, without thousands separators or surrounding space.</summary>
    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    public static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    /// <summary>Six significant digits for a reader; round-trip notation where that loses nothing.</summary>
    public static string Readable(double number)
    {
        string whole = number.ToString("R", CultureInfo.InvariantCulture);
        return whole.Length <= 12 ? whole : number.ToString("G6", CultureInfo.InvariantCulture);
    }
}
