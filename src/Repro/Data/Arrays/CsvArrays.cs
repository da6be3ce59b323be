using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Repro.Claims;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Arrays;

/// <summary>
/// Sets of one table in a text file: a row per sample, a column of labels or numbers to predict, and columns of input numbers.
/// </summary>
internal static class CsvArrays
{
    /// <summary>The longest file that is read as a table.</summary>
    public const long MostBytes = 256 << 20;

    private const int MostColumns = 100_000;
    private const double LargestLabel = 100_000;
    private const string WordsAdvice = " If the labels are words, list them in the key 'classes' of the data set.";

    /// <inheritdoc cref="ArraySet.Load"/>
    public static ArraySet Load(DataSetDeclaration set, string? root, bool verify)
    {
        string path = ArraySet.Require(set, root);
        if (verify)
        {
            ArraySet.Verify(set, set.Files[0], path);
        }

        string sha256 = Checksum.Sha256Of(path);
        string text =
            StrictText.Of(InputFile.ReadBytes(path, MostBytes, "a table"), out int line)
            ?? throw new InputException(
                FormattableString.Invariant($"{path}, line {line}: a character is not valid UTF-8. Save the file as UTF-8.")
            );
        return ArraySet.Of(
            set,
            new Dictionary<string, ArraySplit> { [TableDeclaration.Split] = Read(text, path, set.Table!, set.Classes) },
            new Dictionary<string, string> { [set.Files[0].Name] = sha256 }
        );
    }

