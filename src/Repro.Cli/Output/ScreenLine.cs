namespace Repro.Cli.Output;

/// <summary>
/// A line of a terminal that is overwritten again and again. A line that the terminal folds would be overwritten in part only.
/// </summary>
internal static class ScreenLine
{
    /// <param name="width">The columns of the terminal. The last one stays empty: some terminals fold a line that reaches it.</param>
    /// <param name="parts">From the left to the right. Where they do not fit, those after the first one are left out, but not the last
    /// one.</param>
    public static string Of(int width, params IReadOnlyList<string> parts)
    {
        List<string> shown = [.. parts];
        while (shown.Count > 2 && Length(shown) >= width)
        {
            shown.RemoveAt(1);
        }

        string line = string.Join("  ", shown);
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }

    private static int Length(List<string> parts) => parts.Sum(part => part.Length) + 2 * (parts.Count - 1);
}
