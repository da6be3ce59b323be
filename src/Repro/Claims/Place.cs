using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Repro.Claims;

/// <summary>
/// Where a document has something: <c>12</c>, <c>12-20</c>, and in a notebook <c>cell 8:3</c> or <c>cell 8:3-5</c>. Lines count from 1,
/// cells from 0
/// over cells of all kinds. The lines of a cell's outputs are counted from the last line of its source.
/// </summary>
/// <param name="Cell">Number of the notebook's cell; null for a text without cells.</param>
/// <param name="Line">The first line.</param>
/// <param name="LastLine">The last line; the same as the first one for a single line.</param>
public sealed partial record Place(int? Cell, int Line, int LastLine) : IComparable<Place>
{
    /// <summary>The forms, for messages.</summary>
    internal const string Forms = "a line (12), a range of lines (12-20), or a cell of a notebook with its line (cell 8:3, cell 8:3-5)";

    /// <summary>A single line.</summary>
    public Place(int? cell, int line)
        : this(cell, line, line) { }

    /// <summary>Reads one of the four forms.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Place? place)
    {
        place = null;
        Match match = Form().Match(text);
        if (!match.Success || !Numbers.TryCount(match.Groups["line"].Value, out int line) || line < 1)
        {
            return false;
        }

        int? cell = null;
        if (match.Groups["cell"].Success)
        {
            if (!Numbers.TryCount(match.Groups["cell"].Value, out int number))
            {
                return false;
            }

            cell = number;
        }

        int last = line;
        if (match.Groups["last"].Success && (!Numbers.TryCount(match.Groups["last"].Value, out last) || last < line))
        {
            return false;
        }

        place = new Place(cell, line, last);
        return true;
    }

    /// <summary>Whether the place has a line of the other one in it.</summary>
    internal bool Overlaps(Place other) => Cell == other.Cell && Line <= other.LastLine && other.Line <= LastLine;

    /// <summary>The order of the document.</summary>
    public int CompareTo(Place? other) =>
        other is null ? 1 : ((Cell ?? -1, Line, LastLine)).CompareTo((other.Cell ?? -1, other.Line, other.LastLine));

    /// <summary>The order of the document.</summary>
    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

    /// <summary>The order of the document.</summary>
    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

    /// <summary>The order of the document.</summary>
    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

    /// <summary>The order of the document.</summary>
    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;

    /// <summary>The place for a sentence: <c>line 12</c>, <c>lines 12-20</c>, <c>cell 8:3</c>.</summary>
    internal string InWords =>
        Cell is not null ? ToString()
        : Line == LastLine ? $"line {ToString()}"
        : $"lines {ToString()}";

    /// <inheritdoc/>
    public override string ToString()
    {
        string lines = LastLine == Line ? FormattableString.Invariant($"{Line}") : FormattableString.Invariant($"{Line}-{LastLine}");
        return Cell is { } cell ? FormattableString.Invariant($"cell {cell}:{lines}") : lines;
    }

    [GeneratedRegex("^(?:cell (?<cell>[0-9]{1,9}):)?(?<line>[0-9]{1,9})(?:-(?<last>[0-9]{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
