using Repro.Claims;
using Repro.Import.Programs;
using Repro.Import.Printed;
using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>The networks, trainings and data of a text, and which of them a place means.</summary>
internal sealed class Cast(ImportedProgram program, TextStatements text, IReadOnlyList<NamedNetwork> networks, IReadOnlyList<NamedRun> runs)
{
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

    /// <summary>The network that the text around a place speaks of: the one that was last made or changed before it, else the first one behind it.</summary>
    public NamedNetwork? At(Place place)
    {
        NamedNetwork[] whole = [.. networks.Where(network => !network.Model.IsPart)];
        return whole.LastOrDefault(network => network.State.Place <= place) ?? whole.FirstOrDefault();
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

    private static bool HasRows(NamedNetwork network, PrintedSummary table) => network.State.Layers.Count(layer => layer.ClassName != "InputLayer") == table.Layers.Count(layer => layer.Class != "InputLayer");
}
