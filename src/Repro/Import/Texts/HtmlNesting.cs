namespace Repro.Import.Texts;

/// <summary>
/// Refuses pages whose elements are nested too deeply, before they are parsed: a parser's time grows with the square of the depth.
/// </summary>
internal static class HtmlNesting
{
    private const int Deepest = 500;

    // Void elements, and elements whose end may be left out.
    private static readonly HashSet<string> Unclosed = new(StringComparer.OrdinalIgnoreCase)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rt",
        "rp",
    };

    /// <exception cref="InputException">Elements are nested too deeply.</exception>
    public static void Check(string name, string text)
    {
        int depth = 0;
        for (int at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            bool closes = text[at + 1] == '/';
            int start = closes ? at + 2 : at + 1;
            int end = start;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
            }

            if (end == start || Unclosed.Contains(text[start..end]))
            {
                continue;
            }

            depth = closes ? Math.Max(0, depth - 1) : depth + 1;
            if (depth > Deepest)
            {
                throw new InputException($"{name}: elements are nested more than {Deepest} deep, or are not closed.");
            }
        }
    }
}
