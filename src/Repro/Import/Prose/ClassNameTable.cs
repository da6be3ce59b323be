using System.Globalization;
using Repro.Claims;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Prose;

/// <summary>Finds tables that number the names of classes: 0 T-shirt, 1 Trouser, ...</summary>
internal static class ClassNameTable
{
    private const int FewestNames = 3;
    private const int LongestName = 40;

    public static IEnumerable<Statement> In(TextBlock block)
    {
        List<(int Line, string Cell)> cells =
        [
            .. block.Lines.Index().SelectMany(line => Cells(line.Item).Select(cell => (line.Index, cell))),
        ];
        int at = 0;
        while (at + 1 < cells.Count)
        {
            List<string> names = [];
            int start = at;
            while (
                at + 1 < cells.Count && cells[at].Cell == names.Count.ToString(CultureInfo.InvariantCulture) && IsName(cells[at + 1].Cell)
            )
            {
                names.Add(cells[at + 1].Cell);
                at += 2;
            }

            if (names.Count >= FewestNames)
            {
                Place place = block.At(cells[start].Line, cells[at - 1].Line - cells[start].Line + 1);
                yield return new Statement(
                    place,
                    Origin.Prose,
                    StatementKind.ClassNames,
                    Relation.Equal,
                    new StatedValue.Names(names),
                    new Topic(),
                    string.Join(", ", names)
                );
            }

            at = Math.Max(at, start + 1);
        }
    }

    private static IEnumerable<string> Cells(string line)
    {
        string[] parts = line.Contains('|', StringComparison.Ordinal)
            ? line.Split('|')
            : line.Split("  ", StringSplitOptions.RemoveEmptyEntries);
        return parts.Select(part => part.Trim()).Where(part => part.Length > 0);
    }

    private static bool IsName(string cell) => cell.Length <= LongestName && char.IsLetter(cell[0]);
}
