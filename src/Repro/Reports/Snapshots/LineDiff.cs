using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Repro.Reports.Snapshots;

/// <summary>Two texts line by line: removed (-), added (+), and the lines around them.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    // Beyond this the comparison takes too long, and nobody reads the difference.
    private const int MostLines = 4000;

    /// <returns>Lines that begin with "- ", "+ " or two spaces; "  ..." stands for lines that are the same.</returns>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        int old = before.Count(character => character == '\n') + 1;
        int now = after.Count(character => character == '\n') + 1;
        if (old > MostLines || now > MostLines)
        {
            return [$"  {old} lines before, {now} now: too long to compare here"];
        }

        List<DiffPiece> lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false, ignoreCase: false).Lines;
        bool[] changed = [.. lines.Select(line => line.Type != ChangeType.Unchanged)];
        List<string> shown = [];
        bool gap = false;
        for (int index = 0; index < lines.Count; index++)
        {
            if (changed[Math.Max(0, index - Context)..Math.Min(lines.Count, index + Context + 1)].Any(near => near))
            {
                shown.Add(Sign(lines[index].Type) + lines[index].Text);
                gap = false;
            }
            else if (!gap)
            {
                shown.Add("  ...");
                gap = true;
            }
        }

        return shown;
    }

    private static string Sign(ChangeType type) =>
        type switch
        {
            ChangeType.Deleted => "- ",
            ChangeType.Inserted => "+ ",
            _ => "  ",
        };
}
