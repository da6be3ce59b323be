using System.Globalization;

namespace Repro.Runs;

/// <summary>Seeds as people write them: <c>1-5,8</c>.</summary>
internal static class SeedList
{
    private const int Most = 10_000;

    /// <exception cref="InputException">A part is no number or range, a range runs backwards, or a seed is named twice.</exception>
    /// <param name="name">What the numbers are, for an error.</param>
    public static IReadOnlyList<int> Parse(string text, string name = "Seeds")
    {
        InputException Wrong(string what) => new($"{name} '{text}': {what} Write them like 1-5,8.");
        List<int> seeds = [];
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (
                ends.Length > 2
                || !Array.TrueForAll(ends, end => int.TryParse(end.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            )
            {
                throw Wrong($"'{part.Trim()}' is neither a number nor a range.");
            }

            int first = int.Parse(ends[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
            int last = int.Parse(ends[^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
            if (last < first || (long)last - first >= Most)
            {
                throw Wrong(last < first ? $"the range '{part.Trim()}' runs backwards." : $"the range '{part.Trim()}' is too long.");
            }

            for (long seed = first; seed <= last; seed++)
            {
                seeds.Add((int)seed);
            }
        }

        return seeds.Distinct().Count() == seeds.Count ? seeds : throw Wrong("a number is named twice.");
    }
}
