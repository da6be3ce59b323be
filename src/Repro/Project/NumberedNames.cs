using System.Buffers;
using System.Globalization;

namespace Repro.Project;

/// <summary>File names that differ in one number: <c>scan.{0..999}.jpg</c>, both ends included.</summary>
internal sealed record NumberedNames(string Before, int From, int To, string After)
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:*?{}\0");

    /// <summary>The most names of one data set: a plan of where each of them goes fits in memory.</summary>
    public const int Most = 2_000_000;

    public int Count => To - From + 1;

    public IEnumerable<string> All =>
        Enumerable.Range(From, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{Before}{number}{After}"));

    /// <summary>Matches the names, and those with other numbers.</summary>
    public string Glob => $"{Before}*{After}";

    /// <summary>The names that a pattern stands for; null where it is not such a pattern.</summary>
    public static NumberedNames? Parse(string pattern)
    {
        int open = pattern.IndexOf('{', StringComparison.Ordinal);
        int close = pattern.IndexOf('}', StringComparison.Ordinal);
        if (
            open < 0
            || close < open
            || pattern[(open + 1)..close].Split("..") is not [var first, var last]
            || !Number(first, out int from)
            || !Number(last, out int to)
            || from > to
            || to - from >= Most
        )
        {
            return null;
        }

        string before = pattern[..open];
        string after = pattern[(close + 1)..];
        return (before + after).AsSpan().IndexOfAny(NotInNames) < 0 ? new NumberedNames(before, from, to, after) : null;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && text.Length == number.ToString(CultureInfo.InvariantCulture).Length;
}
