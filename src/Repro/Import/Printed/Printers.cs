using Repro.Claims;
using Repro.Import.Texts;

namespace Repro.Import.Printed;

/// <summary>
/// Which call printed an output: the n-th output of a block of code is of the n-th call in it. Where the block has more or fewer calls than
/// outputs, it is not known.
/// </summary>
internal sealed class Printers(SourceText source)
{
    private readonly TextBlock[] _code = [.. source.Blocks.Where(block => block.Kind == BlockKind.Code)];

    private ILookup<(int? Cell, int Line), string>? _printed;
    private Dictionary<int, int[]>? _linesOf;

    /// <summary>The blocks of code, by their numbers.</summary>
    public IReadOnlyList<TextBlock> Code => _code;

    /// <summary>The calls that printed outputs; null for an output whose block has another number of calls.</summary>
    /// <param name="outputs">The places of all outputs of one kind, in the order of the text.</param>
    /// <param name="calls">All calls that print them.</param>
    /// <param name="placeOf">The statement of the program that leads to a call.</param>
    /// <returns>For each output the call, and whether its block has a call at all.</returns>
    public IReadOnlyList<(T? Call, bool HasCalls)> Of<T>(IReadOnlyList<Place> outputs, IReadOnlyList<T> calls, Func<T, Place> placeOf)
        where T : class
    {
        ILookup<int, T> callsOf = calls.ToLookup(call => BlockOf(placeOf(call)));
        (T? Call, bool HasCalls)[] found = new (T?, bool)[outputs.Count];
        foreach (IGrouping<int, int> block in Enumerable.Range(0, outputs.Count).GroupBy(output => BlockOf(outputs[output])))
        {
            int[] printed = [.. block];
            T[] within = block.Key < 0 ? [] : [.. callsOf[block.Key]];
            for (int number = 0; number < printed.Length; number++)
            {
                found[printed[number]] = (within.Length == printed.Length ? within[number] : null, within.Length > 0);
            }
        }

        return found;
    }

    /// <summary>The number of the block of code that a place is in, or that is the last one in front of it; -1 for none.</summary>
    public int BlockOf(Place place)
    {
        (int first, int end) = (0, _code.Length);
        while (first < end)
        {
            int middle = (first + end) / 2;
            if (IsBehind(_code[middle].Place, place))
            {
                end = middle;
            }
            else
            {
                first = middle + 1;
            }
        }

        return first > 0 && _code[first - 1].Cell == place.Cell ? first - 1 : -1;
    }

    /// <summary>The printed line at a place; null for a place that is not in an output.</summary>
    public string? OutputAt(Place place) => Printed[(place.Cell, place.Line)].FirstOrDefault();

    /// <summary>Which one of the printed lines of a block of code a line is, from 0, and how many lines the block prints.</summary>
    public (int Position, int Count) PositionOf(Place place)
    {
        _linesOf ??= source
            .Blocks.Where(block => block.Kind == BlockKind.Output)
            .SelectMany(block =>
                block
                    .Lines.Index()
                    .Where(line => !string.IsNullOrWhiteSpace(line.Item))
                    .Select(line => (Code: BlockOf(block.Place), Line: block.FirstLine + line.Index))
            )
            .GroupBy(line => line.Code, line => line.Line)
            .ToDictionary(block => block.Key, block => block.ToArray());
        int[] lines = _linesOf.GetValueOrDefault(BlockOf(place), []);
        return (Array.IndexOf(lines, place.Line), lines.Length);
    }

    private ILookup<(int? Cell, int Line), string> Printed =>
        _printed ??= source
            .Blocks.Where(block => block.Kind == BlockKind.Output)
            .SelectMany(block => block.Lines.Select((text, index) => (block.Cell, Line: block.FirstLine + index, Text: text)))
            .ToLookup(line => (line.Cell, line.Line), line => line.Text);

    private static bool IsBehind(Place code, Place place) => (code.Cell ?? -1, code.Line).CompareTo((place.Cell ?? -1, place.Line)) > 0;
}
