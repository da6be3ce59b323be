using System.Text.RegularExpressions;

namespace Repro.Import.Numerals;

/// <summary>Tells how a text writes its numbers.</summary>
internal static partial class TextLanguage
{
    private const int LongestSample = 200_000;

    /// <summary>
    /// Whether the text is in a language that separates thousands by points and decimals by commas: German, Spanish, Portuguese and
    /// French. Numbers with decimal points occur in them too; only three digits behind a point are ambiguous.
    /// </summary>
    public static bool HasDecimalCommas(string text)
    {
        string sample = text.Length > LongestSample ? text[..LongestSample] : text;
        int comma = German().Count(sample) + Spanish().Count(sample) + Portuguese().Count(sample) + French().Count(sample);
        return comma > 2 * English().Count(sample) && comma >= 3;
    }

    [GeneratedRegex(
        @"\b(?:der|die|das|und|ist|mit|von|wir|eine?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex German();

    [GeneratedRegex(
        @"\b(?:el|los|las|una?|con|del|para|que|es)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Spanish();

    [GeneratedRegex(
        @"\b(?:os|uma?|com|do|da|para|que|não|são)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Portuguese();

    [GeneratedRegex(
        @"\b(?:les|des|une|est|avec|pour|dans|du|nous|sur|et)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex French();

    [GeneratedRegex(
        @"\b(?:the|of|and|is|with|to|we|this)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex English();
}
