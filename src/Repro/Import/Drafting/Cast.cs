using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>The networks, trainings and data of a text, and which of them a place means.</summary>
internal sealed partial class Cast(ImportedProgram program, TextStatements text, IReadOnlyList<NamedNetwork> networks, IReadOnlyList<NamedRun> runs, FolderSets folders)
{
    private const int LongestTitle = 100;

    public IReadOnlyList<NamedRun> Runs => runs;

    /// <summary>The name of the data set, where the text has one.</summary>
    public string? DataSet => runs.Select(run => run.DataSet).OfType<string>().Distinct().ToArray() is [var only] ? only
        : runs.Count == 0 && program.Data.Where(data => data.IsKerasDataset).Select(data => data.Name).Distinct().ToArray() is [var loaded] ? loaded : null;

    public bool IsFolderSet => runs.Any(run => run.IsFolder);

    /// <summary>The network that a printed table shows: that of the last call of summary before the table.</summary>
    public NamedNetwork? OfTable(int number)
    {
        PrintedSummary table = text.Summaries[number];
        ImportedSummary? call = program.Summaries.LastOrDefault(summary => table.Place.Cell is { } cell ? summary.Place.Cell == cell : summary.Place < table.Place);
        NamedNetwork? named = call is null ? null : networks.At(call.Model, call.State);
        return named ?? networks.LastOrDefault(network => network.State.Place <= table.Place && HasRows(network, table));
    }

    /// <summary>
    /// The network that a statement speaks of: the one that was last made or changed before it, else the first one behind it. A title, and a sentence that announces
    /// what follows, speak of the next one.
    /// </summary>
    public NamedNetwork? Of(Statement statement)
    {
        NamedNetwork[] whole = [.. networks.Where(network => !network.Model.IsPart)];
        NamedNetwork? next = whole.FirstOrDefault(network => network.State.Place > statement.Place);
        bool announces = statement.Origin == Origin.Prose && (IsTitle(statement.Quote) || Announcement().IsMatch(statement.Quote));
        return (announces ? next : null) ?? whole.LastOrDefault(network => network.State.Place <= statement.Place) ?? whole.FirstOrDefault();
    }

    /// <summary>The split that a line "Found 2000 images belonging to 2 classes." is about; null for other statements, and where it is not known.</summary>
    public string? FoundIn(Statement statement)
    {
        if (statement.Origin != Origin.Output || !statement.Quote.StartsWith("Found ", StringComparison.Ordinal))
        {
            return null;
        }

        Place[] lines = [.. text.Statements.Where(other => other.Quote.StartsWith("Found ", StringComparison.Ordinal) && other.Place.Cell == statement.Place.Cell).Select(other => other.Place).Distinct()];
        ImportedData? data = program.Data.Where(data => !data.IsKerasDataset && data.Place.Cell == statement.Place.Cell).ElementAtOrDefault(Array.IndexOf(lines, statement.Place));
        return data is null ? null : folders.SplitOf(data);
    }

    /// <summary>The training that a place speaks of; null where it could be several.</summary>
    public NamedRun? RunAt(Statement statement)
    {
        if (runs.Count == 0)
        {
            return null;
        }

        if (statement.Topic.Log >= 0)
        {
            return OfLog(text.Logs[statement.Topic.Log]);
        }

        // In front of all trainings an overview announces their results in their order.
        NamedRun? before = runs.LastOrDefault(run => run.Fit.Place <= statement.Place);
        if (before is not null || runs.Count == 1)
        {
            return before ?? runs[0];
        }

        if (statement.Kind is StatementKind.Accuracy or StatementKind.Loss)
        {
            Statement[] announced = [.. text.Statements.Where(other => other.Kind == statement.Kind && !other.Topic.Elsewhere && other.Origin == Origin.Prose && other.Place < runs[0].Fit.Place)];
            return announced.Length == runs.Count ? runs[Array.IndexOf(announced, statement)] : null;
        }

        return null;
    }

    /// <summary>The training that printed a log: the last call before it.</summary>
    public NamedRun? OfLog(EpochLog log) => runs.LastOrDefault(run => log.Place.Cell is { } cell ? run.Fit.Place.Cell == cell : run.Fit.Place < log.Place) ?? runs.LastOrDefault(run => run.Fit.Place <= log.Place);

    /// <summary>The log of a training; null where it printed none.</summary>
    public EpochLog? LogOf(NamedRun run) => text.Logs.FirstOrDefault(log => OfLog(log) == run);

    private static bool IsTitle(string quote) => quote.Length < LongestTitle && !quote.EndsWith('.') && !quote.EndsWith(':') && char.IsUpper(quote.TrimStart()[0]);

    private static bool HasRows(NamedNetwork network, PrintedSummary table) => network.State.Layers.Count(layer => layer.ClassName != "InputLayer") == table.Layers.Count(layer => layer.Class != "InputLayer");

    [GeneratedRegex(@"\b(?:will|we'll|let's|let us|below|following|going to|defin(?:e|ing)|instantiat(?:e|ing))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Announcement();
}
