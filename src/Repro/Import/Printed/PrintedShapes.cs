using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Printed;

/// <summary>The shapes of arrays that blocks of code print: <c>print(x_train.shape)</c> with <c>(1000, 32)</c> behind the block.</summary>
internal sealed partial class PrintedShapes
{
    private readonly Dictionary<int, List<(int Line, string Name, int[] Shape)>> _units = [];

    public PrintedShapes(SourceText text)
    {
        int unit = -1;
        for (int block = 0; block < text.Blocks.Count; block++)
        {
            if (text.Blocks[block].Kind != BlockKind.Code)
            {
                continue;
            }

            unit++;
            (int Line, string Name)[] names = [.. Named(text.Blocks[block])];
            int[][] shapes =
            [
                .. text
                    .Blocks.Skip(block + 1)
                    .TakeWhile(next => next.Kind == BlockKind.Output)
                    .SelectMany(output => output.Lines)
                    .SelectMany(line => Shape().Matches(line))
                    .Select(match => Axes(match.Value)),
            ];

            // Otherwise it is not known which shape is whose.
            if (names.Length > 0 && names.Length == shapes.Length)
            {
                _units[unit] = [.. names.Zip(shapes, (name, shape) => (name.Line, name.Name, shape))];
            }
        }
    }

    /// <summary>The shapes that a statement of the program prints, by the names of the arrays.</summary>
    /// <param name="unit">The number of the block of code.</param>
    public IEnumerable<(string Name, int[] Shape)> Of(int unit, int firstLine, int lastLine) =>
        _units.TryGetValue(unit, out List<(int Line, string Name, int[] Shape)>? printed)
            ? printed.Where(one => one.Line >= firstLine && one.Line <= lastLine).Select(one => (one.Name, one.Shape))
            : [];

    /// <summary>
    /// The shapes of data that lines of an output state, each with the array that the code prints there:
    /// <c>print('train', x_train.shape)</c>.
    /// </summary>
    public static IEnumerable<Statement> Of(TextBlock output, TextBlock code)
    {
        (int Line, string Name)[] names = [.. Named(code)];
        (int Line, Match Shape)[] shapes =
        [
            .. output.Lines.SelectMany((line, index) => Shape().Matches(line).Select(shape => (index, shape))),
        ];
        if (names.Length == 0 || names.Length != shapes.Length)
        {
            yield break;
        }

        foreach ((string name, (int line, Match shape)) in names.Select(one => one.Name).Zip(shapes))
        {
            if (DataParts.Of(name) is not DataPart.Unknown and var part)
            {
                yield return new Statement(
                    output.At(line),
                    Origin.Output,
                    StatementKind.Shape,
                    Relation.Equal,
                    new StatedValue.Axes([.. Axes(shape.Value).Select(axis => (int?)axis)]),
                    new Topic { Part = part, Detail = name },
                    output.Lines[line].Trim()
                );
            }
        }
    }

    // The statements outside of functions and loops that print, and the last one, whose value a notebook shows.
    private static IEnumerable<(int Line, string Name)> Named(TextBlock code)
    {
        int last = code.Lines.Count - 1;
        while (last > 0 && string.IsNullOrWhiteSpace(code.Lines[last]))
        {
            last--;
        }

        for (int line = 0; line <= last; line++)
        {
            string words = code.Lines[line];
            if (words.StartsWith("print(", StringComparison.Ordinal) || (line == last && Expression().IsMatch(words)))
            {
                foreach (Match name in ArrayShape().Matches(words))
                {
                    yield return (code.FirstLine + line, name.Groups["name"].Value);
                }
            }
        }
    }

    private static int[] Axes(string shape) =>
        [
            .. shape
                .Split(['(', ')', ',', ' '], StringSplitOptions.RemoveEmptyEntries)
                .Select(axis => int.TryParse(axis, NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : 0),
        ];

    [GeneratedRegex(@"\(\d{1,9},(?: \d{1,9},?){0,7}\)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Shape();

    [GeneratedRegex(@"(?<!\.)\b(?<name>[A-Za-z_]\w*)\.shape\b(?!\s*\[)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ArrayShape();

    [GeneratedRegex(@"^(?:\w+\.shape(?:,\s*|$))+$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Expression();
}
