using System.Text.RegularExpressions;
using Repro.Data.Catalog;
using Repro.Import.Contradictions;
using Repro.Import.Drafting;
using Repro.Import.Evaluation.State;
using Repro.Import.Naming;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Texts;
using Repro.Import.Trainings;
using Repro.Keras.Catalog;
using Repro.Models.Naming;
using Repro.Models.Trainability;
using Repro.Probes.Networks;
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
    public IReadOnlyList<FolderSet> Folders { get; init; } = [];

    /// <summary>The data sets of .npz files and tables that the project must declare, with their declarations.</summary>
    public IReadOnlyList<(DataSetDeclaration Set, string Json)> Arrays { get; init; } = [];

    /// <summary>The networks that earlier imports of the document wrote, by their names.</summary>
    public IReadOnlyDictionary<string, string> Existing { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the project has another network in the file of this one, which then stays.</summary>
    public bool Differs(NamedNetwork network) => Existing.TryGetValue(network.Name, out string? text) && text != network.File.Json;

    /// <param name="models">The project's networks.</param>
    /// <param name="sets">The project's data sets.</param>
    /// <param name="probes">The prefixes that addresses may have.</param>
    /// <param name="existing">The networks that earlier imports of the document wrote, by their names; null for none.</param>
    /// <param name="shapes">Tells the shapes of arrays in files of the data root; null for none.</param>
    /// <exception cref="InputException">The text has too many numbers, or takes too long to read.</exception>
    public static ImportDraft Of(
        string document,
        SourceText text,
        ModelCatalog models,
        DataSetCatalog sets,
        IReadOnlyCollection<string> probes,
        IReadOnlyDictionary<string, string>? existing = null,
        ArrayShapes? shapes = null
    )
    {
        try
        {
            return Read(document, text, models, sets, probes, existing ?? new Dictionary<string, string>(), shapes);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new InputException($"{text.File}: the text takes too long to read.", exception);
        }
    }

    private static ImportDraft Read(
        string document,
        SourceText text,
        ModelCatalog models,
        DataSetCatalog sets,
        IReadOnlyCollection<string> probes,
        IReadOnlyDictionary<string, string> existing,
        ArrayShapes? shapes
    )
    {
        ImportedProgram program = ProgramReader.Read(text, shapes: shapes);
        Printers printers = new(text);
        TextStatements statements = MeasuredParts.Of(StatementReader.Read(text), program, printers);
        IReadOnlyList<NamedNetwork> networks = KeptNames.Of(document, NetworkNames.Of(document, program), existing);
        FolderSets folders = new(program, text, printers);
        IReadOnlyList<FolderSet> named = folders.All();
        IEnumerable<DataSetDeclaration> declared = named
            .Where(set => sets.Find(set.Name) is null)
            .Select(set => new DataSetDeclaration(set.Name, DataSetKind.ImageFolder)
            {
                Folder = set.Name,
                Splits = set.Splits,
                Classes = set.Classes,
            });
        ArraySets arrays = new(program, sets);
        TableSets tables = new(program, sets, arrays.New.Select(one => one.Set.Name));
        IReadOnlyList<(DataSetDeclaration Set, string Json)> files = [.. arrays.New, .. tables.New];
        IReadOnlyList<NamedRun> runs = new RunDrafter(
            document,
            program,
            networks,
            folders,
            arrays,
            tables,
            new PretrainedBases(program, models),
            models,
            new DataSetCatalog([.. sets.All, .. declared, .. files.Select(one => one.Set)])
        ).All();
        Cast cast = new(program, statements, networks, runs, folders, printers, new TextOrder(text), name => sets.Find(name) is not null);
        ModelProbe probe = new(
            models,
            networks
                .Where(network => network.File.Model is not null)
                .DistinctBy(network => network.Name, StringComparer.Ordinal)
                .Select(network => new ModelVariant(network.Name, network.File.Model!, KerasGeneration.TfKeras, null))
        );
        IReadOnlyList<DraftRow> rows = MeasurableRows.Of(new RowDrafter(document, cast, statements, probes).All(), networks, probe);
        IReadOnlyList<Contradiction> contradictions =
        [
            .. new ResultCheck(cast, statements).All(),
            .. new SettingCheck(cast, statements).All(),
            .. new NetworkCheck(networks, probe, probes).All(rows),
            .. new RepeatedCheck(runs).All(rows),
            .. new CodeCheck(cast, statements).All(),
            .. CommentCheck.All(text),
        ];
        return new ImportDraft(
            document,
            text,
            program,
            statements,
            networks,
            runs,
            RowDrafter.Grouped(rows, contradictions.Select(one => one.Statements).Where(group => group.Count > 1)),
            contradictions
        )
        {
            Existing = existing,
            Arrays = files,
            Folders = [.. named.Where(set => sets.Find(set.Name) is null)],
        };
    }
}
