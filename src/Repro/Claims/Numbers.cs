using System.Globalization;
using System.Text.RegularExpressions;

namespace Repro.Claims;

/// <summary>Numbers as claim files write them, whatever the machine's culture.</summary>
internal static partial class Numbers
{
    // What is computed and drawn of a number, differences and squares, stays finite.
    private const double Largest = 1e100;

    /// <summary>Decimal or scientific, at most 1e100 in size, without thousands separators or surrounding space.</summary>
    public static bool TryNumber(string text, out double number) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number
        )
        && Math.Abs(number) <= Largest;

    /// <summary>What to write instead of a number with a decimal comma: <c>" Write 0.9."</c>; nothing for other texts.</summary>
    public static string CommaAdvice(string text) => DecimalCommaForm().IsMatch(text) ? $" Write {text.Replace(',', '.')}." : "";

    public static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    /// <summary>Six significant digits for a reader; round-trip notation where that loses nothing.</summary>
    public static string Readable(double number)
    {
        string whole = number.ToString("R", CultureInfo.InvariantCulture);
        return whole.Length <= 12 ? whole : number.ToString("G6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^-?[0-9]{1,9},[0-9]{1,18}\z")]
    private static partial Regex DecimalCommaForm();
}
