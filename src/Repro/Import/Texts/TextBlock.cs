using Repro.Claims;

namespace Repro.Import.Texts;

/// <summary>Consecutive lines of a tutorial that are of one kind.</summary>
/// <param name="Cell">The notebook's cell, from 0; null for a text without cells.</param>
/// <param name="FirstLine">The number of the first line, from 1; see <see cref="Place"/> for the lines of a cell.</param>
/// <param name="Lines">Without line breaks.</param>
internal sealed record TextBlock(BlockKind Kind, int? Cell, int FirstLine, IReadOnlyList<string> Lines)
{
    /// <summary>Whether a notebook has it as text that was printed, and not as the value or the figure of a cell.</summary>
    public bool IsStream { get; init; }

    /// <summary>The lines in one text, joined by <c>\n</c>.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>The place of all lines.</summary>
    public Place Place => new(Cell, FirstLine, Math.Max(FirstLine, FirstLine + Lines.Count - 1));

    /// <summary>The place of some lines.</summary>
    /// <param name="index">Of the first line in <see cref="Lines"/>, from 0.</param>
    public Place At(int index, int count = 1) => new(Cell, FirstLine + index, FirstLine + index + count - 1);
}
