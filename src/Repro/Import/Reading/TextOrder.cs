using Repro.Claims;
using Repro.Import.Prose;
using Repro.Import.Texts;

namespace Repro.Import.Reading;

/// <summary>The order of a text's blocks of code and headings.</summary>
internal sealed class TextOrder(SourceText text)
{
    private readonly Place[] _code = [.. text.Blocks.Where(block => block.Kind == BlockKind.Code).Select(block => block.At(0))];

    private readonly Place[] _headings =
    [
        .. text
            .Blocks.Where(block => block.Kind == BlockKind.Prose)
            .SelectMany(block =>
                Enumerable.Range(0, block.Lines.Count).Where(line => Headings.Has(block, line)).Select(line => block.At(line))
            ),
    ];

    /// <summary>How many blocks of code begin between two places, the second one included.</summary>
    public int CodeBetween(Place after, Place until) => Count(_code, until) - Count(_code, after);

    /// <summary>Whether a heading is between two places, the second one included.</summary>
    public bool HasHeadingBetween(Place after, Place until) => Count(_headings, until) > Count(_headings, after);

    // The places at or in front of a place; the places are in the order of the text.
    private static int Count(Place[] places, Place until)
    {
        (int first, int end) = (0, places.Length);
        while (first < end)
        {
            int middle = (first + end) / 2;
            if ((places[middle].Cell ?? -1, places[middle].Line).CompareTo((until.Cell ?? -1, until.Line)) > 0)
            {
                end = middle;
            }
            else
            {
                first = middle + 1;
            }
        }

        return first;
    }
}
