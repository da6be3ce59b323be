namespace Repro.Reports.Snapshots;

/// <summary>Two texts line by line: gone (-), come (+), and the lines around them.</summary>
public static class LineDiff
{
    private const int Context = 2;

    // Beyond this a table of lines by lines costs too much, and nobody reads the difference.
    private const int MostLines = 4000;

    /// <returns>Lines that begin with "- ", "+ " or two spaces; "  ..." stands for lines that are the same.</returns>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        string[] old = before.Split('\n');
        string[] now = after.Split('\n');
        if (old.Length > MostLines || now.Length > MostLines)
        {
            return [$"  {old.Length} lines before, {now.Length} now: too long to compare here"];
        }

        List<string> all = Align(old, now);
        bool[] changed = [.. all.Select(line => line[0] != ' ')];
        List<string> shown = [];
        bool gap = false;
        for (int index = 0; index < all.Count; index++)
        {
            if (changed[Math.Max(0, index - Context)..Math.Min(all.Count, index + Context + 1)].Any(near => near))
            {
                shown.Add(all[index]);
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

    // The longest common subsequence, from the end so that it is read off from the beginning.
    private static List<string> Align(string[] old, string[] now)
    {
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<string> lines = [];
        int at = 0;
        int to = 0;
        while (at < old.Length || to < now.Length)
        {
            if (at < old.Length && to < now.Length && old[at] == now[to])
            {
                lines.Add("  " + old[at++]);
                to++;
            }
            else if (to == now.Length || (at < old.Length && common[at + 1, to] >= common[at, to + 1]))
            {
                lines.Add("- " + old[at++]);
            }
            else
            {
                lines.Add("+ " + now[to++]);
            }
        }

        return lines;
    }
}