    /// <summary>The number of lines of a table, a header included, and of cells of the first one; null for an empty table.</summary>
    /// <param name="separator">As <c>reprosuite.json</c> names it: comma, semicolon or tab.</param>
    public static IReadOnlyList<int>? SizeOf(string text, string separator)
    {
        using CsvReader csv = new(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = DataSetKeys.Separators[separator],
                HasHeaderRecord = false,
                MissingFieldFound = null,
                BadDataFound = null,
            }
        );
        try
        {
            (int rows, int cells) = (0, 0);
            while (csv.Read())
            {
                cells = rows++ == 0 ? csv.Parser.Count : cells;
            }

            return rows == 0 ? null : [rows, cells];
        }
        catch (CsvHelperException exception)
        {
            throw new InputException($"not a valid table: {exception.Message.Split('\n')[0]}", exception);
        }
    }

    /// <param name="source">How messages call the file.</param>
    /// <param name="classes">The labels in order, where they are words; empty for numbers.</param>
    /// <exception cref="InputException">The text is not such a table; the message names the line and the column.</exception>
    public static ArraySplit Read(string text, string source, TableDeclaration table, IReadOnlyList<string> classes)
    {
        using CsvReader csv = new(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = table.Delimiter,
                HasHeaderRecord = table.HasHeader,
                MissingFieldFound = null,
                BadDataFound = null,
            }
        );
        InputException Wrong(string what) =>
            OpenQuotes(csv, source) ?? new InputException(FormattableString.Invariant($"{source}, line {csv.Parser.RawRow}: {what}"));
        try
        {
            if (!csv.Read() || (table.HasHeader && !csv.ReadHeader()))
            {
                throw Wrong("the table is empty.");
            }

            string[] columns = table.HasHeader
                ? [.. csv.HeaderRecord!.Select(name => name.Trim())]
                : [.. Enumerable.Range(1, csv.Parser.Count).Select(number => FormattableString.Invariant($"{number}"))];
            if (table.HasHeader && IsRowOfNumbers(columns) && !Declared(table).Any(columns.Contains))
            {
                throw Wrong(
                    "the first line has numbers where the names of the columns are expected. If the table has no header, set \"header\": false in the data set."
                );
            }

            if (columns.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                throw Wrong($"the table has the column '{twice.Key}' twice.");
            }

            if (columns.Length > MostColumns)
            {
                throw Wrong($"the table has {columns.Length} columns; at most {MostColumns} are read.");
            }

            int? label = table.Targets is null ? Find(table.Label ?? columns[^1]) : null;
            Dictionary<string, int[]> outputs = (table.Targets ?? new Dictionary<string, IReadOnlyList<string>>()).ToDictionary(
                output => output.Key,
                output => output.Value.Select(Find).ToArray(),
                StringComparer.Ordinal
            );
            int? weight = table.SampleWeight is { } named ? Find(named) : null;
            int[] others =
            [
                .. label is { } one ? [one] : outputs.Values.SelectMany(list => list),
                .. weight is { } its ? [its] : Array.Empty<int>(),
            ];
            int[] inputs =
                table.Inputs.Count > 0 ? [.. table.Inputs.Select(Find)] : [.. Enumerable.Range(0, columns.Length).Except(others)];
            if (
                inputs.Length == 0
                || inputs.Distinct().Count() != inputs.Length
                || inputs.Intersect(others).Any()
                || others.Distinct().Count() != others.Length
            )
            {
                throw Wrong(
                    $"the table needs columns of inputs beside {string.Join(", ", others.Distinct().Select(column => $"'{columns[column]}'"))}, and each column has one use."
                );
            }

            List<float> values = [];
            List<float> targets = [];
            List<float> weights = [];
            Dictionary<string, List<float>> perOutput = outputs.ToDictionary(
                output => output.Key,
                _ => new List<float>(),
                StringComparer.Ordinal
            );
            for (bool more = !table.HasHeader || csv.Read(); more; more = csv.Read())
            {
                string[] cells = csv.Parser.Record!;
                if (cells.Length != columns.Length)
                {
                    throw Wrong($"{cells.Length} cells where the table has {columns.Length} columns.");
                }

                foreach (int column in inputs)
                {
                    values.Add(Number(cells[column], columns[column]));
                }

                foreach ((string output, int[] list) in outputs)
                {
                    perOutput[output].AddRange(list.Select(column => Number(cells[column], columns[column])));
                }

                if (weight is { } place)
                {
                    weights.Add(
                        Number(cells[place], columns[place]) is >= 0 and var number
                            ? number
                            : throw Wrong($"'{cells[place]}' in column '{columns[place]}' is not a weight, which is 0 or more.")
                    );
                }

                targets.Add(
                    label is not { } labels ? 0
                    : classes.Count > 0 && !IsNumber(classes) ? Class(cells[labels].Trim(), columns[labels])
                    : Number(cells[labels], columns[labels], WordsAdvice)
                );
            }

            if (targets.Count == 0)
            {
                throw Wrong("the table has no rows.");
            }

            bool areLabels = targets.TrueForAll(target => target >= 0 && target < LargestLabel && target == Math.Floor(target));
            return new ArraySplit([inputs.Length], new ArrayValues([.. values]), [.. targets.Select(target => areLabels ? (int)target : 0)])
            {
                Target = label is null ? null : new ArrayTarget([.. targets], 1),
                HasLabels = areLabels && label is not null,
                Outputs = perOutput.ToDictionary(
                    output => output.Key,
                    output => new ArrayTarget([.. output.Value], outputs[output.Key].Length),
                    StringComparer.Ordinal
                ),
                SampleWeights = weight is null ? null : [.. weights],
            };

            int Find(string name) =>
                Array.IndexOf(columns, name) is >= 0 and var place
                    ? place
                    : throw Wrong(
                        $"there is no column '{name}'.{Spelling.Suggestion(name, columns)} The columns are {string.Join(", ", columns.Take(20))}{(columns.Length > 20 ? " ..." : "")}.{OtherSeparator(columns)}"
                    );

            // A header that is one name has another separator.
            string OtherSeparator(string[] names) =>
                names is [var only]
                && DataSetKeys.Separators.FirstOrDefault(pair => only.Contains(pair.Value, StringComparison.Ordinal)).Key is { } separator
                    ? $" Set \"separator\": \"{separator}\" in the data set."
                    : "";

            int Class(string word, string column) =>
                Place(classes, word) is >= 0 and var place
                    ? place
                    : throw Wrong($"'{word}' in column '{column}' is not one of the classes {string.Join(", ", classes)}.");

            float Number(string cell, string column, string advice = "") =>
                float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
                    ? number
                    : throw Wrong(
                        string.IsNullOrWhiteSpace(cell)
                            ? $"the cell in column '{column}' is empty. Fill it, or remove the row."
                            : $"'{cell}' in column '{column}' is not a number.{(Numbers.CommaAdvice(cell) is { Length: > 0 } point ? point : advice)}"
                    );
        }
        catch (CsvHelperException exception)
        {
            throw Wrong($"not a valid table: {exception.Message.Split('\n')[0]}");
        }
    }

    private static IEnumerable<string> Declared(TableDeclaration table) =>
        [
            .. new[] { table.Label, table.SampleWeight }.OfType<string>(),
            .. table.Inputs,
            .. table.Targets?.Values.SelectMany(names => names) ?? [],
        ];

    // Whole numbers can be names of columns: pandas writes them for an array.
    private static bool IsRowOfNumbers(string[] cells) =>
        Array.TrueForAll(cells, cell => Numbers.TryNumber(cell, out _))
        && Array.Exists(cells, cell => cell.Contains('.', StringComparison.Ordinal));

    private static int Place(IReadOnlyList<string> classes, string word)
    {
        for (int place = 0; place < classes.Count; place++)
        {
            if (classes[place] == word)
            {
                return place;
            }
        }

        return -1;
    }

    // A quotation mark that is not closed takes the rest of the table as one cell; every other error follows from it.
    private static InputException? OpenQuotes(CsvReader csv, string source)
    {
        string row = csv.Parser.RawRecord ?? "";
        if (row.Count(character => character == '"') % 2 == 0)
        {
            return null;
        }

        int first = csv.Parser.RawRow - row.Count(character => character == '\n');
        return new InputException(
            FormattableString.Invariant(
                $"{source}, line {first}: the row has an odd number of quotation marks. Close each one, and write one inside a text twice."
            )
        );
    }

    private static bool IsNumber(IReadOnlyList<string> classes) =>
        classes.Select((name, index) => name == FormattableString.Invariant($"{index}")).All(same => same);
}
