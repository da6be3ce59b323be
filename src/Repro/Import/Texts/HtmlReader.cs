using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Repro.Import.Texts;

/// <summary>Reads web pages and exported notebooks: code and what it printed stand in <c>pre</c>, the rest is prose.</summary>
internal static class HtmlReader
{
    private const int MostTags = 200_000;

    /// <exception cref="InputException">The text is too large or nested too deeply.</exception>
    public static SourceText Read(string name, string text)
    {
        if (text.Length > SourceText.MostCharacters * 4)
        {
            throw new InputException(
                FormattableString.Invariant(
                    $"{name}: the page has {text.Length} characters; at most {SourceText.MostCharacters * 4} are read."
                )
            );
        }

        int tags = text.Count(character => character == '<');
        if (tags > MostTags)
        {
            throw new InputException(FormattableString.Invariant($"{name}: the page has {tags} tags; at most {MostTags} are read."));
        }

        HtmlNesting nesting = new(name);
        HtmlParser parser = new(
            new HtmlParserOptions { IsKeepingSourceReferences = true, OnCreated = (element, _) => nesting.Check(element) }
        );
        using IDocument document = parser.ParseDocument(text);
        return SourceText.Of(name, document.Body is { } body ? new HtmlWalk(name, text).Visit(body) : []);
    }
}
