using System.Globalization;

namespace Repro.Import.Numerals;

/// <summary>Counts the digits of a number behind its decimal point.</summary>
internal static class Decimals
{
    /// <param name="number">With a decimal point or without, and possibly with an exponent: 1.5e-4 has five.</param>
    public static int Of(string number)
    {
        int exponent = number.IndexOfAny(['e', 'E']);
        string mantissa = exponent < 0 ? number : number[..exponent];
        int decimals = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? mantissa.Length - point - 1 : 0;
        return
            exponent >= 0
            && int.TryParse(number[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int power)
            ? decimals - power
            : decimals;
    }
}
