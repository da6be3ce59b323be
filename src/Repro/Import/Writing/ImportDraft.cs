using Repro.Data.Catalog;
using Repro.Import.Contradictions;
using Repro.Import.Drafting;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Texts;
using Repro.Keras.Catalog;
using Repro.Project;

namespace Repro.Import.Writing;

/// <summary>What a tutorial gives a project: networks, trainings, claims, and what disagrees in it. Nothing is written yet.</summary>
internal sealed record ImportDraft(
    string Document,
    SourceText Text,
    ImportedProgram Program,
    TextStatements Statements,
    IReadOnlyList<NamedNetwork> Networks,
    IReadOnlyList<NamedRun> Runs,
    IReadOnlyList<DraftRow> Rows,
    IReadOnlyList<Contradiction> Contradictions
)
{
    /// <summary>The data sets of class folders that the text names and that the project must declare.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Splits)> Folders { get; init; } = [];

    /// <summary>The networks that earlier imports of the document wrote, by their names.</summary>
    public IReadOnlyDictionary<string, string> Existing { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the project has another network in the file of this one, which then stays.</summary>
    public bool Differs(NamedNetwork network) => Existing.TryGetValue(network.Name, out string? text) && text != network.State.Json;

    /// <param name="models">The project's networks.</param>
    /// <param name="sets">The project's data sets.</param>
    /// <param name="probes">The prefixes that addresses may have.</param>
    /// <param name="existing">The networks that earlier imports of the document wrote, by their names; null for none.</param>
    public static ImportDraft Of(
        string document,
        SourceText text,
        ModelCatalog models,
        DataSetCatalog sets,
        IReadOnlyCollection<string> probes,
        IReadOnlyDictionary<string, string>? existing = null
    )
    {
        ImportedProgram program = ProgramReader.Read(text);
        TextStatements statements = StatementReader.Read(text);
        existing ??= new Dictionary<string, string>();
        IReadOnlyList<NamedNetwork> networks = KeptNames.Of(document, NetworkNames.Of(document, program), existing);
        FolderSets folders = new(program, text);
        IReadOnlyList<(string Name, IReadOnlyList<string> Splits)> named = folders.All();
        IEnumerable<DataSetDeclaration> declared = named
            .Where(set => sets.Find(set.Name) is null)
            .Select(set => new DataSetDeclaration(set.Name, DataSetKind.ImageFolder) { Folder = set.Name, Splits = set.Splits });
        IReadOnlyList<NamedRun> runs = new RunDrafter(
            document,
            program,
            networks,
            folders,
            models,
            new DataSetCatalog([.. sets.All, .. declared])
        ).All();
        Cast cast = new(program, statements, networks, runs, folders, name => sets.Find(name) is not null);
        IReadOnlyList<Contradiction> contradictions =
        [
            .. new ResultCheck(cast, statements).All(),
            .. new CodeCheck(cast, statements).All(),
            .. CommentCheck.All(text),
        ];
        Dictionary<Statement, string> groups = new(ReferenceEqualityComparer.Instance);
        foreach ((int number, Contradiction contradiction) in contradictions.Where(one => one.Statements.Count > 1).Index())
        {
            foreach (Statement statement in contradiction.Statements)
            {
                string group = FormattableString.Invariant($"{document}-contradiction-{number + 1}");
                groups[statement] = groups.TryGetValue(statement, out string? other) ? $"{other} {group}" : group;
            }
        }

        return new ImportDraft(
            document,
            text,
            program,
            statements,
            networks,
            runs,
            new RowDrafter(document, cast, statements, probes).All(groups),
            contradictions
        )
        {
            Existing = existing,
            Folders = [.. named.Where(set => sets.Find(set.Name) is null)],
        };
    }
}
