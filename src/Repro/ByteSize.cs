using System.Globalization;

namespace Repro;

/// <summary>Sizes of files for people: <c>20G</c>, <c>1.5 GiB</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads a whole number of bytes, or of KiB, MiB, GiB or TiB with the letter K, M, G or T behind it.</summary>
    /// <returns>Bytes; null where the text is not a size.</returns>
    public static long? Parse(string text)
    {
        int power = text.Length == 0 ? 0 : "KMGT".IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) + 1;
        string digits = power == 0 ? text : text[..^1];
        return
            long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= long.MaxValue >> (10 * power)
            ? number << (10 * power)
            : null;
    }

    public static string Text(long bytes)
    {
        int unit = 0;
        double number = bytes;
        while (number >= 1024 && unit < Units.Length - 1)
        {
            number /= 1024;
            unit++;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(unit == 0 ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("F1", CultureInfo.InvariantCulture))} {Units[unit]}"
        );
    }
}
