using System.Globalization;

namespace Repro.Claims;

/// <summary>Seeds for a reader: <c>1-5,8</c>.</summary>
internal static class SeedText
{
    /// <summary>How many of the declared seeds there are: <c>seeds 1-5 of 10 declared</c>, or <c>none of 10 declared seeds</c>.</summary>
    /// <param name="seeds">The seeds as <see cref="Of"/> writes them; empty for none.</param>
    public static string OfDeclared(string seeds, int declared) =>
        seeds.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"none of {declared} declared seeds")
            : string.Create(CultureInfo.InvariantCulture, $"seeds {seeds} of {declared} declared");

    public static string Of(IEnumerable<int> seeds)
    {
        List<string> parts = [];
        int[] sorted = [.. seeds.Distinct().Order()];
        for (int start = 0; start < sorted.Length; )
        {
            int end = start;
            while (end + 1 < sorted.Length && sorted[end + 1] == sorted[end] + 1)
            {
                end++;
            }

            string first = sorted[start].ToString(CultureInfo.InvariantCulture);
            parts.Add(end == start ? first : string.Create(CultureInfo.InvariantCulture, $"{first}-{sorted[end]}"));
            start = end + 1;
        }

        return string.Join(',', parts);
    }
}
