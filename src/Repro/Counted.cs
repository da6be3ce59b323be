using System.Globalization;

namespace Repro;

/// <summary>A number with its noun in the singular or plural: <c>1 job</c>, <c>2 jobs</c>.</summary>
internal static class Counted
{
    /// <param name="plural">For a noun whose plural is not the singular with an s.</param>
    public static string Of(long number, string singular, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? singular : plural ?? singular + "s")}");
}
