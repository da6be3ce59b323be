using System.Globalization;

namespace Repro.Claims;

/// <summary>Seeds for a reader: <c>1-5,8</c>.</summary>
public static class SeedText
{
    public static string Of(IEnumerable<int> seeds)
    {
        List<string> parts = [];
        int[] sorted = [.. seeds.Distinct().Order()];
        for (int start = 0; start < sorted.Length;)
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
