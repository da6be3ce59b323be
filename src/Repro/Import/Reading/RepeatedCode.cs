using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Texts;

namespace Repro.Import.Reading;

/// <summary>
/// Finds blocks of a text without cells that repeat earlier code line by line: a tutorial shows its program as a whole and also step by
/// step. Such a block is the same program and must not run twice. The first block of a repetition begins with imports; a block with
/// another network or other data ends it.
/// </summary>
internal sealed partial class RepeatedCode
{
    private const int FewestLines = 3;

    // Places at which a block is looked for; a text in which a line is there more often has no two programs.
    private const int MostPlaces = 100;

    private readonly List<(string Line, Place Place)> _executed = [];
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);

    // Where the repetition goes on in the executed lines; -1 outside of one.
    private int _next = -1;

    /// <summary>The earlier code that a block repeats; null for a block that is executed, which is remembered.</summary>
    public Place? Of(TextBlock block)
    {
        (string Line, Place Place)[] lines =
        [
            .. block
                .Lines.Select((line, index) => (Line: Comment().Replace(line, "").Trim(), Place: block.At(index)))
                .Where(line => line.Line.Length > 0),
        ];
        if (block.Cell is null && lines.Length > 0)
        {
            bool begins = _next < 0 && lines.Length >= FewestLines && Import().IsMatch(lines[0].Line);
            if ((begins || _next >= 0) && Find(lines, Math.Max(0, _next)) is >= 0 and var first)
            {
                _next = first + lines.Length;
                return new Place(null, _executed[first].Place.Line, _executed[_next - 1].Place.LastLine);
            }

            if (lines.Any(line => Other().IsMatch(line.Line)))
            {
                _next = -1;
            }
        }

        foreach ((string Line, Place Place) line in lines)
        {
            if (!_places.TryGetValue(line.Line, out List<int>? places))
            {
                places = _places[line.Line] = [];
            }

            places.Add(_executed.Count);
            _executed.Add(line);
        }

        return null;
    }

    private int Find((string Line, Place Place)[] lines, int from) =>
        _places.TryGetValue(lines[0].Line, out List<int>? places)
            ? places.Where(first => first >= from).Take(MostPlaces).FirstOrDefault(first => IsAt(lines, first), -1)
            : -1;

    private bool IsAt((string Line, Place Place)[] lines, int first)
    {
        for (int index = 0; index < lines.Length; index++)
        {
            if (first + index >= _executed.Count || lines[index].Line != _executed[first + index].Line)
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"(?:^|\s)#[^'""]*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:import|from) \w", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Import();

    [GeneratedRegex(@"\b(?:Sequential|Model)\(|\bload_data\(", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Other();
}
