using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>The data sets that runs, addresses and commands can name: those that the project declares, and the built-in ones.</summary>
/// <param name="declared">The project's, which come before built-in sets of the same name.</param>
internal sealed class DataSetCatalog(IEnumerable<DataSetDeclaration> declared)
{
    private readonly IReadOnlyList<DataSetDeclaration> _declared = [.. declared];

    /// <summary>The project's sets in the order of its file, then the built-in ones.</summary>
    public IReadOnlyList<DataSetDeclaration> All =>
        [.. _declared, .. BuiltInDataSets.All.Where(set => _declared.All(other => other.Name != set.Name))];

    public IReadOnlyList<string> Names => [.. All.Select(set => set.Name)];

    /// <summary>The sets that a run can name.</summary>
    public IReadOnlyList<string> Trainable => [.. All.Where(set => set.IsTrainable).Select(set => set.Name)];

    /// <summary>The sets that <c>repro data split</c> makes: their images are declared by name, and no archive brings them.</summary>
    public IEnumerable<DataSetDeclaration> Split => All.Where(set => set is { IsImageFolder: true, Names.Count: > 0, Archive: null });

    /// <summary>Whether the set of that name is built in and not declared by the project.</summary>
    public bool IsBuiltIn(string name) => BuiltInDataSets.All.Any(set => set.Name == name) && _declared.All(set => set.Name != name);

    /// <summary>The set of that name, or null.</summary>
    public DataSetDeclaration? Find(string name) => All.FirstOrDefault(set => set.Name == name);

    /// <exception cref="InputException">There is no such set; the message lists those there are.</exception>
    public DataSetDeclaration Get(string name) => Find(name) ?? throw Unknown(name, Names);

    /// <summary>The set that a file of the data root belongs to, or null.</summary>
    /// <param name="path">Below the data root.</param>
    public DataSetDeclaration? Of(string path) =>
        All.FirstOrDefault(set => set.Folder.Length > 0 && path.StartsWith(set.Folder + "/", StringComparison.Ordinal));

    /// <param name="names">The names that fit.</param>
    public InputException Unknown(string name, IReadOnlyList<string> names) =>
        InputException.UnknownName($"There is no data set '{name}'.{Spelling.Suggestion(name, names)}", Listed(names));

    /// <summary>The sentence that lists the sets.</summary>
    public string Listed(IReadOnlyList<string> names)
    {
        string[] own = [.. names.Where(name => _declared.Any(set => set.Name == name))];
        string[] builtIn = [.. names.Except(own)];
        string project = own.Length > 0 ? $"This project declares {string.Join(", ", own)}" : "This project declares no data set";
        return builtIn.Length > 0 ? $"{project}; built in are {string.Join(", ", builtIn)}." : $"{project}.";
    }
}
