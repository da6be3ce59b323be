using AngleSharp.Dom;

namespace Repro.Import.Texts;

/// <summary>
/// Refuses pages whose elements are nested too deeply, while they are parsed: a parser's time grows with the square of the depth.
/// </summary>
internal sealed class HtmlNesting(string name)
{
    private const int Deepest = 500;
    private IElement? _last;

    /// <summary>Checks the depth of the element before this one: the parser inserts an element after it reports it.</summary>
    /// <exception cref="InputException">Elements are nested too deeply.</exception>
    public void Check(IElement created)
    {
        int depth = 0;
        for (IElement? element = _last; element is not null; element = element.ParentElement)
        {
            depth++;
            if (depth > Deepest)
            {
                throw new InputException($"{name}: elements are nested more than {Deepest} deep, or are not closed.");
            }
        }

        _last = created;
    }
}
