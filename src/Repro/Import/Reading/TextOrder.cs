using Repro.Claims;
using Repro.Import.Prose;
using Repro.Import.Texts;

namespace Repro.Import.Reading;

/// <summary>The order of a text's blocks of code and headings.</summary>
internal sealed class TextOrder(SourceText text)
{
    private readonly TextBlock[] _prose = [.. text.Blocks.Where(block => block.Kind == BlockKind.Prose)];

    private readonly Place[] _code = [.. text.Blocks.Where(block => block.Kind == BlockKind.Code).Select(block => block.At(0))];

    private readonly Place[] _headings = [.. HeadingsOf(text).Select(heading => heading.Block.At(heading.Line))];

    private readonly int[] _levels = [.. HeadingsOf(text).Select(heading => Headings.LevelOf(heading.Block, heading.Line))];

    /// <summary>Whether the section of a place ends in front of another place. Sections within it belong to it.</summary>
    public bool LeavesSection(Place place, Place until)
    {
        int from = Count(_headings, place);
        int level = from == 0 ? int.MaxValue : _levels[from - 1];
        return _levels.Take(from..Count(_headings, until)).Any(next => next <= level);
    }

    /// <summary>How many blocks of code begin between two places, the second one included.</summary>
    public int CodeBetween(Place after, Place until) => Count(_code, until) - Count(_code, after);

    /// <summary>The prose between a place and a sentence, which may begin within a line.</summary>
    public string ProseBefore(Place after, Place sentence, string quote)
    {
        string before = string.Join(
            '\n',
            _prose
                .SkipWhile(block => Compare(block.At(block.Lines.Count - 1), after) <= 0)
                .TakeWhile(block => Compare(block.At(0), sentence) <= 0)
                .SelectMany(block => block.Lines.Where((_, line) => Compare(block.At(line), sentence) <= 0))
        );
        int begin = before.LastIndexOf(quote.Split('\n')[0], StringComparison.Ordinal);
        return begin < 0 ? before : before[..begin];
    }

    /// <summary>Whether a heading is between two places, the second one included.</summary>
    public bool HasHeadingBetween(Place after, Place until) => Count(_headings, until) > Count(_headings, after);

    private static IEnumerable<(TextBlock Block, int Line)> HeadingsOf(SourceText text) =>
        text
            .Blocks.Where(block => block.Kind == BlockKind.Prose)
            .SelectMany(block =>
                Enumerable.Range(0, block.Lines.Count).Where(line => Headings.Has(block, line)).Select(line => (block, line))
            );

    // The places at or in front of a place; the places are in the order of the text.
    private static int Count(Place[] places, Place until)
    {
        (int first, int end) = (0, places.Length);
        while (first < end)
        {
            int middle = (first + end) / 2;
            if (Compare(places[middle], until) > 0)
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

    private static int Compare(Place one, Place other) => (one.Cell ?? -1, one.Line).CompareTo((other.Cell ?? -1, other.Line));
}
