using System.Text.RegularExpressions;

namespace Repro.Import.Printed;

/// <summary>Lines that programs print beside their results: download bars, warnings, addresses of objects, paths.</summary>
internal static partial class PrintedJunk
{
    public static bool Is(string line) => Junk().IsMatch(line);

    [GeneratedRegex(
        @"[█▏▎▍▌▋▊▉]|\|#+[ #]*\||\d[KMG]?i?B?/s\b|\bDownloading\b|https?://|<[\w.]+ (?:at|object)|<Figure size\b|0x[0-9a-f]{6,}|\bWARNING\b|Warning:|^\s*(?:Requirement|Collecting|Installing|Successfully|Traceback|File "")|^\s*/[\w.-]+/|\d{4}-\d{2}-\d{2}[ T]\d{2}:|^\s*'?\d+\.\d+\.\d+\S*'?\s*$|\bversion\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Junk();
}
