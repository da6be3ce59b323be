using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;
using Repro.Import.Statements;

namespace Repro.Import.Evaluation.Libraries.Files;

/// <summary>
/// Tables in text files that <c>pandas.read_csv</c>, <c>numpy.loadtxt</c> and <c>numpy.genfromtxt</c> read, and their columns.
/// </summary>
/// <param name="rowsOf">Takes rows of an array.</param>
internal sealed class TableCalls(Context context, Func<ArrayValue, Value, Value> rowsOf)
{
    private const int MostColumns = 10_000;

    // Arguments that change neither the rows nor the columns.
    private static readonly string[] Harmless =
    [
        "filepath_or_buffer",
        "fname",
        "sep",
        "delimiter",
        "header",
        "names",
        "dtype",
        "encoding",
        "engine",
        "low_memory",
        "skipinitialspace",
        "skiprows",
        "skip_header",
        "ndmin",
    ];

    private static readonly string[] OtherRows =
    [
        "dropna",
        "fillna",
        "sample",
        "drop_duplicates",
        "sort_values",
        "replace",
        "query",
        "apply",
    ];

    /// <returns>Null where the function reads no table.</returns>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        if (api.Path is not ("pandas.read_csv" or "numpy.loadtxt" or "numpy.genfromtxt"))
        {
            return null;
        }

        if ((arguments.Get("filepath_or_buffer", 0) ?? arguments["fname"]) is not TextValue { Value.Length: > 0 } path)
        {
            return new UnknownValue($"the name of the file that '{api.Last}' reads is not known");
        }

        TableLayout layout = LayoutOf(api.Path == "pandas.read_csv", api.Last, arguments);
        bool isAddress = path.Value.Contains("://", StringComparison.Ordinal);
        ImportedData data = new(path.Value, api.Path, context.Inner)
        {
            IsArrayFile = true,
            Table = layout,
            Url = isAddress ? path.Value : path.Url,
        };
        (IReadOnlyList<long?>? lines, string unread) = layout.Problem.Length > 0 ? (null, "") : context.ShapeIn(data, layout.Separator);
        (long? rows, long? count) = lines is [{ } all, { } cells] ? (all - (layout.HasHeader ? 1 : 0), cells) : ((long?)null, (long?)null);
        count ??= layout.Names.Count > 0 ? layout.Names.Count : null;
        data = data with { Unread = unread, Table = layout with { Count = count } };
        context.Keep(data);
        if (layout.Problem.Length > 0)
        {
            context.Gap($"'{data.FileName}' cannot be a data set of the kind csv: {layout.Problem}");
        }

