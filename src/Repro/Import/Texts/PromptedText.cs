using System.Text.RegularExpressions;

namespace Repro.Import.Texts;

/// <summary>
/// Plain text that somebody copied from a notebook: <c>In [3]:</c> stands before each piece of code, and nothing after it.
/// </summary>
internal static partial class PromptedText
{
    /// <summary>Whether a text has such prompts on lines of their own.</summary>
    public static bool Is(IReadOnlyList<string> lines) => lines.Any(line => Prompt().IsMatch(line));

    /// <param name="prose">Reads the pieces between code, as Markdown; lines of the blocks count from 1.</param>
    public static IReadOnlyList<TextBlock> Blocks(IReadOnlyList<string> lines, Func<IReadOnlyList<string>, List<TextBlock>> prose)
    {
        List<TextBlock> blocks = [];
        int first = 0;
        int line = 0;
        while (line < lines.Count)
        {
            if (!Prompt().IsMatch(lines[line]))
            {
                line++;
                continue;
            }

            AddProse(lines, first, line, prose, blocks);
            first = line + 1;
            line = CodeEnd(lines, first);
            if (line > first)
            {
                blocks.Add(new TextBlock(BlockKind.Code, null, first + 1, [.. lines.Skip(first).Take(line - first)]));
            }

            first = line;
        }

        AddProse(lines, first, lines.Count, prose, blocks);
        return blocks;
    }

    // Code ends at an empty line that no further code follows.
    private static int CodeEnd(IReadOnlyList<string> lines, int first)
    {
        int end = first;
        int depth = 0;
        for (int line = first; line < lines.Count && !Prompt().IsMatch(lines[line]); line++)
        {
            string text = lines[line];
            bool blank = string.IsNullOrWhiteSpace(text);
            bool begins = line == end && line > first && string.IsNullOrWhiteSpace(lines[line - 1]);
            bool code =
                depth > 0
                || text.StartsWith(' ')
                || text.StartsWith('\t')
                || PythonLook.IsStatement(text.Trim())
                || Comment().IsMatch(text);
            if (!blank && !code && (line == first || string.IsNullOrWhiteSpace(lines[line - 1]) || begins))
            {
                break;
            }

            depth = Math.Max(0, depth + PythonLook.Depth(text));
            end = blank ? end : line + 1;
        }

        return end;
    }

    private static void AddProse(
        IReadOnlyList<string> lines,
        int first,
        int end,
        Func<IReadOnlyList<string>, List<TextBlock>> prose,
        List<TextBlock> blocks
    )
    {
        if (end <= first)
        {
            return;
        }

        blocks.AddRange(
            prose([.. lines.Skip(first).Take(end - first)]).Select(block => block with { FirstLine = block.FirstLine + first })
        );
    }

    [GeneratedRegex(@"^\s*In ?\[[0-9 ]*\]:?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Prompt();

    // One "#" and a word; "##" and more are headings.
    [GeneratedRegex(@"^#(?: |\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
