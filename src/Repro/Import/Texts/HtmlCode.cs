using AngleSharp.Dom;

namespace Repro.Import.Texts;

/// <summary>
/// Tells whether a page's preformatted text is a program or what it printed, by the classes that exporters of notebooks and highlighters
/// use.
/// </summary>
internal static class HtmlCode
{
    private const int MostAncestors = 8;

    // The attributes of the ancestors are read again for each preformatted text.
    private const int MostCharacters = 300;

    public static BlockKind KindOf(IElement pre, IReadOnlyList<string> lines)
    {
        string classes = ClassesOf(pre);
        if (
            Has(
                classes,
                "stderr",
                "output_error",
                "language-bash",
                "language-shell",
                "language-console",
                "language-json",
                "highlight-bash",
                "highlight-console"
            )
        )
        {
            return BlockKind.Other;
        }

        if (Has(classes, "output", "outputarea", "k-default-codeblock", "cell_output"))
        {
            return BlockKind.Output;
        }

        return
            Has(classes, "input_area", "inputarea", "cell_input", "python", "lang-py", "language-py", "highlight-ipython")
            || PythonLook.Is(lines)
            ? BlockKind.Code
            : BlockKind.Output;
    }

    // Of the element, what is in it and what it is in.
    private static string ClassesOf(IElement pre)
    {
        IEnumerable<string?> around = Ancestors(pre).Select(element => element.ClassName);
        return string.Join(
                ' ',
                around
                    .Append(pre.QuerySelector("code")?.ClassName)
                    .Concat(Ancestors(pre).Select(element => element.GetAttribute("data-mime-type")))
                    .Select(value => value is { Length: > MostCharacters } ? value[..MostCharacters] : value)
            )
            .ToLowerInvariant();
    }

    private static IEnumerable<IElement> Ancestors(IElement element)
    {
        IElement? next = element;
        for (int count = 0; next is not null && count < MostAncestors && next.LocalName is not ("body" or "main" or "article"); count++)
        {
            yield return next;
            next = next.ParentElement;
        }
    }

    private static bool Has(string classes, params string[] parts) => parts.Any(part => classes.Contains(part, StringComparison.Ordinal));
}
