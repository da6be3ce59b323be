using System.Text;
using AngleSharp.Dom;

namespace Repro.Import.Texts;

/// <summary>Collects the blocks of a page in its order. Lines are those of the file: each element knows where it begins.</summary>
internal sealed class HtmlWalk(string name, string source)
{
    private const int DeepestNesting = 256;

    // An element of these begins a block of its own.
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "dt",
        "dd",
        "figcaption",
        "caption",
        "summary",
        "blockquote",
        "div",
        "section",
        "article",
        "main",
        "tr",
        "table",
        "ul",
        "ol",
        "body",
    };

    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "script",
        "style",
        "head",
        "nav",
        "footer",
        "header",
        "aside",
        "form",
        "button",
        "svg",
        "math",
        "noscript",
        "template",
        "iframe",
        "select",
        "textarea",
    };

    private readonly List<TextBlock> _blocks = [];
    private readonly StringBuilder _prose = new();
    private bool _isHeading;
    private int _first = 1;
    private int _line = 1;

    /// <exception cref="InputException">Elements are nested too deeply.</exception>
    public List<TextBlock> Visit(INode root)
    {
        Stack<(INode Node, int Depth, bool IsEnd)> open = new();
        open.Push((root, 0, false));
        while (open.TryPop(out (INode Node, int Depth, bool IsEnd) next))
        {
            if (next.Depth > DeepestNesting)
            {
                throw new InputException($"{name}: elements are nested more than {DeepestNesting} deep.");
            }

            if (next.IsEnd)
            {
                Flush();
                _isHeading = false;
                continue;
            }

            if (next.Node is not IElement element)
            {
                Text(next.Node);
                continue;
            }

            if (Enter(element))
            {
                continue;
            }

            if (Blocks.Contains(element.LocalName))
            {
                Flush();
                _isHeading = element.LocalName is ['h', >= '1' and <= '6'];
                open.Push((element, next.Depth, true));
            }

            for (int child = element.ChildNodes.Length - 1; child >= 0; child--)
            {
                open.Push((element.ChildNodes[child], next.Depth + 1, false));
            }
        }

        Flush();
        return _blocks;
    }

    /// <returns>Whether the element is done with.</returns>
    private bool Enter(IElement element)
    {
        if (element.SourceReference is { } reference)
        {
            _line = reference.Position.Line;
        }

        if (Skipped.Contains(element.LocalName))
        {
            return true;
        }

        if (element.LocalName == "pre")
        {
            Flush();
            Preformatted(element);
            return true;
        }

        if (element.LocalName == "br")
        {
            Add(" ");
        }

        return false;
    }

    private void Text(INode node)
    {
        if (node.NodeType == NodeType.Text)
        {
            Add(node.TextContent);
        }
    }

    private void Add(string text)
    {
        if (_prose.Length == 0)
        {
            // Leading line breaks belong to no block.
            string rest = text.TrimStart();
            _line += text[..^rest.Length].Count(character => character == '\n');
            if (rest.Length == 0)
            {
                return;
            }

            // As in Markdown, which the readers of prose know.
            text = _isHeading ? $"# {rest}" : rest;
            _first = _line;
        }

        _prose.Append(text);
        _line += text.Count(character => character == '\n');
    }

    private void Flush()
    {
        if (!string.IsNullOrWhiteSpace(_prose.ToString()))
        {
            _blocks.Add(new TextBlock(BlockKind.Prose, null, _first, TextLines.Of(_prose.ToString().TrimEnd())));
        }

        _prose.Clear();
    }

    private void Preformatted(IElement element)
    {
        // HTML drops a line break that follows the tag.
        int line = _line;
        if (element.SourceReference is { } reference)
        {
            int close = source.IndexOf('>', Math.Clamp(reference.Position.Index, 0, source.Length));
            line += close >= 0 && close + 1 < source.Length && source[close + 1] is '\n' or '\r' ? 1 : 0;
        }

        string[] lines = TextLines.Of(element.TextContent);
        BlockKind kind = HtmlCode.KindOf(element, lines);
        _blocks.Add(new TextBlock(kind, null, line, kind == BlockKind.Output ? [.. lines.Select(TextLines.Shown)] : lines));
        _line = line + Math.Max(0, lines.Length - 1);
    }
}
