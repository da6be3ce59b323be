using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Repro.Specs.Verifying;

/// <summary>Two texts line by line: what was verified and is gone (-), what came instead (+), and the lines around them.</summary>
internal static class SnapshotDiff
{
    private const int Context = 2;

    public static string Of(string verified, string received)
    {
        // White space counts: these are tables.
        List<DiffPiece> lines = InlineDiffBuilder.Diff(verified, received, ignoreWhiteSpace: false).Lines;
        bool[] shown = new bool[lines.Count];
        for (int index = 0; index < lines.Count; index++)
        {
            for (int near = Math.Max(0, index - Context); near <= Math.Min(lines.Count - 1, index + Context); near++)
            {
                shown[index] |= lines[near].Type != ChangeType.Unchanged;
            }
        }

        StringBuilder text = new();
        for (int index = 0; index < lines.Count; index++)
        {
            if (shown[index])
            {
                text.Append(Sign(lines[index].Type)).Append(' ').Append(lines[index].Text).Append('\n');
            }
            else if (index == 0 || shown[index - 1])
            {
                text.Append("  ...\n");
            }
        }

        return text.ToString();
    }

    private static char Sign(ChangeType type) => type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };
}
