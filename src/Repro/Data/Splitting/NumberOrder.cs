namespace Repro.Data.Splitting;

/// <summary>
/// The order of file names in which numbers count as numbers: <c>img.9.jpg</c> is before <c>img.10.jpg</c>. Equal names by value are in
/// ordinal order.
/// </summary>
internal sealed class NumberOrder : IComparer<string>
{
    public static NumberOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x,
            right = y;
        while (left.Length > 0 && right.Length > 0)
        {
            int order =
                char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                    ? CompareNumbers(Take(ref left), Take(ref right))
                    : TakeOne(ref left).CompareTo(TakeOne(ref right));
            if (order != 0)
            {
                return order;
            }
        }

        int lengths = left.Length.CompareTo(right.Length);
        return lengths != 0 ? lengths : string.CompareOrdinal(x, y);
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static char TakeOne(ref ReadOnlySpan<char> text)
    {
        char first = text[0];
        text = text[1..];
        return first;
    }
}
