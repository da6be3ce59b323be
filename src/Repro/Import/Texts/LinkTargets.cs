using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Repro.Import.Texts;

/// <summary>Replaces what Markdown's inline markup hides from readers, link targets and tags, by spaces of the same length.</summary>
internal static class LinkTargets
{
    /// <param name="text">The text that the document was made of.</param>
    /// <param name="shown">Its lines, which are changed.</param>
    public static void Blank(MarkdownDocument document, string text, string[] shown, BlockKind[] kinds)
    {
        char[] characters = text.ToCharArray();
        bool changed = false;
        foreach (Inline inline in document.Descendants().OfType<Inline>())
        {
            foreach ((int start, int end) in Hidden(inline))
            {
                for (int at = Math.Max(0, start); at <= end && at < characters.Length; at++)
                {
                    characters[at] = characters[at] == '\n' ? '\n' : ' ';
                    changed = true;
                }
            }
        }

        if (!changed)
        {
            return;
        }

        // Lines of prose that another step has changed already contain no inlines of Markdown.
        string[] blanked = new string(characters).Split('\n');
        string[] written = text.Split('\n');
        for (int line = 0; line < shown.Length; line++)
        {
            shown[line] = kinds[line] == BlockKind.Prose && shown[line] == written[line] ? blanked[line] : shown[line];
        }
    }

    private static IEnumerable<(int Start, int End)> Hidden(Inline inline)
    {
        switch (inline)
        {
            case LinkInline link when link.IsImage:
                yield return (link.Span.Start, link.Span.End);
                break;
            case LinkInline link when !link.UrlSpan.IsEmpty:
                yield return (link.UrlSpan.Start, link.UrlSpan.End);
                if (!link.TitleSpan.IsEmpty)
                {
                    yield return (link.TitleSpan.Start, link.TitleSpan.End);
                }

                break;
            case AutolinkInline auto:
                yield return (auto.Span.Start, auto.Span.End);
                break;
            case HtmlInline html:
                yield return (html.Span.Start, html.Span.End);
                break;
        }
    }
}
