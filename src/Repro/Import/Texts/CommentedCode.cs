using System.Text.RegularExpressions;

namespace Repro.Import.Texts;

/// <summary>Code that is commented out: the program does not run it, and it is not prose.</summary>
internal static partial class CommentedCode
{
    private const int LongestLine = 2000;

    /// <summary>The comment with blank lines instead of code. A statement may continue until its brackets are closed.</summary>
    public static TextBlock Without(TextBlock comment)
    {
        List<string> lines = [];
        int depth = 0;
        foreach (string line in comment.Lines)
        {
            string text = line.Trim();
            bool code = depth > 0 || Is(text);
            depth = code ? Math.Max(0, depth + PythonLook.Depth(text)) : 0;
            lines.Add(code ? "" : line);
        }

        return comment with
        {
            Lines = lines,
        };
    }

    private static bool Is(string text) => text.Length <= LongestLine && Code().IsMatch(text) && !Result().IsMatch(text);

    // Imports, definitions, loops over a range, calls, and assignments whose value has no two words next to each other.
    [GeneratedRegex(
        @"^(?:from [\w.]+ import \w|import [\w.]+(?: as \w+)?$|def \w+\(|for \w+(?: ?, ?\w+)* in \S+:$|[A-Za-z_][\w.]*\(.*[)(,\[{:]$|[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?: ?, ?[A-Za-z_][\w.]*)* ?[-+*/]?= ?(?!.*\w (?!(?:if|else|for|in|and|or|not|is|lambda)\b)[A-Za-z])[^=\s])",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Code();

    // "# test_acc = 0.97" and "# x.shape = (3, 4)" are results that somebody noted.
    [GeneratedRegex(
        @"^\w*(?:acc|loss|shape|param)[\w.]*(?:\(\w*\))? ?= ?[\d(~]|^[\w.]+\.shape ?=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Result();
}
