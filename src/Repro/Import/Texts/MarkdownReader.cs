using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Repro.Import.Texts;

/// <summary>Reads Markdown, and plain text as Markdown: code in fences or indented, HTML, tables, and prose with its lines.</summary>
internal static partial class MarkdownReader
{
    // A paragraph of a hostile text could take long to parse; tutorials have short ones.
    private const int LongestLine = 100_000;

    // Words after a fence that mean printed text.
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "text",
        "txt",
        "output",
        "console",
        "plain",
        "plaintext",
        "none",
        "log",
        "stdout",
    };

    // Words after a fence that mean commands, and what they print.
    private static readonly HashSet<string> Shells = new(StringComparer.OrdinalIgnoreCase)
    {
        "shell",
        "bash",
        "sh",
        "zsh",
        "cmd",
        "powershell",
        "shell-session",
        "console",
    };

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseGridTables()
        .UseYamlFrontMatter()
        .UsePreciseSourceLocation()
        .Build();

    /// <exception cref="InputException">The text is too large or nested too deeply.</exception>
    public static SourceText Read(string name, string text) => SourceText.Of(name, Blocks(name, SourceText.Short(name, text), null));

    /// <summary>
    /// The blocks of a text, or of a notebook's cell of Markdown: code in a cell's prose is an example, and the program does not contain
    /// it.
    /// </summary>
    internal static IReadOnlyList<TextBlock> Blocks(string name, string text, int? cell)
    {
        string[] lines = [.. TextLines.Of(text).Select(line => line.Length > LongestLine ? WithoutInlineImages(line) : line)];
        if (lines.FirstOrDefault(line => line.Length > LongestLine) is { } longest)
        {
            throw new InputException(
                FormattableString.Invariant($"{name}: a line has {longest.Length} characters; at most {LongestLine} are read.")
            );
        }

        return cell is null && PromptedText.Is(lines)
            ? PromptedText.Blocks(lines, piece => Markdown(name, piece, null))
            : Markdown(name, lines, cell);
    }

    // Notebooks may contain their images in the text: "![](data:image/png;base64,iVBO...)".
    private static string WithoutInlineImages(string line)
    {
        const string Begin = "data:image/";
        StringBuilder text = new();
        int from = 0;
        for (int at = line.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Begin, from, StringComparison.Ordinal))
        {
            text.Append(line, from, at + Begin.Length - from);
            int length = line.AsSpan(at).IndexOfAny(" )\"'>");
            if (length < 0)
            {
                return text.ToString();
            }

            from = at + length;
        }

        return text.Append(line, from, line.Length - from).ToString();
    }

    private static List<TextBlock> Markdown(string name, IReadOnlyList<string> lines, int? cell)
    {
        // Markdown would take the fence that follows a line of <div> as part of its HTML.
        string[] shown = [.. lines.Select(line => Division().IsMatch(line) ? "" : line)];
        string text = string.Join('\n', shown);
        MarkdownDocument document = Parse(name, text);
        BlockKind[] kinds = new BlockKind[lines.Count];
        bool[] fence = new bool[lines.Count];
        foreach (Block block in document)
        {
            Mark(block, lines, kinds, fence, shown, cell is not null);
        }

        LinkTargets.Blank(document, text, shown, kinds);
        return Joined(kinds, fence, shown, cell);
    }

    private static MarkdownDocument Parse(string name, string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException exception)
        {
            // Markdig's own bound.
            throw new InputException($"{name}: cannot be read as Markdown: {exception.Message.Split('\n')[0]}", exception);
        }
    }

    private static void Mark(Block block, IReadOnlyList<string> lines, BlockKind[] kinds, bool[] fence, string[] shown, bool inCell)
    {
        switch (block)
        {
            case YamlFrontMatterBlock matter:
                Array.Fill(kinds, BlockKind.Other, matter.Line, Math.Min(matter.Lines.Count + 2, kinds.Length - matter.Line));
                break;
            case FencedCodeBlock code:
                MarkFence(code, lines, kinds, fence, shown, inCell);
                break;
            case HtmlBlock html:
                MarkHtml(html, kinds, shown);
                break;
            case CodeBlock indented:
                MarkIndented(indented, kinds, shown, inCell);
                break;
            case ContainerBlock container when block is not Table:
                foreach (Block child in container)
                {
                    Mark(child, lines, kinds, fence, shown, inCell);
                }

                break;
        }
    }

    private static void MarkFence(
        FencedCodeBlock code,
        IReadOnlyList<string> lines,
        BlockKind[] kinds,
        bool[] fence,
        string[] shown,
        bool inCell
    )
    {
        int first = code.Line;
        bool closes = code.ClosingFencedCharCount > 0;
        int last = Math.Min(first + code.Lines.Count + (closes ? 1 : 0), kinds.Length - 1);
        string info = $"{code.Info} {code.Arguments}".Trim();
        string[] content = shown[(first + 1)..(closes ? last : last + 1)];

        // Some texts begin their code on the line of the fence.
        bool joined = info.Length > 0 && !PythonLook.Names(info) && (PythonLook.IsStatement(info) || !PythonLook.IsLanguage(info));
        bool printed = Printed(lines, first);
        bool python = PythonLook.Names(info) || ((joined || info.Length == 0) && PythonLook.Is(joined ? [info, .. content] : content));
        BlockKind kind =
            inCell ? BlockKind.Other
            : python && !printed ? BlockKind.Code
            : info.Length == 0 || joined || printed || Shown.Contains(info) ? BlockKind.Output
            : Shells.Contains(info) && content.Any(line => Result().IsMatch(line)) ? BlockKind.Output
            : BlockKind.Other;
        Array.Fill(kinds, kind, first, last - first + 1);
        if (kind == BlockKind.Output && Shells.Contains(info))
        {
            Command(shown, first + 1, first + content.Length);
        }

        fence[first] = !joined;
        fence[last] |= closes;
        if (joined)
        {
            shown[first] = info;
        }
    }

    // Commands are not printed.
    private static void Command(string[] shown, int first, int last)
    {
        for (int line = first; line <= last; line++)
        {
            if (Prompt().IsMatch(shown[line]))
            {
                shown[line] = "";
            }
        }
    }

    // Whether the last line before a fence opens a division for what code printed.
    private static bool Printed(IReadOnlyList<string> lines, int fence)
    {
        int before = fence - 1;
        while (before >= 0 && string.IsNullOrWhiteSpace(lines[before]))
        {
            before--;
        }

        return before >= 0
            && Division().Match(lines[before]) is { Success: true } division
            && division.Value.Contains("codeblock", StringComparison.OrdinalIgnoreCase);
    }

    // Of indented text what reads as a program is code; the rest is printed.
    private static void MarkIndented(CodeBlock code, BlockKind[] kinds, string[] shown, bool inCell)
    {
        int last = Math.Min(code.Line + code.Lines.Count, kinds.Length) - 1;
        BlockKind kind =
            inCell ? BlockKind.Other
            : PythonLook.Is(shown[code.Line..(last + 1)]) ? BlockKind.Code
            : BlockKind.Output;
        Array.Fill(kinds, kind, code.Line, last - code.Line + 1);
        for (int line = code.Line; line <= last; line++)
        {
            shown[line] = Indentation().Replace(shown[line], "");
        }
    }

    // Tags go; the text between them stays. Styles and scripts are not text.
    private static void MarkHtml(HtmlBlock html, BlockKind[] kinds, string[] shown)
    {
        int last = Math.Min(html.Line + html.Lines.Count, kinds.Length) - 1;
        if (html.Type is HtmlBlockType.ScriptPreOrStyle && !shown[html.Line].Contains("<pre", StringComparison.OrdinalIgnoreCase))
        {
            Array.Fill(kinds, BlockKind.Other, html.Line, last - html.Line + 1);
            return;
        }

        HtmlTags.Blank(shown[html.Line..(last + 1)]).CopyTo(shown, html.Line);
    }

    // Consecutive lines of one kind; the lines of fences separate blocks and belong to none.
    private static List<TextBlock> Joined(BlockKind[] kinds, bool[] fence, string[] shown, int? cell)
    {
        List<TextBlock> blocks = [];
        int first = 0;
        for (int line = 0; line <= kinds.Length; line++)
        {
            if (line < kinds.Length && !fence[line] && (line == first || kinds[line] == kinds[first]))
            {
                continue;
            }

            if (line > first && shown[first..line].Any(text => !string.IsNullOrWhiteSpace(text)))
            {
                string[] text = kinds[first] == BlockKind.Output ? [.. shown[first..line].Select(TextLines.Shown)] : shown[first..line];
                blocks.Add(new TextBlock(kinds[first], cell, first + 1, text));
            }

            first = line < kinds.Length && fence[line] ? line + 1 : line;
        }

        return blocks;
    }

    // A log of a training, or the result of a test.
    [GeneratedRegex(
        @"^\s*Epoch:? \d+/\d+|^\s*\d+/\d+ \[|\b(?:loss|acc|accuracy|score)\b\s*[:=]\s*\d",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Result();

    [GeneratedRegex(@"^\s*(?:\$|>|PS>|C:\\[^>]*>|\(\w+\) \$)\s", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^(?: {4}|\t)", RegexOptions.CultureInvariant)]
    private static partial Regex Indentation();

    [GeneratedRegex(
        @"^\s*</?(?:div|center|details|section|article|figure|p|span)(?: [^<>]*)?>\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Division();
}
