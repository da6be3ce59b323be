using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Data.Catalog;
using Repro.Import.Naming;
using Repro.Import.Programs;
using Repro.Import.Statements;
using Repro.Project;

namespace Repro.Import.Trainings;

/// <summary>Data sets of <c>.npz</c> files that the text trains on: each pair of inputs and labels is a split.</summary>
internal sealed class ArraySets
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, (DataSetDeclaration Set, string? Json)> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <param name="sets">The project's data sets, which are not declared again.</param>
    public ArraySets(ImportedProgram program, DataSetCatalog sets)
    {
        IEnumerable<FedData> fed = program
            .Fits.SelectMany(fit => new[] { fit.Data, fit.Validation }.OfType<FedData>())
            .Concat(program.Evaluations.Where(evaluation => !evaluation.IsPrediction).Select(evaluation => evaluation.Data));
        foreach (IGrouping<string, FedData> file in fed.Where(data => Refusal(data) is null).GroupBy(data => data.Source!.FileName))
        {
            if (file.Select(data => PathOf(data.Source!)).Distinct(StringComparer.Ordinal).Take(2).ToArray() is [var one, var other])
            {
                _refused[file.Key] = $"two files have the name '{file.Key}', '{one}' and '{other}'; give them different names";
                continue;
            }

            if (sets.All.FirstOrDefault(set => set.Kind == DataSetKind.Npz && set.Files[0].Name == file.Key) is { } existing)
            {
                _sets[file.Key] = (existing, null);
                continue;
            }

            string stem = file.Key[..^".npz".Length];
            string name = PlainName.IsValid(stem) ? stem : NetworkNames.Plain(stem);
            bool IsTaken(string candidate) =>
                sets.Find(candidate) is not null || _sets.Values.Any(declared => declared.Set.Name == candidate);
            string free = name;
            for (int number = 1; IsTaken(free); number++)
            {
                free = number == 1 ? $"{name}-npz" : FormattableString.Invariant($"{name}-npz-{number}");
            }

            Declare(file.Key, free, [.. file]);
        }
    }

    /// <summary>The sets that the project must declare, with their declarations.</summary>
    public IReadOnlyList<(DataSetDeclaration Set, string Json)> New =>
        [.. _sets.Values.Where(one => one.Json is not null).Select(one => (one.Set, one.Json!))];

    /// <summary>The set and the split of data from a file of arrays.</summary>
    /// <exception cref="NoRunException">The data are not inputs and labels of one <c>.npz</c> file.</exception>
    public (string Set, string Split) Of(FedData data)
    {
        string file = data.Source!.FileName;
        if ((Refusal(data) ?? _refused.GetValueOrDefault(file)) is { } reason)
        {
            throw new NoRunException(reason);
        }

        DataSetDeclaration set = _sets[file].Set;
        return set.Arrays.FirstOrDefault(split => split.Value.X == data.Array && split.Value.Y == data.LabelArray).Key is { } split
            ? (set.Name, split)
            : throw new NoRunException(
                $"the data set '{set.Name}' of the project has no split of the arrays '{data.Array}' and '{data.LabelArray}'; add it under 'arrays' in reprosuite.json"
            );
    }

    /// <summary>Why the number and the shape of the samples are not known, as a clause.</summary>
    public static string SizeOf(FedData data) =>
        data.Source!.Unread is { Length: > 0 } error
            ? $"the data root has '{data.Source.FileName}', but it was not read: {error}"
            : $"the code does not tell the shape of '{data.Names}'; put '{data.Source.FileName}' in the data root (REPRO_DATA) and import again";

    private static string? Refusal(FedData data) =>
        data.Source is not { IsArrayFile: true, Table: null } source ? "the data are not in a file of arrays"
        : data.Array.Length == 0
            ? $"'{source.FileName}' is a .npy file; a data set is one .npz file with the inputs and the labels: numpy.savez('data.npz', x_train=..., y_train=...)"
        : data.LabelArray.Length == 0 ? $"the labels of '{data.Names}' are not an array of '{source.FileName}'"
        : data.LabelSource is not { } labels || PathOf(labels) != PathOf(source) ? InTwoFiles(source, data.LabelSource)
        : null;

    private static string InTwoFiles(ImportedData inputs, ImportedData? labels)
    {
        bool isOneName = inputs.FileName == labels?.FileName;
        return $"the inputs and the labels are in two files, '{(isOneName ? inputs.Name : inputs.FileName)}' and '{(isOneName ? labels!.Name : labels?.FileName)}'; a data set is one .npz file";
    }

    // The file as the program names it: "./data.npz" is "data.npz".
    private static string PathOf(ImportedData file)
    {
        string path = file.Name.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        return path;
    }

    private void Declare(string file, string name, IReadOnlyList<FedData> fed)
    {
        JsonObject arrays = [];
        foreach (FedData data in fed.DistinctBy(data => (data.Array, data.LabelArray)))
        {
            string split = DataParts.Of(data.Array) switch
            {
                DataPart.Validation => "validation",
                DataPart.Test => "test",
                _ => "train",
            };
            string free = arrays.ContainsKey(split) ? NetworkNames.Plain(data.Array) : split;
            arrays.TryAdd(free, new JsonObject { ["x"] = data.Array, ["y"] = data.LabelArray });
        }

        JsonObject json = new() { ["kind"] = "npz", ["file"] = file };
        if (
            fed.Select(data => data.Source!.Url).FirstOrDefault(url => url is not null) is { } url
            && Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https"
        )
        {
            json["url"] = url;
        }

        json["arrays"] = arrays;
        string text = json.ToJsonString(Plain)
            .Replace("\":", "\": ", StringComparison.Ordinal)
            .Replace(",\"", ", \"", StringComparison.Ordinal);
        try
        {
            _sets[file] = (DeclaredSet.Parse(name, json), text);
        }
        catch (InputException exception)
        {
            _refused[file] = $"'{file}' cannot be a data set of the project: {exception.Error}";
        }
    }
}
