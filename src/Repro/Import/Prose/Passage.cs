using Repro.Claims;
using Repro.Import.Texts;

namespace Repro.Import.Prose;

/// <summary>A paragraph, a list item, a heading or a row: lines that are read together, joined by spaces.</summary>
/// <param name="Block">The block that the lines are of.</param>
/// <param name="First">The first line's index in the block.</param>
/// <param name="Text">The lines joined.</param>
/// <param name="Starts">Where each line begins in the text.</param>
internal sealed record Passage(TextBlock Block, int First, string Text, IReadOnlyList<int> Starts)
{
    /// <summary>Whether it is an item of a list.</summary>
    public bool IsItem { get; init; }

    /// <summary>Whether the first line is a heading.</summary>
    public bool IsHeading => Headings.Has(Block, First);

    /// <summary>The line of a character of the text.</summary>
    public Place PlaceOf(int offset)
    {
        int line = 0;
        while (line + 1 < Starts.Count && Starts[line + 1] <= offset)
        {
            line++;
        }

        return Block.At(First + line);
    }
}