        return new ArrayValue(
            [rows, count],
            new DataFacts
            {
                Source = data,
                Part = PartOf(data.FileName),
                Columns = TableColumns.All,
            }
        );
    }

    /// <returns>Null for a member that every array has.</returns>
    public static Value? Member(ArrayValue table, string name) =>
        table.Facts.Columns is null ? null
        : name is "iloc" or "loc" ? new TableIndexer(table, name == "iloc")
        : name == "values" ? table
        : name is "columns" or "index" or "T" ? new UnknownValue($"'{name}' of a table is not known before the program runs")
        : table.Shape is { Count: 2 }
        && table.Facts.Source!.Loader == "pandas.read_csv"
        && !TableMembers.IsOne(name)
        && KeyOf(table, new TextValue(name)) is { } key
            ? OneOf(table, key)
        : null;

    /// <returns>Null for a method that every array has.</returns>
    public Value? Method(ArrayValue table, string name, CallArguments arguments)
    {
        if (table.Facts.Columns is null)
        {
            return null;
        }

        bool isInPlace = arguments["inplace"] is { Truth: not false };
        if (TableMembers.Changes(name) || (isInPlace && (name != "drop" || Dropped(table, arguments) is null)))
        {
            if (name == "pop" && KeyOf(table, arguments.Get("item", 0)) is { } taken)
            {
                Value column = Taken(table, [taken], isOne: true);
                Drop(table, [taken]);
                return column;
            }

            Set(table, isInPlace ? $"'{name}' in place" : $"'{name}'");
            return name == "pop" ? new UnknownValue("the column that 'pop' takes is not known") : NoneValue.Instance;
        }

        switch (name)
        {
            case "to_numpy":
                return table.With(table.Shape);
            case "drop" when Dropped(table, arguments) is { } keys:
                ArrayValue rest = isInPlace ? table : table.With(table.Shape);
                Drop(rest, keys);
                return isInPlace ? NoneValue.Instance : rest;
            case "drop":
                return new UnknownValue("the columns or rows that 'drop' leaves out are not known");
            default:
                return OtherRows.Contains(name) ? Changed(table, name)
                    : name
                        is "transpose"
                            or "head"
                            or "tail"
                            or "describe"
                            or "info"
                            or "corr"
                            or "groupby"
                            or "isnull"
                            or "isna"
                            or "hist"
                            or "plot"
                        ? new UnknownValue($"the result of '{name}' is not known before the program runs")
                    : null;
        }
    }

    /// <returns>Null where the index takes rows alone.</returns>
    public Value? Item(ArrayValue table, Value index)
    {
        if (table.Facts.Columns is null)
        {
            return null;
        }

        if (index is TextValue or IntValue && table.Facts.Source!.Loader == "pandas.read_csv")
        {
            return KeyOf(table, index) is { } key ? Taken(table, [key], isOne: true) : new UnknownValue("a column that is not known");
        }

        if (index is SequenceValue { Kind: SequenceKind.List } list && table.Facts.Source!.Loader == "pandas.read_csv")
        {
            string?[] keys = [.. list.Items.Select(item => KeyOf(table, item))];
            return list.IsOpen || keys.Contains(null)
                ? new UnknownValue("the columns of a table that are taken are not known")
                : Taken(table, [.. keys.OfType<string>()], isOne: false);
        }

        // A comparison chooses rows; what is not known chooses rows or columns.
        if (index is ArrayValue)
        {
            return Changed(table, "a choice of rows");
        }

        if (index is UnknownValue { Reason: not "..." } unknown)
        {
            return new UnknownValue(
                $"the rows or columns that are taken of '{table.Facts.Source!.FileName}' are not known: {unknown.Reason}"
            );
        }

        // Not of a reshaped table.
        return index is SequenceValue { Kind: SequenceKind.Tuple, Items: [var rows, var columns] } && table.Shape is { Count: 2 }
            ? ByPlace(table, rows, columns)
            : null;
    }

    /// <summary>Rows and columns that <c>iloc</c> or <c>loc</c> takes.</summary>
    public Value Item(TableIndexer indexer, Value index)
    {
        if (index is not SequenceValue { Kind: SequenceKind.Tuple, Items: [var rows, var columns] })
        {
            return index is SliceValue ? rowsOf(indexer.Table, index) : new UnknownValue("rows of a table that are not known");
        }

        if (indexer.ByPlace)
        {
            return ByPlace(indexer.Table, rows, columns);
        }

        // Labels of rows include the last one.
        if (rows is not SliceValue { Start: NoneValue, Stop: NoneValue, Step: NoneValue })
        {
            return new UnknownValue("rows of a table by their labels");
        }

        return columns switch
        {
            TextValue or SequenceValue { Kind: SequenceKind.List } when Rows(indexer.Table, rows) is ArrayValue some => Item(some, columns)
                ?? new UnknownValue("columns of a table that are not known"),
            SliceValue { Start: NoneValue, Stop: NoneValue, Step: NoneValue } => Rows(indexer.Table, rows),
            _ => new UnknownValue("the columns that 'loc' takes are not known without the file"),
        };
    }

    /// <summary>A column that the program sets makes another table.</summary>
    public void SetItem(ArrayValue table) => Set(table, "a column that the program sets");

    /// <summary>So does an attribute that it sets: the names of the columns, or a column.</summary>
    public void SetAttribute(ArrayValue table, string name) => Set(table, $"'{name}' that the program sets");

    /// <summary><c>del table["a"]</c></summary>
    public void DeleteItem(ArrayValue table, Value index)
    {
        if (KeyOf(table, index) is { } key)
        {
            Drop(table, [key]);
        }
        else
        {
            Set(table, "a column that the program deletes");
        }
    }

    /// <summary>A method that is called for what it does to the table, not for its result.</summary>
    public void CalledAlone(ArrayValue table, string method)
    {
        if (!TableMembers.IsOne(method))
        {
            Set(table, $"'{method}'");
        }
    }

    /// <summary>Code that is not evaluated changes the table.</summary>
    public void Lose(ArrayValue table, string reason) => Set(table, reason);

    private void Set(ArrayValue table, string what) =>
        table.Facts = table.Facts.With(new ImportedStep("other", "", context.Inner) { Detail = what });

    // A static member cannot note what it takes.
    private static ArrayValue OneOf(ArrayValue table, string key) =>
        table.With([table.Samples], table.Facts with { Columns = new TableColumns([key], []) });

    private Value ByPlace(ArrayValue table, Value rows, Value columns)
    {
        if (Rows(table, rows) is not ArrayValue some)
        {
            return new UnknownValue("rows of a table that are not known");
        }

        if (columns is SliceValue { Start: NoneValue, Stop: NoneValue, Step: NoneValue })
        {
            return some;
        }

        TableColumns own = table.Facts.Columns!;
        if (own.Chosen is null && own.Without.Count > 0)
        {
            return new UnknownValue("columns by place of a table without some of its columns");
        }

        if (columns is SequenceValue { IsOpen: false } list)
        {
            string?[] keys = [.. list.Items.Select(item => Numbers.Whole(item) is { } at ? Key(own, at) : null)];
            return keys.Contains(null) ? new UnknownValue("a column that is not known") : Taken(some, [.. keys.OfType<string>()], false);
        }

        if (Numbers.Whole(columns) is { } place)
        {
            return Key(own, place) is { } key ? Taken(some, [key], isOne: true) : new UnknownValue("a column that is not known");
        }

        return columns is SliceValue { Step: NoneValue } slice && Sliced(own, slice) is { } taken
            ? Taken(some, taken)
            : new UnknownValue("the columns of a table that are taken are not known");
    }

    private Value Rows(ArrayValue table, Value rows) =>
        rows is SliceValue { Start: NoneValue, Stop: NoneValue, Step: NoneValue } ? table.With(table.Shape)
        : rows is SliceValue ? rowsOf(table, rows)
        : Changed(table, "a choice of rows");

    private static string? Key(TableColumns own, long place) =>
        own.Chosen is not { } chosen ? TableColumns.At(place)
        : place < 0 ? chosen.ElementAtOrDefault((int)Math.Max(int.MinValue, chosen.Count + place))
        : chosen.ElementAtOrDefault((int)Math.Min(int.MaxValue, place));

    private static TableColumns? Sliced(TableColumns own, SliceValue slice)
    {
        long? start = slice.Start is NoneValue ? 0 : Numbers.Whole(slice.Start);
        long? stop = slice.Stop is NoneValue ? null : Numbers.Whole(slice.Stop);
        if (
            start is not (> -MostColumns and < MostColumns)
            || (slice.Stop is not NoneValue && stop is not (> -MostColumns and < MostColumns))
        )
        {
            return null;
        }

        if (own.Chosen is { } chosen)
        {
            int from = (int)Math.Clamp(start.Value < 0 ? chosen.Count + start.Value : start.Value, 0, chosen.Count);
            int to = (int)
                Math.Clamp(
                    stop is null ? chosen.Count
                        : stop.Value < 0 ? chosen.Count + stop.Value
                        : stop.Value,
                    from,
                    chosen.Count
                );
            return new TableColumns([.. chosen.Take(to).Skip(from)], []);
        }

        return (start.Value, stop) switch
        {
            (< 0 and var last, null) => new TableColumns([.. Range(last, 0)], []),
            (< 0, _) => null,
            (var first, > 0 and var end) => new TableColumns([.. Range(first, end)], []),
            (var first, null) => new TableColumns(null, [.. Range(0, first)]),
            (var first, < 0 and var end) => new TableColumns(null, [.. Range(0, first), .. Range(end, 0)]),
            _ => null,
        };
    }

    private static IEnumerable<string> Range(long from, long end)
    {
        for (long place = from; place < end; place++)
        {
            yield return TableColumns.At(place);
        }
    }

    private ArrayValue Taken(ArrayValue table, TableColumns columns)
    {
        long? count =
            (long?)columns.Chosen?.Count ?? (table.Facts.Source!.Table!.Count is { } all ? Math.Max(0, all - columns.Without.Count) : null);
        context.Note($"data: {table.Facts.Source!.FileName}, columns");
        return table.With([table.Samples, count], table.Facts with { Columns = columns });
    }

    private ArrayValue Taken(ArrayValue table, IReadOnlyList<string> keys, bool isOne)
    {
        ArrayValue taken = Taken(table, new TableColumns(keys, []));
        return isOne ? taken.With([table.Samples]) : taken;
    }

    private static void Drop(ArrayValue table, IReadOnlyList<string> keys)
    {
        TableColumns own = table.Facts.Columns!;
        table.Facts = table.Facts with
        {
            Columns = own.Chosen is { } chosen
                ? new TableColumns([.. chosen.Except(keys)], [])
                : new TableColumns(null, [.. own.Without.Union(keys)]),
        };
        if (table.Shape is [var rows, { } count])
        {
            table.Shape = [rows, Math.Max(0, count - keys.Count)];
        }
    }

    // drop("price", axis=1), drop(columns=["price"]).
    private static string[]? Dropped(ArrayValue table, CallArguments arguments)
    {
        bool areColumns =
            arguments["columns"] is not null
            || Numbers.Whole(arguments.Get("axis", 1)) == 1
            || arguments.Get("axis", 1) is TextValue { Value: "columns" };
        Value? labels = arguments["columns"] ?? arguments.Get("labels", 0);
        IReadOnlyList<Value> items = labels is SequenceValue { IsOpen: false } list ? list.Items : [labels ?? NoneValue.Instance];
        string?[] keys = [.. items.Select(item => KeyOf(table, item))];
        return areColumns && !keys.Contains(null) ? [.. keys.OfType<string>()] : null;
    }

    // A table without a header has the names that the program gives it, or the places.
    private static string? KeyOf(ArrayValue table, Value? name)
    {
        TableLayout layout = table.Facts.Source!.Table!;
        return name switch
        {
            TextValue text when layout.Names.Count > 0 => layout.Names.ToList().IndexOf(text.Value) is >= 0 and var place
                ? TableColumns.At(place)
                : null,
            TextValue text => layout.HasHeader || layout.Problem.Length > 0 ? text.Value : null,
            IntValue { Value: >= 0 } number when !layout.HasHeader && layout.Names.Count == 0 => TableColumns.At(number.Value),
            _ => null,
        };
    }

    private ArrayValue Changed(ArrayValue table, string what)
    {
        ImportedStep step = new("samples", "", context.Inner) { Detail = what };
        context.Step(table.Facts, step);
        return table.With(table.Shape is { Count: > 0 } shape ? [null, .. shape.Skip(1)] : null, step);
    }

    private static TableLayout LayoutOf(bool isPandas, string function, CallArguments arguments)
    {
        Value? given = arguments["sep"] ?? arguments["delimiter"] ?? (isPandas ? arguments.Get("sep", 1) : arguments.Get("delimiter", 3));
        string? mark = given switch
        {
            null => isPandas ? "," : " ",
            NoneValue => " ",
            TextValue text => text.Value,
            _ => null,
        };
        string? separator = mark switch
        {
            "," => "comma",
            ";" => "semicolon",
            "\t" => "tab",
            _ => null,
        };
        IReadOnlyList<string> names =
            isPandas && arguments["names"] is SequenceValue { IsOpen: false } list && list.Items.TrueForAll(item => item is TextValue)
                ? [.. list.Items.Cast<TextValue>().Select(name => name.Value)]
                : [];
        long? header = arguments["header"] switch
        {
            null => names.Count > 0 ? null : 0,
            NoneValue => null,
            TextValue { Value: "infer" } => names.Count > 0 ? null : 0,
            var line => Numbers.Whole(line) ?? -1,
        };
        long? skipped = Numbers.Whole(arguments["skiprows"] ?? arguments["skip_header"] ?? new IntValue(0));
        string? other = arguments.Named.Select(argument => argument.Key).FirstOrDefault(name => !Harmless.Contains(name));
        string problem = separator is null
            ? mark is " " or "\\s+" or null || mark.Trim().Length == 0
                ? "its cells are separated by spaces"
                : $"its cells are separated by '{mark}'"
            : arguments.IsOpen
                ? $"the arguments of '{function}' are not known"
                : other is not null
                    ? $"the argument '{other}' of '{function}' changes the table"
                    : isPandas && arguments["names"] is not (null or NoneValue) && names.Count == 0
                        ? "the names of its columns are not known"
                        : isPandas && (header is not (null or 0) || (header == 0 && names.Count > 0))
                            ? "its header is not the first line or is replaced"
                            : isPandas
                                ? (skipped == 0 ? "" : "its first lines are skipped")
                                : skipped is not (0 or 1) || arguments["names"] is not (null or NoneValue)
                                    ? "its first lines are skipped or name the columns"
                                    : "";
        return new TableLayout(isPandas ? header == 0 : skipped == 1, separator ?? "") { Names = names, Problem = problem };
    }

    private static string PartOf(string name) =>
        DataParts.Of(name) switch
        {
            DataPart.Train => "train",
            DataPart.Validation => "validation",
            DataPart.Test => "test",
            _ => "",
        };
}
