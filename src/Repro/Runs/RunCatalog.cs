using Repro.Data.Catalog;
using Repro.Inputs;
using Repro.Keras.Catalog;
using Repro.Keras.Optimizers;
using Repro.Models;
using Repro.Project;

namespace Repro.Runs;

/// <summary>The runs that a folder of configurations describes, by name.</summary>
/// <param name="folder">Holds <c>NAME.json</c> files.</param>
/// <param name="models">The networks that runs name.</param>
/// <param name="data">The data sets, weights and images that runs can name.</param>
/// <param name="documents">The project's documents, which runs can name; null or none where any id is accepted.</param>
internal sealed class RunCatalog(string folder, ModelCatalog models, DataCatalog data, IReadOnlyList<DocumentDeclaration>? documents = null)
{
    /// <summary>The data sets, weights and images that the project and the tool declare.</summary>
    public DataCatalog Data => data;

    /// <summary>What evidence texts call the folder; null for its path.</summary>
    public string? ShownFolder { get; init; }

    /// <summary>A run's file as evidence texts name it.</summary>
    public string ShownFile(string name) => $"{ShownFolder ?? folder}/{name}.json";

    /// <summary>The networks that the runs name.</summary>
    public ModelCatalog Models => models;

    /// <summary>The runs' names, sorted.</summary>
    /// <exception cref="InputException">The folder cannot be listed, or a file has a name that no run may have.</exception>
    public IReadOnlyList<string> Names =>
        Directory.Exists(folder)
            ?
            [
                .. InputFolder
                    .Files(folder, "*.json")
                    .Select(file => Path.GetFileNameWithoutExtension(file))
                    .Order(StringComparer.Ordinal)
                    .Select(Named),
            ]
            : [];

    /// <summary>Reads a run and checks the names in it: its model, its base, its documents, and the run it continues from.</summary>
    /// <exception cref="InputException">There is no such run, or its file is not valid.</exception>
    public RunConfiguration Load(string name)
    {
        IReadOnlyList<string> names = Names;
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            throw InputException.UnknownName(
                $"Unknown run '{name}'.{Spelling.Suggestion(name, names)}",
                names.Count == 0 ? $"{folder} has no run files." : $"The runs are {string.Join(", ", names)}."
            );
        }

        string file = Path.Combine(folder, name + ".json");
        RunConfiguration run = RunConfigurationReader.Read(file, models, data.Sets, run => WithDocuments(run, file));
        foreach ((string key, string? model) in new[] { ("model", run.Model), ("base", run.Base) })
        {
            RequireModel(file, key, model);
        }

        if (run.ContinuesFrom is not null && !names.Contains(run.ContinuesFrom, StringComparer.Ordinal))
        {
            throw new InputException(
                $"{file}: key 'continues_from' names the run '{run.ContinuesFrom}', which does not exist. The runs are {string.Join(", ", names)}."
            );
        }

        return run.Base is null ? run : run with { Weights = data.Weights.Find(run.Base) };
    }

    private RunConfiguration WithDocuments(RunConfiguration run, string file)
    {
        if (documents is not { Count: > 0 })
        {
            return run;
        }

        string[] known = [.. documents.Select(document => document.Id)];
        if (run.Documents.FirstOrDefault(id => !known.Contains(id, StringComparer.Ordinal)) is { } unknown)
        {
            throw new InputException(
                $"{file}: key 'documents' names '{unknown}', which {ProjectFile.Name} does not declare.{Spelling.Suggestion(unknown, known)} It declares {string.Join(", ", known)}."
            );
        }

        if (run.Keras is not null || !(run.DependsOnKeras || run.Optimizer.IsLegacyOpen))
        {
            return run;
        }

        string[] versions =
        [
            .. documents
                .Where(document => run.Documents.Contains(document.Id, StringComparer.Ordinal))
                .Select(document => document.Keras)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        if (
            !run.DependsOnKeras
            && versions.Select(version => run.Optimizer.OfKeras(version).Flag(OptimizerConfiguration.Legacy)).Distinct().Count() == 1
        )
        {
            return run with { Optimizer = run.Optimizer.OfKeras(versions[0]) };
        }

        if (versions.Length > 1 || versions.Any(version => !KerasVersion.TryParse(version, out _)))
        {
            throw new InputException(
                $"{file}: {ProjectFile.Name} gives the documents of this run '{string.Join("' and '", versions)}' as versions of Keras. Name one in the key 'keras', such as 2.15{(run.DependsOnKeras ? "" : ", or set 'legacy' of the optimizer")}."
            );
        }

        return versions.Length == 0 ? run : run with { Keras = versions[0], Optimizer = run.Optimizer.OfKeras(versions[0]) };
    }

    private void RequireModel(string file, string key, string? model)
    {
        try
        {
            if (model is not null)
            {
                models.Require(model);
            }
        }
        catch (InputException exception)
        {
            throw new InputException($"{file}: key '{key}': {exception.Error} `repro models` lists the models.", exception);
        }
    }

    private string Named(string name) =>
        PlainName.IsValid(name)
            ? name
            : throw new InputException(
                $"{Path.Combine(folder, name + ".json")}: '{name}' is not the name of a run; {PlainName.Rule}. Rename the file."
            );
}
