using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Data.Catalog;
using Repro.Import.Naming;
using Repro.Import.Programs;
using Repro.Project;

namespace Repro.Import.Trainings;

/// <summary>Data sets of tables in text files that the text trains on: each choice of inputs and labels is one.</summary>
internal sealed class TableSets
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string File, TableDeclaration Table, DataSetDeclaration Set, string? Json)> _sets = [];

    /// <param name="sets">The project's data sets, which are not declared again.</param>
    /// <param name="taken">Names that other new data sets have.</param>
    public TableSets(ImportedProgram program, DataSetCatalog sets, IEnumerable<string> taken)
    {
        HashSet<string> names = [.. taken];
        foreach (
            FedData data in program
                .Fits.SelectMany(fit => new[] { fit.Data, fit.Validation }.OfType<FedData>())
                .Concat(program.Evaluations.Where(evaluation => !evaluation.IsPrediction).Select(evaluation => evaluation.Data))
                .Where(data => data.Source?.Table is not null)
        )
        {
            if (Objection(data) is not null || TableOf(data) is not { } table || Find(data.Source!.FileName, table) is not null)
            {
                continue;
            }

            string file = data.Source.FileName;
            if (
                sets.All.FirstOrDefault(set => set.Kind == DataSetKind.Csv && set.Files[0].Name == file && AreSame(set.Table!, table)) is
                { } own
            )
            {
                _sets.Add((file, table, own, null));
                continue;
            }

            string stem = file.LastIndexOf('.') is > 0 and var dot ? file[..dot] : file;
            string name = PlainName.IsValid(stem) ? stem : NetworkNames.Plain(stem);
            string free = name;
            for (int number = 1; sets.Find(free) is not null || names.Contains(free); number++)
            {
                free = number == 1 ? $"{name}-csv" : FormattableString.Invariant($"{name}-csv-{number}");
            }

            names.Add(free);
            if (Declared(free, file, table, data.Source) is { } declared)
            {
                _sets.Add((file, table, declared.Set, declared.Json));
            }
        }
    }

    /// <summary>The sets that the project must declare, with their declarations.</summary>
    public IReadOnlyList<(DataSetDeclaration Set, string Json)> New =>
        [.. _sets.Where(one => one.Json is not null).Select(one => (one.Set, one.Json!))];

    /// <summary>The data set of columns of a table.</summary>
    /// <exception cref="NoRunException">A data set cannot have these columns.</exception>
    public string Of(FedData data) =>
        Objection(data) is { } reason ? throw new NoRunException(reason)
        : TableOf(data) is { } table && Find(data.Source!.FileName, table) is { } set ? set.Name
        : throw new NoRunException($"'{data.Source!.FileName}' cannot be a data set of the project");

    private DataSetDeclaration? Find(string file, TableDeclaration table) =>
        _sets.FirstOrDefault(one => one.File == file && AreSame(one.Table, table)).Set;

    private static bool AreSame(TableDeclaration one, TableDeclaration other) =>
        (one.HasHeader, one.Label, one.Delimiter) == (other.HasHeader, other.Label, other.Delimiter)
        && one.Targets is null
        && one.Inputs.SequenceEqual(other.Inputs);

    // Why the columns are not those of a data set, as a clause; null where they may be.
    private static string? Objection(FedData data)
    {
        ImportedData source = data.Source!;
        TableLayout layout = source.Table!;
        return layout.Problem.Length > 0 ? $"'{source.FileName}' cannot be a data set of the kind csv: {layout.Problem}"
            : data.LabelSource is not { } labels || labels.Table is null || data.LabelColumns is null
                ? $"the labels of '{data.Names}' are not a column of '{source.FileName}'"
            : labels.Name != source.Name
                ? $"the inputs and the labels are in two files, '{source.FileName}' and '{labels.FileName}'; a data set is one table"
            : TableOf(data) is null
                ? $"the names of the columns that '{data.Names}' takes of '{source.FileName}' are not known; declare the file as a data set of the kind csv and write the run file"
            : null;
    }

    private static TableDeclaration? TableOf(FedData data)
    {
        TableLayout layout = data.Source!.Table!;
        TableColumns inputs = data.Columns!;
        if (data.LabelColumns?.Chosen is not [var label])
        {
            return null;
        }

        string[] without = [.. inputs.Without.Select(column => Canonical(column, layout)).Distinct()];
        string labels = Canonical(label, layout);
        string? named = NameOf(labels, layout);
        if (labels != "#-1" && named is null)
        {
            return null;
        }

        IReadOnlyList<string> chosen;
        if (inputs.Chosen is null)
        {
            if (!without.Contains(labels))
            {
                return null;
            }

            if (without.Length == 1)
            {
                chosen = [];
            }
            else if (layout is { HasHeader: false, Count: { } all })
            {
                chosen = [.. Enumerable.Range(0, (int)all).Select(place => Canonical(TableColumns.At(place), layout)).Except(without)];
            }
            else
            {
                return null;
            }
        }
        else
        {
            chosen = [.. inputs.Chosen.Select(column => Canonical(column, layout))];
            if (chosen.Contains(labels))
            {
                return null;
            }

            // All columns but that of the labels need no names.
            if (
                layout.Count is { } all
                && Enumerable
                    .Range(0, (int)all)
                    .Select(place => Canonical(TableColumns.At(place), layout))
                    .Where(column => column != labels)
                    .SequenceEqual(chosen)
            )
            {
                chosen = [];
            }
        }

        string?[] names = [.. chosen.Select(column => NameOf(column, layout))];
        return names.Contains(null)
            ? null
            : new TableDeclaration(layout.HasHeader, labels == "#-1" ? null : named, [.. names.OfType<string>()], Delimiter(layout));
    }

    private static string Delimiter(TableLayout layout) =>
        layout.Separator switch
        {
            "semicolon" => ";",
            "tab" => "\t",
            _ => ",",
        };

    // A place from the front where the number of columns is known; the last column is always #-1.
    private static string Canonical(string column, TableLayout layout)
    {
        if (PlaceOf(column) is not { } place || layout.Count is not { } count)
        {
            return column;
        }

        long front = place < 0 ? count + place : place;
        return TableColumns.At(front == count - 1 ? -1 : front);
    }

    private static long? PlaceOf(string column) =>
        column.StartsWith('#') && long.TryParse(column[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long place)
            ? place
            : null;

    // The columns of a table without a header are called 1, 2 and so on.
    private static string? NameOf(string column, TableLayout layout)
    {
        if (PlaceOf(column) is not { } place)
        {
            return column;
        }

        long? front = place < 0 ? layout.Count + place : place;
        return !layout.HasHeader && front is { } at ? (at + 1).ToString(CultureInfo.InvariantCulture) : null;
    }

    private static (DataSetDeclaration Set, string Json)? Declared(string name, string file, TableDeclaration table, ImportedData source)
    {
        JsonObject json = new() { ["kind"] = "csv", ["file"] = file };
        if (source.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            json["url"] = url;
        }

        if (!table.HasHeader)
        {
            json["header"] = false;
        }

        if (source.Table!.Separator != "comma")
        {
            json["separator"] = source.Table.Separator;
        }

        if (table.Label is { } label)
        {
            json["label"] = label;
        }

        if (table.Inputs.Count > 0)
        {
            json["inputs"] = new JsonArray([.. table.Inputs.Select(input => JsonValue.Create(input))]);
        }

        string compact = json.ToJsonString(Plain);

        // The name of a column may have these characters too.
        bool isPlain = !table.Inputs.Append(table.Label ?? "").Append(file).Any(text => text.Contains('"') || text.EndsWith(','));
        string text = isPlain
            ? compact.Replace("\":", "\": ", StringComparison.Ordinal).Replace(",\"", ", \"", StringComparison.Ordinal)
            : compact;
        try
        {
            return (DeclaredSet.Parse(name, json), text);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
