namespace Repro.Import.Texts;

/// <summary>Separates what was typed in a session, after <c>&gt;&gt;&gt;</c> and <c>...</c>, from what it printed.</summary>
internal static class PythonSession
{
    private const string First = ">>>";
    private const string Next = "...";
    private const int PromptLength = 4;

    /// <summary>The block itself, or its parts where it has prompts.</summary>
    public static IEnumerable<TextBlock> Split(TextBlock block)
    {
        if (
            block.Kind is not (BlockKind.Code or BlockKind.Output)
            || !block.Lines.Any(line => line.StartsWith(First, StringComparison.Ordinal))
        )
        {
            return [block];
        }

        List<TextBlock> parts = [];
        bool[] typed = Typed(block.Lines);
        int first = 0;
        for (int line = 1; line <= typed.Length; line++)
        {
            if (line < typed.Length && typed[line] == typed[first])
            {
                continue;
            }

            string[] lines = [.. block.Lines.Skip(first).Take(line - first)];
            parts.Add(
                new TextBlock(
                    typed[first] ? BlockKind.Code : BlockKind.Output,
                    block.Cell,
                    block.FirstLine + first,
                    typed[first] ? [.. lines.Select(Statement)] : lines
                )
            );
            first = line;
        }

        return parts;
    }

    private static bool[] Typed(IReadOnlyList<string> lines)
    {
        bool[] typed = new bool[lines.Count];
        for (int line = 0; line < lines.Count; line++)
        {
            bool continues =
                line > 0 && typed[line - 1] && (lines[line] == Next || lines[line].StartsWith(Next + " ", StringComparison.Ordinal));
            typed[line] = continues || lines[line].StartsWith(First, StringComparison.Ordinal);
        }

        return typed;
    }

    private static string Statement(string line) => line.Length > PromptLength ? line[PromptLength..] : "";
}
